import type { ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { SHIPMENT_WORDS } from "../../shared/ui/state-words.ts";
import { DueDay } from "../../shared/ui/due-day.tsx";

export const SHIPMENT_COLUMNS: readonly Column<ShipmentRow>[] = [
  {
    id: "number",
    header: "Shipment",
    width: 112,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.shipmentNumber}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 112,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={SHIPMENT_WORDS[row.status].tone}>{SHIPMENT_WORDS[row.status].word}</StatusChip>,
  },
  { id: "order", header: "Order", width: 112, priority: 2, cell: (row) => row.orderNumber },
  {
    id: "customer",
    header: "Customer",
    width: 180,
    grow: true,
    priority: 1,
    phone: "second",
    cell: (row) => <span className="cut">{row.customerName}</span>,
  },
  { id: "warehouse", header: "From", width: 80, priority: 2, cell: (row) => row.warehouseCode },
  {
    id: "wave",
    header: "Wave",
    width: 110,
    priority: 4,
    cell: (row) => row.waveNumber ?? <span className="faint">–</span>,
  },
  { id: "lines", header: "Lines", width: 64, align: "end", priority: 4, cell: (row) => formatCount(row.lines) },
  {
    id: "picked",
    header: "Picked",
    width: 110,
    align: "end",
    priority: 2,
    phone: "end",
    cell: (row) => (
      <span className="num">
        <Quantity value={row.picked} /> <span className="dim">of</span> <Quantity value={row.quantity} />
      </span>
    ),
  },
  {
    id: "due",
    header: "Promised",
    width: 112,
    priority: 3,
    cell: (row) => <DueDay at={row.promisedAt} isOpen={["DRAFT", "PICKING", "PACKED"].includes(row.status)} />,
  },
  { id: "since", header: "Since", width: 96, priority: 3, cell: (row) => <Ago at={row.since} /> },
  {
    id: "tracking",
    header: "Tracking",
    width: 140,
    priority: 5,
    cell: (row) => row.trackingNumber ?? <span className="faint">–</span>,
  },
];
