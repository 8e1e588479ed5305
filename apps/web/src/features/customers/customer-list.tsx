import { Button } from "@mantine/core";
import { customerStatus, type CustomerRow } from "@invista/contracts/customer/customer";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";
import { CustomerBulk } from "./customer-bulk.tsx";
import { CUSTOMER_COLUMNS } from "./customer-columns.tsx";
import { CustomerPeek } from "./customer-peek.tsx";
import { customerSearch, type CustomerSearch } from "./customer-search.ts";
import { EditCustomerDialog } from "./edit-customer-form.tsx";

const STATES = customerStatus.options.map((value) => ({ value, label: CUSTOMER_WORDS[value].word }));

interface Props {
  readonly search: CustomerSearch;
  readonly onSearch: (change: Partial<CustomerSearch>) => void;
  readonly onOpen: (id: string) => void;
  readonly onNew: () => void;
}

/** Who buys, and what they have open. */
export function CustomerList({ search, onSearch, onOpen, onNew }: Props) {
  const utils = trpc.useUtils();
  const mayCreate = useCan("customer:create");
  const [editing, setEditing] = useState<string | null>(null);
  const { sort = "name", direction = "asc" } = search;
  const filters = { q: search.q, status: search.status, sort, direction };
  const query = usePages(trpc.customer.list, filters, utils.client.customer.list.query);
  const isFiltered = Boolean(search.q ?? search.status);
  const { peek } = search;
  useShortcuts([{ keys: "c", label: "new customer", group: "This page", inFooter: true, run: onNew }], mayCreate);

  return (
    <>
      <ListPage
        title="Customers"
        actions={
          <>
            <Can permission="price:read">
              <Button component={Link} to="/price-lists">
                Price lists
              </Button>
            </Can>
            <ExportButton list="customers" filters={filters} permission="customer:export" />
            <Can permission="customer:create">
              <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={onNew}>
                New customer
              </Button>
            </Can>
          </>
        }
        filters={
          <>
            <SearchField
              value={search.q ?? ""}
              onChange={(q) => onSearch({ q: q || undefined })}
              placeholder="Search name, code, e-mail"
            />
            <FilterMenu
              label="State"
              all="Any"
              value={search.status}
              choices={STATES}
              onChange={(status) => onSearch({ status })}
            />
          </>
        }
        tools={<ListTools list="customers" columns={CUSTOMER_COLUMNS} />}
        peek={
          peek ? (
            <CustomerPeek
              id={peek}
              onOpen={() => onOpen(peek)}
              onEdit={() => setEditing(peek)}
              onClose={() => onSearch({ peek: undefined })}
            />
          ) : null
        }
      >
        <DataTable
          list="customers"
          label="Customers"
          entity="customer"
          columns={CUSTOMER_COLUMNS}
          query={query}
          rowId={(row: CustomerRow) => row.id}
          rowLabel={(row) => row.name}
          sort={{ key: sort, direction }}
          onSort={(next) => onSearch({ sort: customerSearch.shape.sort.parse(next.key), direction: next.direction })}
          peekId={peek ?? null}
          onPeek={(row) => onSearch({ peek: row?.id })}
          onOpen={(row) => onOpen(row.id)}
          bulk={(rows: readonly CustomerRow[], clear: () => void) => <CustomerBulk rows={rows} onDone={clear} />}
          empty={
            isFiltered ? (
              <Notice
                icon={<IconUsers size={28} stroke={1.5} />}
                title="No customer matches"
                action={
                  <Button onClick={() => onSearch({ q: undefined, status: undefined })}>Clear the filters</Button>
                }
              >
                No customer has this state and name, code or e-mail address together.
              </Notice>
            ) : (
              <Notice
                icon={<IconUsers size={28} stroke={1.5} />}
                title="No customers yet"
                action={
                  mayCreate ? (
                    <Button variant="filled" onClick={onNew}>
                      New customer
                    </Button>
                  ) : null
                }
              >
                A customer is who an order is for, with a currency, a term of payment and, if you like, a credit limit.
              </Notice>
            )
          }
        />
      </ListPage>
      {editing ? <EditCustomerDialog id={editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}
