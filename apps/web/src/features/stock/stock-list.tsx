import { Button } from "@mantine/core";
import { stockState, type StockRow } from "@invista/contracts/stock/list-stock";
import { IconAdjustmentsHorizontal, IconPackages } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { AsOfControl, momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { STOCK_WORDS } from "../../shared/ui/state-words.ts";
import { useCategoryChoices } from "../../shared/ui/use-categories.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { AdjustStockDialog, type AdjustTarget } from "./adjust-stock-dialog.tsx";
import { StockAsOfList } from "./stock-as-of-list.tsx";
import { stockColumns } from "./stock-columns.tsx";
import { StockFigures } from "./stock-figures.tsx";
import { StockPeek } from "./stock-peek.tsx";
import { positionId, positionOf, type StockSearch } from "./stock-search.ts";

const VIEWS = [{ value: "BELOW_REORDER" as const, label: "Needs reordering" }];
const STATES = stockState.options.map((value) => ({ value, label: STOCK_WORDS[value].word }));

interface Props {
  readonly search: StockSearch;
  readonly onSearch: (change: Partial<StockSearch>) => void;
  readonly onOpen: (row: { productId: string; warehouseId: string }, asOf?: AsOf) => void;
}

/** Every product in every warehouse, now or at a moment of the past. */
export function StockList(props: Props) {
  const moment = momentOf(props.search);
  return moment ? <StockAsOfList {...props} moment={moment} /> : <PresentStock {...props} />;
}

/** What is there, what is promised, what is free. */
function PresentStock({ search, onSearch, onOpen }: Props) {
  const warehouseId = useWarehouse();
  const categories = useCategoryChoices();
  const { nameOf } = useWarehouses();
  const showCost = useCan("cost:read");
  const mayAdjust = useCan("stock:adjust");
  const [adjusting, setAdjusting] = useState<AdjustTarget | "ask" | null>(null);
  const sort = search.sort ?? "sku";
  const direction = search.direction ?? "asc";
  const filters = {
    q: search.q,
    state: search.state,
    view: search.view,
    categoryId: search.category,
    warehouseId,
    sort,
    direction,
  };
  const utils = trpc.useUtils();
  const query = usePages(trpc.stock.list, filters, utils.client.stock.list.query);
  const columns = useMemo(() => stockColumns(nameOf, showCost), [nameOf, showCost]);
  const peeked = search.peek ? positionOf(search.peek) : null;
  const isFiltered = Boolean(search.q ?? search.state ?? search.view ?? search.category);
  useShortcuts(
    [{ keys: "e", label: "adjust", group: "This page", inFooter: true, run: () => setAdjusting(peeked ?? "ask") }],
    mayAdjust,
  );

  return (
    <>
      <ListPage
        title="Stock"
        figures={isFiltered ? null : <StockFigures warehouseId={warehouseId} />}
        actions={
          <>
            <ExportButton list="stock" filters={filters} permission="stock:export" />
            <Can permission="stock:adjust">
              <Button
                variant="filled"
                leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} />}
                onClick={() => setAdjusting(peeked ?? "ask")}
              >
                Adjust
              </Button>
            </Can>
          </>
        }
        filters={
          <>
            <SearchField
              value={search.q ?? ""}
              onChange={(q) => onSearch({ q: q || undefined })}
              placeholder="Search SKU, name, barcode"
            />
            <AsOfControl asOf={search} onChange={onSearch} />
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
              value={search.state}
              choices={STATES}
              onChange={(state) => onSearch({ state })}
            />
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
        tools={<ListTools list="stock" columns={columns} />}
        peek={
          peeked ? (
            <StockPeek
              position={peeked}
              onOpen={() => onOpen(peeked)}
              onClose={() => onSearch({ peek: undefined })}
              onAdjust={() => setAdjusting(peeked)}
            />
          ) : null
        }
      >
        <DataTable
          list="stock"
          label="Stock positions"
          entity="stock"
          columns={columns}
          query={query}
          rowId={positionId}
          rowLabel={(row: StockRow) => `${row.sku} in ${row.warehouseCode}`}
          sort={{ key: sort, direction }}
          onSort={(next) =>
            onSearch({
              sort: columns.find((column) => column.sort === next.key) ? asSort(next.key) : undefined,
              direction: next.direction,
            })
          }
          peekId={search.peek ?? null}
          onPeek={(row) => onSearch({ peek: row ? positionId(row) : undefined })}
          onOpen={(row) => onOpen(row)}
          bulk={(rows) => <LabelButton size="xs" kind="PRODUCT" ids={[...new Set(rows.map((row) => row.productId))]} />}
          empty={
            <StockEmpty
              isFiltered={isFiltered}
              onClear={() => onSearch({ q: undefined, state: undefined, view: undefined, category: undefined })}
            />
          }
        />
      </ListPage>
      {adjusting ? (
        <AdjustStockDialog target={adjusting === "ask" ? null : adjusting} onClose={() => setAdjusting(null)} />
      ) : null}
    </>
  );
}

function asSort(key: string): StockSearch["sort"] {
  return key === "name" || key === "available" || key === "onHand" ? key : "sku";
}

function StockEmpty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }): ReactNode {
  if (isFiltered) {
    return (
      <Notice
        icon={<IconPackages size={28} stroke={1.5} />}
        title="No position matches"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Nothing has this state, category and name together.
      </Notice>
    );
  }
  return (
    <Notice
      icon={<IconPackages size={28} stroke={1.5} />}
      title="No stock yet"
      action={
        <Button variant="filled" renderRoot={(props) => <Link to="/products" {...props} />}>
          Go to products
        </Button>
      }
    >
      A position is a product in a warehouse. It appears when stock is counted in, received or imported.
    </Notice>
  );
}
