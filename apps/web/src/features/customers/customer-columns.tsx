import type { CustomerRow } from "@invista/contracts/customer/customer";
import { formatCount } from "../../shared/format/numbers.ts";
import { Money } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";
import { CreditBar } from "./credit-bar.tsx";

export const CUSTOMER_COLUMNS: readonly Column<CustomerRow>[] = [
  {
    id: "code",
    header: "Code",
    width: 118,
    priority: 2,
    sort: "code",
    phone: "second",
    cell: (row) => <span className="dim">{row.code}</span>,
  },
  {
    id: "name",
    header: "Customer",
    width: 180,
    grow: true,
    priority: 1,
    sort: "name",
    phone: "title",
    cell: (row) => <span className="strong">{row.name}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 106,
    priority: 2,
    phone: "second-end",
    cell: (row) => <StatusChip tone={CUSTOMER_WORDS[row.status].tone}>{CUSTOMER_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "email",
    header: "E-mail",
    width: 210,
    priority: 5,
    cell: (row) => <span className="dim">{row.email ?? "–"}</span>,
  },
  {
    id: "openOrders",
    header: "Open orders",
    width: 102,
    align: "end",
    priority: 3,
    cell: (row) => <span className={row.openOrders === 0 ? "faint" : ""}>{formatCount(row.openOrders)}</span>,
  },
  {
    id: "openValue",
    header: "Open value",
    width: 122,
    align: "end",
    priority: 2,
    phone: "end",
    cell: (row) => (
      <span className={row.openOrders === 0 ? "faint" : "strong"}>
        <Money value={row.openValue} currency={row.currency} />
      </span>
    ),
  },
  {
    id: "credit",
    header: "Credit limit",
    width: 122,
    align: "end",
    priority: 4,
    cell: (row) =>
      row.creditLimit === null ? (
        <span className="dim">{row.openValue === null ? "–" : "none"}</span>
      ) : (
        <Money value={row.creditLimit} currency={row.currency} />
      ),
  },
  { id: "used", header: "Used", width: 88, align: "end", priority: 6, cell: (row) => <CreditBar customer={row} /> },
];
