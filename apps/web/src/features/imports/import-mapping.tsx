import { Button, Select } from "@mantine/core";
import {
  IMPORT_FIELDS,
  importField,
  type ImportField,
  type ImportMapping as Mapping,
} from "@invista/contracts/import/import";
import { useState } from "react";
import { sentence } from "../../shared/format/words.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import type { ImportView } from "./import-view.ts";
import { useCheck } from "./use-check.ts";

const FIELDS = IMPORT_FIELDS.map((value) => ({ value, label: sentence(value) }));

/** Such as `quantity MAIN`: the stock of one warehouse, unless it is given to a field. */
const WAREHOUSE_COLUMN = /^(quantity|qty|stock|on hand)[\s:([]+\S/i;

function formOf({ encoding, delimiter }: { encoding: string; delimiter: string }): string {
  return encoding === "xlsx" ? "Excel sheet" : `${encoding}, separated by ${delimiter === "\t" ? "tab" : delimiter}`;
}

/** Which column of the file holds what, with the first cells of each; a field can be given to one column. */
export function ImportMapping({ view, canChange }: { view: ImportView; canChange: boolean }) {
  const [mapping, setMapping] = useState<Mapping>(view.mapping ?? {});
  const { run, busy } = useCheck(view.id);
  const columnOf = (field: ImportField) => Object.keys(mapping).find((header) => mapping[header] === field);
  const missing =
    columnOf("sku") === undefined
      ? "SKU"
      : columnOf("name") === undefined && columnOf("quantity") === undefined
        ? "name or quantity"
        : null;
  const choose = (header: string, value: string | null) => {
    const field = importField.safeParse(value).data;
    const kept = Object.entries(mapping).filter(([other, given]) => other !== header && given !== field);
    setMapping(Object.fromEntries(field ? [...kept, [header, field]] : kept));
  };
  const isChanged = JSON.stringify(mapping) !== JSON.stringify(view.mapping ?? {});
  return (
    <Panel
      title="Columns"
      hint={view.detected ? `${view.headers.length} columns, ${formOf(view.detected)}` : undefined}
      flush
    >
      <PlainTable
        label="Columns of the file"
        columns={[
          { header: "Column", cell: (row) => <span className="strong">{row.header || "(no name)"}</span> },
          {
            header: "Holds",
            cell: (row) => (
              <Select
                size="xs"
                w={160}
                aria-label={`${row.header} holds`}
                placeholder={WAREHOUSE_COLUMN.test(row.header) ? "Stock of a warehouse" : "Left out"}
                clearable
                disabled={!canChange}
                data={FIELDS}
                value={mapping[row.header] ?? null}
                onChange={(value) => choose(row.header, value)}
              />
            ),
          },
          { header: "First values", wideOnly: true, cell: (row) => <span className="dim">{row.examples}</span> },
        ]}
        rows={view.headers.map((header, index) => ({
          header,
          examples: view.preview
            .map((cells) => cells[index] ?? "")
            .filter((cell) => cell !== "")
            .slice(0, 3)
            .join(", "),
        }))}
        rowId={(row) => row.header}
        empty="The file has no columns."
      />
      {canChange ? (
        <div style={{ display: "flex", gap: 12, alignItems: "center", padding: 16 }}>
          <Button
            variant={view.status === "NEEDS_MAPPING" ? "filled" : "default"}
            loading={busy}
            disabled={missing !== null || (!isChanged && view.status !== "NEEDS_MAPPING")}
            onClick={() => void run(mapping, view.options)}
          >
            Check with these columns
          </Button>
          <span className="dim" role="status">
            {missing ? `Choose the column that holds ${missing}.` : ""}
          </span>
        </div>
      ) : null}
    </Panel>
  );
}
