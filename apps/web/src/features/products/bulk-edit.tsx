import { Button, MultiSelect } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { homeCurrency } from "../../shared/format/display.ts";
import { plural } from "../../shared/format/words.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ErrorPanel } from "../../shared/ui/error-panel.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { changesOf, cellsOf, inputOf, type Cells, type Field } from "./bulk-cells.ts";
import { fieldChanges, fieldsOfAny, fieldValues, type FieldsOf, type OwnCells } from "./bulk-fields.ts";
import { BulkGrid } from "./bulk-grid.tsx";

/** Many products as a grid: cells are changed freely, looked at as a list of changes, and saved all or none. */
export function BulkEditPage({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const queries = trpc.useQueries((t) => ids.map((id) => t.product.get({ id })));
  const ownQueries = trpc.useQueries((t) => ids.map((id) => t.catalog.attributes({ id })));
  const all = [...queries, ...ownQueries];
  const failed = all.find((query) => query.error);
  const products = queries.flatMap((query) => (query.data && query.data.status !== "ARCHIVED" ? [query.data] : []));
  if (failed?.error)
    return (
      <PlainPage title="Edit products">
        <ErrorPanel error={failed.error} retry={() => all.forEach((query) => void query.refetch())} />
      </PlainPage>
    );
  if (all.some((query) => !query.data))
    return (
      <PlainPage title="Edit products">
        <Skeleton height={320} />
      </PlainPage>
    );
  const fields = Object.fromEntries(ids.map((id, index) => [id, ownQueries[index]?.data?.rows ?? []]));
  const left = ids.length - products.length;
  return <Grid key={ids.join()} products={products} fields={fields} left={left} onDone={onDone} />;
}

function Grid({
  products,
  fields,
  left,
  onDone,
}: {
  products: readonly ProductView[];
  fields: FieldsOf;
  left: number;
  onDone: () => void;
}) {
  const utils = trpc.useUtils();
  const mayPrice = useCan("price:update");
  const categories = useCategoryChoices();
  const update = trpc.catalog.bulkUpdate.useMutation();
  const [cells, setCells] = useState<Record<string, Cells>>(() =>
    Object.fromEntries(products.map((product) => [product.id, cellsOf(product)])),
  );
  const [ownCells, setOwnCells] = useState<OwnCells>({});
  const [columns, setColumns] = useState<string[]>([]);
  const choices = fieldsOfAny(fields);
  const [isPreview, setPreview] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [key, setKey] = useState(newKey);
  const nameOf = (id: string) => categories.find((one) => one.value === id)?.label.trim() ?? "None";
  const changes = [...changesOf(products, cells, nameOf), ...fieldChanges(products, fields, ownCells)];
  const set = (id: string, field: Field, value: string) =>
    setCells((before) => ({ ...before, [id]: { ...(before[id] ?? cellsOf(undefined)), [field]: value } }));
  const setOwn = (id: string, code: string, text: string) =>
    setOwnCells((before) => ({ ...before, [id]: { ...before[id], [code]: text } }));
  const save = async () => {
    setRefusal(null);
    const values = fieldValues(products, fields, ownCells);
    try {
      const { changed } = await update.mutateAsync(inputOf(products, cells, homeCurrency(), key, values));
      await Promise.all([utils.product.invalidate(), utils.catalog.invalidate(), utils.stock.invalidate()]);
      showToast({ code: "product.bulkUpdated", text: `${plural(changed, "product")} were saved` });
      onDone();
    } catch (error) {
      setKey(newKey());
      setRefusal(refusalOf(error));
    }
  };
  const touched = new Set(changes.map((change) => change.id)).size;
  return (
    <PlainPage
      title="Edit products"
      figures={`${plural(products.length, "product")}, ${plural(changes.length, "change")}${left > 0 ? `, ${left} archived left out` : ""}`}
      actions={
        <>
          <Button onClick={onDone}>Cancel</Button>
          <Button variant="filled" disabled={changes.length === 0} onClick={() => setPreview(true)}>
            Preview changes
          </Button>
        </>
      }
    >
      {choices.length > 0 ? (
        <MultiSelect
          label="Fields of your own as columns"
          placeholder={columns.length === 0 ? "Choose fields" : ""}
          style={{ maxWidth: 560 }}
          data={choices.map((field) => ({ value: field.code, label: field.label }))}
          value={columns}
          onChange={setColumns}
        />
      ) : null}
      <Panel flush>
        <BulkGrid
          products={products}
          cells={cells}
          mayPrice={mayPrice}
          categories={categories}
          onSet={set}
          own={{
            columns: choices.filter((field) => columns.includes(field.code)),
            fields,
            cells: ownCells,
            onSet: setOwn,
          }}
        />
      </Panel>
      {isPreview ? (
        <Dialog
          title={`Change ${plural(touched, "product")}?`}
          size={680}
          onClose={() => {
            setPreview(false);
            setRefusal(null);
          }}
        >
          <FormAlert refusal={refusal && { ...refusal, message: withSku(refusal) }} />
          <div style={{ maxHeight: 380, overflowY: "auto" }}>
            <PlainTable
              label="Changes"
              columns={[
                { header: "SKU", cell: (row) => <span className="strong">{row.sku}</span> },
                { header: "Field", cell: (row) => row.field },
                { header: "Before", cell: (row) => <span className="dim">{row.before || "–"}</span> },
                { header: "After", cell: (row) => row.after || "–" },
              ]}
              rows={changes}
              rowId={(row) => `${row.id} ${row.field}`}
            />
          </div>
          <p className="dim" style={{ marginTop: 12, fontSize: 13 }}>
            All of it is saved, or nothing when one of them is refused.
          </p>
          <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 16 }}>
            <Button onClick={() => setPreview(false)}>Back</Button>
            <Button variant="filled" loading={update.isPending} onClick={() => void save()}>
              {`Save ${plural(changes.length, "change")}`}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </PlainPage>
  );
}

function withSku({ message, details }: RefusalView): string {
  const sku = details["sku"];
  return typeof sku === "string" && sku !== "" && !message.includes(sku) ? `${sku}: ${message}` : message;
}
