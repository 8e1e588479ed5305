import { Button, Checkbox, Select } from "@mantine/core";
import { importMode, importOptions, type ImportOptions } from "@invista/contracts/import/import";
import { sheetKind, sheetOf, SHEETS } from "@invista/contracts/import/kinds";
import { useState } from "react";
import form_ from "../../shared/form/form.module.css";
import { Panel } from "../../shared/ui/panel.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import type { ImportView } from "./import-view.ts";
import { useCheck } from "./use-check.ts";

const kindOption = importOptions.shape.kind;

/** How the rows are taken; a change is tried with another dry run. */
export function ImportOptionsPanel({ view }: { view: ImportView }) {
  const [options, setOptions] = useState<ImportOptions>(view.options);
  const { rows: warehouses } = useWarehouses();
  const { run, busy } = useCheck(view.id);
  const change = (part: Partial<ImportOptions>) => setOptions({ ...options, ...part });
  const isChanged = JSON.stringify(options) !== JSON.stringify(view.options);
  const isMapped = view.profile === "MAPPED";
  const kind = sheetOf(view.profile);
  return (
    <Panel title="How to take the rows">
      <div className={form_.grid}>
        <Select
          label="Rows with errors"
          allowDeselect={false}
          data={[
            { value: "PARTIAL", label: "Leave them out, import the others" },
            { value: "ALL_OR_NOTHING", label: "Import nothing unless all are right" },
          ]}
          value={options.mode}
          onChange={(value) => change({ mode: importMode.catch("PARTIAL").parse(value) })}
        />
        <Select
          label="The rows are"
          allowDeselect={false}
          data={[
            { value: "", label: "What the columns show" },
            { value: "PRODUCTS", label: "Products, with or without stock" },
            ...sheetKind.options.map((value) => ({ value, label: SHEETS[value].word })),
          ]}
          value={options.kind ?? ""}
          onChange={(value) => change({ kind: kindOption.parse(value || null) })}
        />
        {kind === null ? null : (
          <Select
            label="Days such as 03/04/2027"
            allowDeselect={false}
            data={[
              { value: "", label: "Are refused: they can be read in two ways" },
              { value: "DMY", label: "Day first: 3 April" },
              { value: "MDY", label: "Month first: 4 March" },
            ]}
            value={options.dateFormat ?? ""}
            onChange={(value) => change({ dateFormat: value === "DMY" || value === "MDY" ? value : null })}
          />
        )}
        {kind === null ? (
          <Select
            label="Rows without a SKU"
            allowDeselect={false}
            data={[
              { value: "LENIENT", label: "Make one from handle and options" },
              { value: "STRICT", label: "Reject them" },
            ]}
            value={options.skuPolicy}
            onChange={(value) => change({ skuPolicy: value === "STRICT" ? "STRICT" : "LENIENT" })}
          />
        ) : null}
        {kind !== null && SHEETS[kind].columns["warehouse"] === undefined ? null : (
          <Select
            label={kind === null ? "Stock without a warehouse goes to" : "Rows without a warehouse go to"}
            placeholder="The first warehouse"
            clearable
            data={warehouses.map((warehouse) => ({
              value: warehouse.code,
              label: `${warehouse.code}  ${warehouse.name}`,
            }))}
            value={options.defaultWarehouse}
            onChange={(value) => change({ defaultWarehouse: value })}
          />
        )}
        {kind === null ? (
          <Select
            label="Decimals of quantities"
            allowDeselect={false}
            data={["0", "1", "2", "3", "4"]}
            value={String(options.qtyPrecision)}
            onChange={(value) => change({ qtyPrecision: Number(value ?? 0) })}
          />
        ) : null}
        <Select
          label="Decimal sign in the file"
          allowDeselect={false}
          data={[
            { value: ".", label: "Point: 1.50" },
            { value: ",", label: "Comma: 1,50" },
          ]}
          value={options.decimal ?? (view.detected?.decimal === "," ? "," : ".")}
          onChange={(value) => change({ decimal: value === "," ? "," : "." })}
        />
        {kind === null ? (
          <Checkbox
            label="Treat negative stock as 0"
            checked={options.negativeAsZero}
            onChange={(event) => change({ negativeAsZero: event.currentTarget.checked })}
            style={{ alignSelf: "end" }}
          />
        ) : null}
      </div>
      <Button
        mt={16}
        loading={busy}
        disabled={!isChanged}
        onClick={() => void run(isMapped ? view.mapping : null, options)}
      >
        Check again
      </Button>
    </Panel>
  );
}
