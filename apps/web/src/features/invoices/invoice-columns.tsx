import type { InvoiceRow } from "@invista/contracts/invoice/read-invoice";
import { Moment, Money } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { InvoiceState } from "./invoice-state.tsx";

const DASH = <span className="faint">–</span>;

export const INVOICE_COLUMNS: readonly Column<InvoiceRow>[] = [
  {
    id: "number",
    header: "Number",
    width: 120,
    priority: 1,
    phone: "title",
    cell: (row) =>
      row.invoiceNumber === null ? (
        <span className="dim">Draft</span>
      ) : (
        <span className="strong num">{row.invoiceNumber}</span>
      ),
  },
  {
    id: "status",
    header: "State",
    width: 130,
    priority: 1,
    phone: "second-end",
    cell: (row) => <InvoiceState invoice={row} />,
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
    priority: 3,
    cell: (row) => <span className="num">{row.orderNumber}</span>,
  },
  {
    id: "issued",
    header: "Issued",
    width: 100,
    priority: 3,
    cell: (row) => (row.issuedAt ? <Moment at={row.issuedAt} /> : DASH),
  },
  { id: "due", header: "Due", width: 100, priority: 2, cell: (row) => (row.dueAt ? <Moment at={row.dueAt} /> : DASH) },
  {
    id: "reminded",
    header: "Reminded",
    width: 110,
    priority: 5,
    cell: (row) => (row.remindedAt ? <Moment at={row.remindedAt} /> : DASH),
  },
  {
    id: "gross",
    header: "Amount",
    width: 120,
    align: "end",
    priority: 1,
    phone: "end",
    cell: (row) => <Money value={row.gross} currency={row.currency} />,
  },
  {
    id: "open",
    header: "Open",
    width: 120,
    align: "end",
    priority: 2,
    cell: (row) => (row.open === "0" ? DASH : <Money value={row.open} currency={row.currency} />),
  },
];
