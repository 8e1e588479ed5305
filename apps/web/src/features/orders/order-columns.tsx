import type { OrderRow } from "@invista/contracts/order/read-order";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago, Money } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { ORDER_WORDS, PAYMENT_WORDS } from "../../shared/ui/state-words.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { RequestedDay } from "./requested-day.tsx";

export const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  {
    id: "number",
    header: "Order",
    width: 116,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong num">{row.orderNumber}</span>,
  },
  {
    id: "customer",
    header: "Customer",
    width: 160,
    grow: true,
    priority: 2,
    phone: "second",
    cell: (row) => row.customerName,
  },
  {
    id: "status",
    header: "State",
    width: 118,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={ORDER_WORDS[row.status].tone}>{ORDER_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "lines",
    header: "Lines",
    width: 60,
    align: "end",
    priority: 6,
    cell: (row) => <span className={row.lines === 0 ? "faint" : ""}>{formatCount(row.lines)}</span>,
  },
  {
    id: "progress",
    header: "Progress",
    width: 90,
    priority: 4,
    cell: (row) =>
      row.lines === 0 ? (
        <span className="faint">–</span>
      ) : (
        <ProgressBar ordered={row.ordered} reserved={row.reserved} shipped={row.shipped} />
      ),
  },
  {
    id: "payment",
    header: "Payment",
    width: 126,
    priority: 4,
    cell: (row) => (
      <StatusChip tone={PAYMENT_WORDS[row.paymentStatus].tone}>{PAYMENT_WORDS[row.paymentStatus].word}</StatusChip>
    ),
  },
  { id: "requested", header: "Requested", width: 112, priority: 3, cell: (row) => <RequestedDay order={row} /> },
  {
    id: "total",
    header: "Total",
    width: 116,
    align: "end",
    priority: 2,
    sort: "total",
    phone: "end",
    cell: (row) => (
      <span className="strong">
        <Money value={row.total} currency={row.currency} />
      </span>
    ),
  },
  {
    id: "created",
    header: "Created",
    width: 108,
    align: "end",
    priority: 5,
    sort: "createdAt",
    cell: (row) => (
      <span className="dim">
        <Ago at={row.createdAt} />
      </span>
    ),
  },
  {
    id: "by",
    header: "By",
    width: 136,
    priority: 7,
    cell: (row) => <span className="dim">{row.createdByName ?? "–"}</span>,
  },
];
