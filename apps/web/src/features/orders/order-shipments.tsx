import type { OrderView } from "@invista/contracts/order/read-order";
import { Link } from "@tanstack/react-router";
import { Quantity } from "../../shared/format/values.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { SHIPMENT_WORDS } from "../../shared/ui/state-words.ts";

/** The shipments of an order, each with how far it is. */
export function OrderShipments({ order }: { order: OrderView }) {
  return (
    <PlainTable
      label={`Shipments of ${order.orderNumber}`}
      entity="shipment"
      rows={order.shipments}
      rowId={(row) => row.id}
      empty="Nothing of it is on its way out."
      columns={[
        {
          header: "Shipment",
          cell: (row) => (
            <Link to="/shipments/$shipmentId" params={{ shipmentId: row.id }} className="strong">
              {row.shipmentNumber}
            </Link>
          ),
        },
        {
          header: "State",
          cell: (row) => (
            <StatusChip tone={SHIPMENT_WORDS[row.status].tone}>{SHIPMENT_WORDS[row.status].word}</StatusChip>
          ),
        },
        { header: "From", cell: (row) => row.warehouseCode },
        {
          header: "Picked",
          align: "end",
          cell: (row) => (
            <span className="num">
              <Quantity value={row.picked} /> <span className="dim">of</span> <Quantity value={row.quantity} />
            </span>
          ),
        },
      ]}
    />
  );
}
