import { Button } from "@mantine/core";
import { orderStatus } from "@invista/contracts/order/order";
import type { OrderRow } from "@invista/contracts/order/read-order";
import { IconPlus, IconShoppingCart } from "@tabler/icons-react";
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
import { ORDER_WORDS } from "../../shared/ui/state-words.ts";
import { OrderBulk } from "./order-bulk.tsx";
import { ORDER_COLUMNS } from "./order-columns.tsx";
import { OrderFigures } from "./order-figures.tsx";
import { OrderPeek } from "./order-peek.tsx";
import { orderSearch, type OrderSearch } from "./order-search.ts";

const STATES = orderStatus.options.map((value) => ({ value, label: ORDER_WORDS[value].word }));
const VIEWS = [{ value: "LATE" as const, label: "Late to ship" }];

interface Props {
  readonly search: OrderSearch;
  readonly onSearch: (change: Partial<OrderSearch>) => void;
  readonly onOpen: (id: string) => void;
  readonly onEdit: (id: string) => void;
  readonly onNew: () => void;
}

/** What customers ordered, newest first, with how much of it is reserved and shipped. */
export function OrderList({ search, onSearch, onOpen, onEdit, onNew }: Props) {
  const mayPrice = useCan("price:read");
  const columns = mayPrice ? ORDER_COLUMNS : ORDER_COLUMNS.filter((column) => column.id !== "total");
  const utils = trpc.useUtils();
  const mayCreate = useCan("order:create");
  const sort = search.sort ?? "createdAt";
  const direction = search.direction ?? "desc";
  const filters = { q: search.q, status: search.status, view: search.view, sort, direction };
  const query = usePages(trpc.order.list, filters, utils.client.order.list.query);
  const isFiltered = Boolean(search.q ?? search.status ?? search.view);
  const { peek } = search;
  useShortcuts([{ keys: "c", label: "new order", group: "This page", inFooter: true, run: onNew }], mayCreate);

  return (
    <ListPage
      title="Orders"
      figures={isFiltered ? null : <OrderFigures />}
      actions={
        <>
          <ExportButton list="orders" filters={filters} permission="order:export" />
          <Can permission="order:create">
            <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={onNew}>
              New order
            </Button>
          </Can>
        </>
      }
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search number or customer"
          />
          <FilterMenu
            label="View"
            all="Everything"
            value={search.view}
            choices={VIEWS}
            onChange={(view) => onSearch({ view })}
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
      tools={<ListTools list="orders" columns={columns} />}
      peek={
        peek ? (
          <OrderPeek
            id={peek}
            onOpen={() => onOpen(peek)}
            onEdit={() => onEdit(peek)}
            onClose={() => onSearch({ peek: undefined })}
          />
        ) : null
      }
    >
      <DataTable
        list="orders"
        label="Orders"
        entity="order"
        columns={columns}
        query={query}
        rowId={(row: OrderRow) => row.id}
        rowLabel={(row) => row.orderNumber}
        sort={{ key: sort, direction }}
        onSort={(next) => onSearch({ sort: orderSearch.shape.sort.parse(next.key), direction: next.direction })}
        peekId={peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.id })}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly OrderRow[], clear: () => void) => <OrderBulk rows={rows} onDone={clear} />}
        empty={
          isFiltered ? (
            <Notice
              icon={<IconShoppingCart size={28} stroke={1.5} />}
              title="No order matches"
              action={
                <Button onClick={() => onSearch({ q: undefined, status: undefined, view: undefined })}>
                  Clear the filters
                </Button>
              }
            >
              No order has this state and number or customer together.
            </Notice>
          ) : (
            <Notice
              icon={<IconShoppingCart size={28} stroke={1.5} />}
              title="No orders yet"
              action={
                mayCreate ? (
                  <Button variant="filled" onClick={onNew}>
                    New order
                  </Button>
                ) : null
              }
            >
              An order says what a customer wants. Placing it reserves the stock; confirming it lets it be shipped.
            </Notice>
          )
        }
      />
    </ListPage>
  );
}
