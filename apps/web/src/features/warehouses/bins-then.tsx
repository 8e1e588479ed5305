import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import type { LocationThen } from "@invista/contracts/warehouse/as-of";
import { IconBoxMultiple, IconMap2 } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { PastNotice } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { BinFilters } from "./bin-filters.tsx";
import { BinZones } from "./bin-map.tsx";
import type { BinSearch } from "./bin-search.ts";
import { BIN_COLUMNS_THEN } from "./bin-columns-then.tsx";
import { BinThenDialog } from "./bin-then-dialog.tsx";

type Moment = { at: string; basis: AsOfBasis };

/** The bins that there were in a warehouse at a moment of the past, as a list or drawn, and what lay in each. */
export function BinsThen({
  warehouseId,
  moment,
  search,
  onSearch,
  onBack,
}: {
  warehouseId: string;
  moment: Moment;
  search: BinSearch;
  onSearch: (change: Partial<BinSearch>) => void;
  onBack: () => void;
}) {
  const utils = trpc.useUtils();
  const warehouses = trpc.warehouse.list.useQuery({});
  const warehouse = warehouses.data?.rows.find((row) => row.id === warehouseId);
  const [open, setOpen] = useState<LocationThen | null>(null);
  const isMap = search.view === "map";
  const filters = { warehouseId, q: search.q, ...moment };
  const query = usePages(trpc.location.listAsOf, filters, utils.client.location.listAsOf.query);
  useShortcuts([
    {
      keys: "Escape",
      label: "back to the warehouses",
      group: "This page",
      shownAs: ["Esc"],
      inFooter: true,
      run: onBack,
    },
  ]);
  return (
    <>
      <ListPage
        title={warehouse?.name ?? "Warehouse"}
        figures={<PastNotice asOf={moment} onChange={onSearch} rows={query.data?.pages.flatMap((page) => page.rows)} />}
        actions={<ExportButton list="bins-as-of" filters={filters} permission="stock:export" />}
        filters={<BinFilters search={search} onSearch={onSearch} />}
        tools={isMap ? null : <ListTools list="bins-as-of" columns={BIN_COLUMNS_THEN} />}
      >
        {isMap ? (
          <MapThen warehouseId={warehouseId} moment={moment} onOpen={setOpen} />
        ) : (
          <DataTable
            list="bins-as-of"
            label="Bins then"
            entity="location"
            columns={BIN_COLUMNS_THEN}
            query={query}
            rowId={(row) => row.id}
            rowLabel={(row) => row.code || "Floor"}
            onOpen={setOpen}
            empty={
              <Notice
                icon={<IconBoxMultiple size={28} stroke={1.5} />}
                title={search.q ? "No bin matches" : "There were no bins yet"}
              >
                {search.q
                  ? "No bin that there was then has this in its code."
                  : "The first bin of this warehouse was made later than this moment."}
              </Notice>
            }
          />
        )}
      </ListPage>
      {open ? <BinThenDialog bin={open} moment={moment} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function MapThen({
  warehouseId,
  moment,
  onOpen,
}: {
  warehouseId: string;
  moment: Moment;
  onOpen: (bin: LocationThen) => void;
}) {
  const query = trpc.location.mapAsOf.useQuery({ warehouseId, ...moment });
  return (
    <QueryArea
      query={query}
      loading={<Skeleton height={320} />}
      isEmpty={(data) => data.rows.length === 0}
      empty={
        <Notice icon={<IconMap2 size={28} stroke={1.5} />} title="There were no bins yet">
          The first bin of this warehouse was made later than this moment.
        </Notice>
      }
    >
      {(data) => <BinZones bins={data.rows} isCut={data.isCut} onOpen={onOpen} />}
    </QueryArea>
  );
}
