import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

type Bin = Outputs["location"]["map"]["rows"][number];
type Row = Outputs["location"]["contents"]["rows"][number];

/** What lies in a bin; it can be emptied into another, and edited. */
export function BinContentsDialog({
  bin,
  onEdit,
  onClose,
}: {
  bin: Bin;
  onEdit: (() => void) | null;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const { warehouseId, code } = bin;
  const query = trpc.location.contents.useQuery({ warehouseId, location: code });
  const map = trpc.location.map.useQuery({ warehouseId });
  const mayMove = useCan("stock:move");
  const move = trpc.location.moveContents.useMutation();
  const [to, setTo] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const readAgain = () => Promise.all([utils.location.invalidate(), utils.stock.invalidate()]);
  const run = async () => {
    if (to === null) return;
    setRefusal(null);
    try {
      const done = await move.mutateAsync({
        warehouseId,
        location: code,
        toLocation: bins[Number(to)]?.code ?? "",
        idempotencyKey: newKey(),
      });
      await readAgain();
      showToast({
        code: "location.moved",
        text: `${plural(done.moved, "item")} moved out of ${code || "the floor"}${done.stayed > 0 ? `; of ${done.stayed} what is reserved stayed` : ""}`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  // Held stock goes to bins for held stock, by quarantine and release.
  const bins = (map.data?.rows ?? []).filter((one) => one.code !== code && one.isSellable === bin.isSellable);
  return (
    <Dialog title={`Bin ${code || "Floor"}`} size={620} onClose={onClose}>
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(data) => (
          <>
            <div style={{ maxHeight: 320, overflowY: "auto" }}>
              <PlainTable
                label={`What lies in ${code || "the floor"}`}
                entity="stock"
                columns={COLUMNS}
                rows={data.rows}
                rowId={(row) => row.inventoryItemId}
                empty="It is empty."
              />
            </div>
            <FormAlert refusal={refusal} />
            {mayMove && data.rows.length > 0 ? (
              <div style={{ display: "flex", alignItems: "flex-end", gap: 8, marginTop: 16 }}>
                <Select
                  style={{ flex: 1 }}
                  label="Move all of it to"
                  placeholder="Bin"
                  searchable
                  data={bins.map((one, index) => ({
                    value: String(index),
                    label: `${one.code || "Floor"}${one.positions === 0 ? "  empty" : ""}`,
                  }))}
                  value={to}
                  onChange={setTo}
                />
                <Button variant="filled" disabled={to === null} loading={move.isPending} onClick={() => void run()}>
                  Move contents
                </Button>
              </div>
            ) : null}
            <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 20 }}>
              {code === "" ? null : <LabelButton kind="BIN" ids={[bin.id]} />}
              {onEdit ? <Button onClick={onEdit}>Edit bin</Button> : null}
              <Button onClick={onClose}>Close</Button>
            </div>
          </>
        )}
      </QueryArea>
    </Dialog>
  );
}

const COLUMNS: readonly PlainColumn<Row>[] = [
  {
    header: "Product",
    cell: (row) => (
      <>
        <Link to="/products/$productId" params={{ productId: row.productId }}>
          {row.sku}
        </Link>{" "}
        <span className="dim">{row.name}</span>
      </>
    ),
  },
  { header: "Lot", wideOnly: true, cell: (row) => row.lotNumber ?? "–" },
  { header: "On hand", align: "end", cell: (row) => <Quantity value={row.quantity} unit={row.unitCode} strong /> },
  { header: "Reserved", align: "end", cell: (row) => <Quantity value={row.reserved} /> },
];
