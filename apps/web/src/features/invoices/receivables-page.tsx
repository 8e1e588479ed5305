import type { AgeingRow } from "@invista/contracts/invoice/read-invoice";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Money } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";

const bucket = (header: string, of: (row: AgeingRow) => string): PlainColumn<AgeingRow> => ({
  header,
  align: "end",
  wideOnly: true,
  cell: (row) =>
    of(row) === "0" ? <span className="faint">–</span> : <Money value={of(row)} currency={row.currency} />,
});

const COLUMNS: readonly PlainColumn<AgeingRow>[] = [
  {
    header: "Customer",
    cell: (row) => (
      <Link to="/customers/$customerId" params={{ customerId: row.customerId }} className="strong">
        {row.customerName}
      </Link>
    ),
  },
  {
    header: "Invoices",
    align: "end",
    cell: (row) => (
      <Link to="/invoices" search={{ customerId: row.customerId, view: "OPEN" }}>
        {formatCount(row.invoices)}
      </Link>
    ),
  },
  bucket("Not due", (row) => row.notDue),
  bucket("Up to 30 days", (row) => row.days30),
  bucket("31 to 60", (row) => row.days60),
  bucket("61 to 90", (row) => row.days90),
  bucket("Longer", (row) => row.older),
  { header: "Open", align: "end", cell: (row) => <Money value={row.open} currency={row.currency} /> },
  {
    header: "Oldest",
    align: "end",
    cell: (row) => (row.oldestDays > 0 ? plural(row.oldestDays, "day") : <span className="faint">not due</span>),
  },
];

/** What customers owe by how long it has been due; those who owe most of what is overdue come first. */
export function ReceivablesPage({ onBack }: { onBack: () => void }) {
  const query = trpc.invoice.ageing.useQuery({});
  useShortcuts([
    {
      keys: "Escape",
      label: "back to the invoices",
      group: "This page",
      shownAs: ["Esc"],
      inFooter: true,
      run: onBack,
    },
  ]);
  return (
    <PlainPage
      title="Receivables"
      figures="What customers owe, by how many days it has been due"
      actions={
        <ExportButton
          list="invoices"
          filters={{ view: "OVERDUE" }}
          permission="invoice:export"
          label="Export overdue"
        />
      }
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {({ rows }) => (
          <Panel flush>
            <PlainTable
              label="Receivables"
              entity="receivable"
              rows={rows}
              rowId={(row) => `${row.customerId}-${row.currency}`}
              empty="Nobody owes anything."
              columns={COLUMNS}
            />
          </Panel>
        )}
      </QueryArea>
    </PlainPage>
  );
}
