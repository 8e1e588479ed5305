import { Button } from "@mantine/core";
import type { AsOfBasis, StockAsOfRow } from "@invista/contracts/stock/as-of";
import { IconPackages } from "@tabler/icons-react";
import { useMemo } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { AsOfControl, PastNotice, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { stockAsOfColumns } from "./stock-as-of-columns.tsx";
import { positionId, type StockSearch } from "./stock-search.ts";

/** The stock list at a moment of the past: what lay where then, what it was worth, and what has come of it. */
export function StockAsOfList({
  moment,
  search,
  onSearch,
  onOpen,
}: {
  moment: { at: string; basis: AsOfBasis };
  search: StockSearch;
  onSearch: (change: Partial<StockSearch>) => void;
  onOpen: (row: { productId: string; warehouseId: string }, asOf: AsOf) => void;
}) {
  const warehouseId = useWarehouse();
  const categories = useCategoryChoices();
  const { nameOf } = useWarehouses();
  const showCost = useCan("cost:read");
  const filters = {
    q: search.q,
    categoryId: search.category,
    warehouseId,
    location: search.bin,
    lotNumber: search.lot,
    at: moment.at,
    basis: moment.basis,
  };
  const utils = trpc.useUtils();
  const query = usePages(trpc.stock.listAsOf, filters, utils.client.stock.listAsOf.query);
  const columns = useMemo(() => stockAsOfColumns(nameOf, showCost), [nameOf, showCost]);
  const isFiltered = Boolean(search.q ?? search.category ?? search.bin ?? search.lot);
  return (
    <ListPage
      title="Stock"
      figures={<PastNotice asOf={moment} onChange={onSearch} rows={query.data?.pages.flatMap((page) => page.rows)} />}
      actions={<ExportButton list="stock-as-of" filters={filters} permission="stock:export" />}
      filters={
        <>
          <SearchField
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
            placeholder="Search SKU or name"
          />
          <SearchField
            value={search.bin ?? ""}
            onChange={(bin) => onSearch({ bin: bin || undefined })}
            placeholder="Bin"
            small
          />
          <SearchField
            value={search.lot ?? ""}
            onChange={(lot) => onSearch({ lot: lot || undefined })}
            placeholder="Lot number"
            small
          />
          <AsOfControl asOf={moment} onChange={onSearch} />
          {categories.length > 0 ? (
            <FilterMenu
              label="Category"
              all="Any"
              value={search.category}
              choices={categories}
              onChange={(category) => onSearch({ category })}
            />
          ) : null}
        </>
      }
      tools={<ListTools list="stock-as-of" columns={columns} />}
    >
      <DataTable
        list="stock-as-of"
        label="Stock positions then"
        entity="stock"
        columns={columns}
        query={query}
        rowId={positionId}
        rowLabel={(row: StockAsOfRow) => `${row.sku} in ${row.warehouseCode}`}
        onOpen={(row) => onOpen(row, moment)}
        empty={
          <Notice
            icon={<IconPackages size={28} stroke={1.5} />}
            title={isFiltered ? "No position matches" : "Nothing had moved by then"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, category: undefined, bin: undefined, lot: undefined })}>
                  Clear the filters
                </Button>
              ) : (
                <Button onClick={() => onSearch({ at: undefined, basis: undefined })}>Back to now</Button>
              )
            }
          >
            {isFiltered
              ? "Nothing of this name, category, bin and lot had moved by then."
              : "The ledger begins later than this moment."}
          </Notice>
        }
      />
    </ListPage>
  );
}
