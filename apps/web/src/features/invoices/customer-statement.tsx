import type { StatementOutput } from "@invista/contracts/invoice/read-invoice";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Moment, Money } from "../../shared/format/values.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";

type Row = StatementOutput["rows"][number];
const WORDS = { INVOICE: "Invoice", CREDIT_NOTE: "Credit note", PAYMENT: "Payment", REFUND: "Paid back" } as const;

const COLUMNS: readonly PlainColumn<Row>[] = [
  { header: "When", cell: (row) => <Moment at={row.at} /> },
  {
    header: "What",
    cell: (row) => (
      <>
        <span className="dim">{WORDS[row.kind]} </span>
        <Link to="/invoices/$invoiceId" params={{ invoiceId: row.invoiceId }}>
          {row.number}
        </Link>
      </>
    ),
  },
  { header: "Amount", align: "end", cell: (row) => <Money value={row.amount} currency={row.currency} /> },
  { header: "Owed then", align: "end", cell: (row) => <Money value={row.balance} currency={row.currency} /> },
];

/** Invoices, credit notes and payments of a customer, newest first, with what was owed after each. */
export function CustomerStatement({ customerId, name }: { customerId: string; name: string }) {
  const query = trpc.invoice.statement.useQuery({ customerId });
  return (
    <QueryArea query={query} loading={<Skeleton height={120} />}>
      {({ rows }) => (
        <PlainTable
          label={`Statement of ${name}`}
          entity="statement_row"
          rows={rows.toReversed()}
          rowId={(row) => `${row.kind}-${row.id}`}
          empty="Nothing was invoiced yet."
          columns={COLUMNS}
        />
      )}
    </QueryArea>
  );
}
