import { Button } from "@mantine/core";
import { movementType, type MovementRow } from "@invista/contracts/stock/list-stock";
import { IconHistory } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { startOfDay } from "../../shared/format/times.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { DayFilter, FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { LedgerBulk } from "./ledger-bulk.tsx";
import { ledgerColumns } from "./ledger-columns.tsx";
import type { LedgerSearch } from "./ledger-search.ts";
import { MovementPeek } from "./movement-peek.tsx";
import { PinnedFilters } from "./pinned-filters.tsx";

const NOTHING: { [Name in keyof LedgerSearch]: undefined } = {
  q: undefined,
  type: undefined,
  product: undefined,
  operation: undefined,
  bin: undefined,
  lot: undefined,
  person: undefined,
  document: undefined,
  from: undefined,
  to: undefined,
};
const TYPES = movementType.options.map((value) => ({ value, label: MOVEMENT_WORDS[value] }));

/** Every movement there ever was, newest first; nothing here can be edited. */
export function LedgerList({
  search,
  onSearch,
  onOpen,
}: {
  search: LedgerSearch;
  onSearch: (change: Partial<LedgerSearch>) => void;
  onOpen: (row: { productId: string; warehouseId: string }) => void;
}) {
  const warehouseId = useWarehouse();
  const { nameOf } = useWarehouses();
  const showCost = useCan("cost:read");
  const mayReadProducts = useCan("product:read");
  const filters = {
    q: search.q,
    type: search.type,
    productId: search.product,
    operationId: search.operation,
    location: search.bin,
    lotId: search.lot,
    createdBy: search.person,
    referenceId: search.document,
    warehouseId,
    from: startOfDay(search.from),
    to: startOfDay(search.to, 1),
  };
  const utils = trpc.useUtils();
  const query = usePages(trpc.stock.movements, filters, utils.client.stock.movements.query);
  const product = trpc.product.get.useQuery(
    { id: search.product ?? "-" },
    { enabled: search.product !== undefined && mayReadProducts },
  );
  const columns = useMemo(() => ledgerColumns(nameOf, showCost), [nameOf, showCost]);
  const { peek, ...chosen } = search;
  const isFiltered = Object.values(chosen).some((value) => value !== undefined);
  const peeked = query.data?.pages.flatMap((page) => page.rows).find((row) => row.seq === peek);
  return (
    <ListPage
      title="Ledger"
      figures="Every movement, newest first. A correction is a new movement."
      actions={<ExportButton list="movements" filters={filters} permission="stock:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search SKU or name"
          />
          <PinnedFilters
            search={search}
            nameOf={(name) => (name === "product" ? product.data?.sku : undefined)}
            example={query.data?.pages[0]?.rows[0]}
            onSearch={onSearch}
          />
          <FilterMenu
            label="What"
            all="Any"
            value={search.type}
            choices={TYPES}
            onChange={(type) => onSearch({ type })}
          />
          <DayFilter label="From" value={search.from} onChange={(from) => onSearch({ from })} />
          <DayFilter label="To" value={search.to} onChange={(to) => onSearch({ to })} />
        </>
      }
      tools={<ListTools list="ledger" columns={columns} />}
      peek={
        peeked ? (
          <MovementPeek
            movement={peeked}
            onSearch={(change) => onSearch({ ...change, peek: undefined })}
            onOpen={() => onOpen(peeked)}
            onClose={() => onSearch({ peek: undefined })}
          />
        ) : null
      }
    >
      <DataTable
        list="ledger"
        label="Movements"
        entity="movement"
        columns={columns}
        query={query}
        rowId={(row) => row.seq}
        rowLabel={(row: MovementRow) => `movement ${row.seq}`}
        peekId={peek ?? null}
        onPeek={(row) => onSearch({ peek: row?.seq })}
        onOpen={onOpen}
        bulk={(rows: readonly MovementRow[], clear: () => void) => <LedgerBulk rows={rows} onDone={clear} />}
        empty={
          <Notice
            icon={<IconHistory size={28} stroke={1.5} />}
            title={isFiltered ? "No movement matches" : "Nothing has moved yet"}
            action={isFiltered ? <Button onClick={() => onSearch(NOTHING)}>Clear the filters</Button> : null}
          >
            {isFiltered
              ? "No movement has this kind, time and product together."
              : "Receipts, shipments, counts and adjustments appear here as they are posted."}
          </Notice>
        }
      />
    </ListPage>
  );
}
