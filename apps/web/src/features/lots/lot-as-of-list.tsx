import { Button } from "@mantine/core";
import type { LotThen } from "@invista/contracts/lot/as-of";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import { IconBarcode } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { PastNotice, QuantityThen, type AsOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import type { Column } from "../../shared/table/column.ts";
import { LOT_COLUMNS } from "./lot-columns.tsx";
import { isLotFiltered, lotFilters, LotFilters, NO_LOT_FILTER } from "./lot-filters.tsx";
import type { LotSearch } from "./lot-search.ts";

const COLUMNS: readonly Column<LotThen>[] = [
  ...LOT_COLUMNS,
  {
    id: "held",
    header: "Held",
    width: 100,
    align: "end",
    priority: 5,
    cell: (row) => <QuantityThen value={row.held} />,
  },
  {
    id: "available",
    header: "Available",
    width: 100,
    align: "end",
    priority: 3,
    cell: (row) => <QuantityThen value={row.available} />,
  },
];

/** The lots that there were at a moment of the past, as they were then, with what was left of each. */
export function LotAsOfList({
  moment,
  search,
  onSearch,
  onOpen,
}: {
  moment: { at: string; basis: AsOfBasis };
  search: LotSearch;
  onSearch: (change: Partial<LotSearch>) => void;
  onOpen: (id: string, asOf: AsOf) => void;
}) {
  const utils = trpc.useUtils();
  const filters = { ...lotFilters(search, useWarehouse()), ...moment };
  const query = usePages(trpc.lot.listAsOf, filters, utils.client.lot.listAsOf.query);
  const isFiltered = isLotFiltered(search);
  return (
    <ListPage
      title="Lots"
      figures={<PastNotice asOf={moment} onChange={onSearch} rows={query.data?.pages.flatMap((page) => page.rows)} />}
      actions={<ExportButton list="lots-as-of" filters={filters} permission="stock:export" />}
      filters={<LotFilters search={search} onSearch={onSearch} />}
      tools={<ListTools list="lots-as-of" columns={COLUMNS} />}
    >
      <DataTable
        list="lots-as-of"
        label="Lots then"
        entity="lot"
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `lot ${row.lotNumber} of ${row.sku}`}
        onOpen={(row) => onOpen(row.id, moment)}
        empty={
          <Notice
            icon={<IconBarcode size={28} stroke={1.5} />}
            title={isFiltered ? "No lot matches" : "There were no lots yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch(NO_LOT_FILTER)}>Clear the filters</Button>
              ) : (
                <Button onClick={() => onSearch({ at: undefined, basis: undefined })}>Back to now</Button>
              )
            }
          >
            {isFiltered
              ? "No lot had this state, day and number or product together then."
              : "The first lot was made later than this moment."}
          </Notice>
        }
      />
    </ListPage>
  );
}
