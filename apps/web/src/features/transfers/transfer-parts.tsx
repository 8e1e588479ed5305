import type { TransferView } from "@invista/contracts/transfer/transfer";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";

/** The goods that a transfer's next step is about, where bins, lots or pieces tell more than its lines: what is reserved, or under way. */
export function TransferParts({ view }: { view: TransferView }) {
  const { parts, transfer } = view;
  if (!parts.some((part) => part.itemId !== null || part.lotId !== null || part.tracksSerials)) return null;
  const isReserved = transfer.dispatchedAt === null;
  return (
    <Panel title={isReserved ? "Reserved" : "Under way"} flush>
      <PlainTable
        label={isReserved ? "What is reserved" : "What is under way"}
        entity="transfer_part"
        rows={parts}
        rowId={(part) => part.itemId ?? `${part.productId}-${part.lotId}`}
        empty="Nothing."
        columns={[
          { header: "SKU", cell: (part) => <span className="strong">{part.sku}</span> },
          ...(isReserved ? [{ header: "Bin", cell: (part: (typeof parts)[number]) => part.location || "Floor" }] : []),
          { header: "Lot", cell: (part) => part.lotNumber ?? "–" },
          { header: "Expires", wideOnly: true, cell: (part) => (part.expiresAt ? formatFullDay(part.expiresAt) : "–") },
          {
            header: "Pieces",
            wideOnly: true,
            cell: (part) => (part.tracksSerials && !isReserved ? part.serials.join(", ") : "–"),
          },
          {
            header: "Quantity",
            align: "end",
            cell: (part) => <Quantity value={part.quantity} unit={part.unitCode} />,
          },
        ]}
      />
    </Panel>
  );
}
