import type { ReturnRow } from "@invista/contracts/returns/returns";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import type { Column } from "../../shared/table/column.ts";
import { RETURN_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

export const RETURN_COLUMNS: readonly Column<ReturnRow>[] = [
  {
    id: "number",
    header: "Return",
    width: 110,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong num">{row.rmaNumber}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={RETURN_WORDS[row.status].tone}>{RETURN_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "customer",
    header: "Customer",
    width: 200,
    grow: true,
    priority: 1,
    phone: "second",
    cell: (row) => row.customerName,
  },
  {
    id: "order",
    header: "Order",
    width: 100,
    priority: 2,
    cell: (row) => <span className="num">{row.orderNumber}</span>,
  },
  {
    id: "reason",
    header: "Reason",
    width: 140,
    priority: 3,
    cell: (row) => <span className="dim">{row.reason === null ? "–" : sentence(row.reason)}</span>,
  },
  { id: "warehouse", header: "To", width: 80, priority: 4, cell: (row) => row.warehouseCode },
  {
    id: "quantity",
    header: "Asked",
    width: 90,
    align: "end",
    priority: 2,
    phone: "end",
    cell: (row) => <Quantity value={row.quantity} />,
  },
  {
    id: "received",
    header: "Came",
    width: 90,
    align: "end",
    priority: 3,
    cell: (row) => <Quantity value={row.received} />,
  },
  { id: "created", header: "Asked for", width: 110, priority: 4, cell: (row) => <Ago at={row.createdAt} /> },
];
