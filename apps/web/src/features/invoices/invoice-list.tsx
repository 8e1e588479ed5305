import { Button } from "@mantine/core";
import { invoiceStatus } from "@invista/contracts/invoice/invoice";
import type { InvoiceRow } from "@invista/contracts/invoice/read-invoice";
import { IconFileInvoice } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { INVOICE_WORDS } from "../../shared/ui/state-words.ts";
import { INVOICE_COLUMNS } from "./invoice-columns.tsx";
import type { InvoiceSearch } from "./invoice-search.ts";
import { RemindButton } from "./remind-button.tsx";

const STATES = invoiceStatus.options.map((value) => ({ value, label: INVOICE_WORDS[value].word }));
const VIEWS = [
  { value: "OPEN" as const, label: "Open ones" },
  { value: "OVERDUE" as const, label: "Overdue ones" },
];
const KINDS = [
  { value: "SALES" as const, label: "Invoices" },
  { value: "CREDIT_NOTE" as const, label: "Credit notes" },
];

/** What was billed to customers, and what of it is still to come. */
export function InvoiceList({
  search,
  onSearch,
  onOpen,
}: {
  search: InvoiceSearch;
  onSearch: (change: Partial<InvoiceSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const mayRemind = useCan("invoice:issue");
  const query = usePages(trpc.invoice.list, search, utils.client.invoice.list.query);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage
      title="Invoices"
      figures="Made from what has left, on the page of an order. An issued one doesn't change: it is credited."
      actions={
        <>
          <Button renderRoot={(props) => <Link to="/invoices/receivables" {...props} />}>Receivables</Button>
          <ExportButton list="invoices" filters={search} permission="invoice:export" />
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number, order or customer"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={search.status}
            choices={STATES}
            onChange={(status) => onSearch({ status })}
          />
          <FilterMenu
            label="Show"
            all="All"
            value={search.view}
            choices={VIEWS}
            onChange={(view) => onSearch({ view })}
          />
          <FilterMenu
            label="Kind"
            all="Both"
            value={search.kind}
            choices={KINDS}
            onChange={(kind) => onSearch({ kind })}
          />
        </>
      }
      tools={<ListTools list="invoices" columns={INVOICE_COLUMNS} />}
    >
      <DataTable
        list="invoices"
        label="Invoices"
        entity="invoice"
        columns={INVOICE_COLUMNS}
        query={query}
        rowId={(row: InvoiceRow) => row.id}
        rowLabel={(row) => row.invoiceNumber ?? `Draft for ${row.orderNumber}`}
        onOpen={(row) => onOpen(row.id)}
        {...(mayRemind
          ? {
              bulk: (rows: readonly InvoiceRow[], clear: () => void) => <RemindButton invoices={rows} onDone={clear} />,
            }
          : {})}
        empty={
          <Notice
            icon={<IconFileInvoice size={28} stroke={1.5} />}
            title={isFiltered ? "No invoice matches" : "No invoices yet"}
            action={
              isFiltered ? (
                <Button
                  onClick={() =>
                    onSearch({
                      q: undefined,
                      kind: undefined,
                      status: undefined,
                      view: undefined,
                      customerId: undefined,
                    })
                  }
                >
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "None has this state and number, order or customer together."
              : "When something of an order has left, its page offers to invoice it."}
          </Notice>
        }
      />
    </ListPage>
  );
}
