import { Button } from "@mantine/core";
import type { ShipmentLine, ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { PiecesDialog } from "./pieces-dialog.tsx";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";
import { ShortDialog } from "../../shared/ui/short-dialog.tsx";

/** The lines of a shipment with how much of each is picked; picked here by those who work without a scanner. */
export function ShipmentLines({ view }: { view: ShipmentView }) {
  const [short, setShort] = useState<ShipmentLine | null>(null);
  const [pieces, setPieces] = useState<ShipmentLine | null>(null);
  const mayPick = view.actions.includes("pick");
  const columns: PlainColumn<ShipmentLine>[] = [
    {
      header: "From",
      cell: (line) => (
        <span style={{ display: "grid" }}>
          <span className="strong">{line.location || "Floor"}</span> <span>{line.sku}</span>
        </span>
      ),
    },
    { header: "Product", wideOnly: true, cell: (line) => <span className="dim">{line.name}</span> },
    { header: "Lot", wideOnly: true, cell: (line) => line.lotNumber ?? <span className="faint">–</span> },
    { header: "To pick", align: "end", cell: (line) => <Quantity value={line.quantity} unit={line.unitCode} /> },
    { header: "Picked", align: "end", cell: (line) => <Picked line={line} /> },
  ];
  if (mayPick)
    columns.push({
      header: "Do",
      align: "end",
      cell: (line) => <LineButtons line={line} onShort={() => setShort(line)} onPieces={() => setPieces(line)} />,
    });
  return (
    <>
      <PlainTable
        label="Lines of the shipment"
        entity="shipment_line"
        rows={view.lines}
        rowId={(line) => line.id}
        empty="It has no lines."
        columns={columns}
      />
      {short ? <ShortDialog line={short} onClose={() => setShort(null)} /> : null}
      {pieces ? <PiecesDialog line={pieces} onClose={() => setPieces(null)} /> : null}
    </>
  );
}

function Picked({ line }: { line: ShipmentLine }) {
  return (
    <span title={line.serials.length > 0 ? line.serials.join(", ") : undefined}>
      <Quantity value={line.picked} />
      {line.shortReason ? (
        <span style={{ color: "var(--amber)" }}> short: {sentence(line.shortReason).toLowerCase()}</span>
      ) : null}
    </span>
  );
}

function LineButtons({ line, onShort, onPieces }: { line: ShipmentLine; onShort: () => void; onPieces: () => void }) {
  const readAgain = useReadShipmentsAgain();
  const pick = trpc.shipment.pick.useMutation();
  const putBack = trpc.shipment.putBack.useMutation();
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      showToast({ code: "pick.failed", tone: "failed", text: refusalOf(error)?.message ?? "Nothing was picked." });
    }
    await readAgain();
  };
  const { shipmentId: id, id: lineId, left, picked, serials } = line;
  const back = { id, lineId, quantity: picked, ...(serials.length > 0 ? { serials } : {}) };
  const isOpen = left !== "0";
  return (
    <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap", justifyContent: "flex-end" }}>
      {isOpen ? (
        <Button
          size="xs"
          aria-label={`Pick ${left} of ${line.sku}`}
          loading={pick.isPending}
          onClick={() =>
            line.trackSerials
              ? onPieces()
              : void run(() => pick.mutateAsync({ id, lines: [{ lineId, quantity: left }], idempotencyKey: newKey() }))
          }
        >
          {line.trackSerials ? "Pick…" : `Pick ${left}`}
        </Button>
      ) : null}
      {isOpen ? (
        <Button size="xs" aria-label={`Short pick of ${line.sku}`} onClick={onShort}>
          Short…
        </Button>
      ) : null}
      {picked !== "0" ? (
        <Button
          size="xs"
          aria-label={`Put back ${line.sku}`}
          loading={putBack.isPending}
          onClick={() => void run(() => putBack.mutateAsync({ ...back, idempotencyKey: newKey() }))}
        >
          Put back
        </Button>
      ) : null}
    </span>
  );
}
