import { Button } from "@mantine/core";
import { warehouseStatus } from "@invista/contracts/warehouse/warehouse";
import { IconBuildingWarehouse, IconPlus } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { wholeList } from "../../shared/api/use-whole.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { WAREHOUSE_WORDS } from "../../shared/ui/state-words.ts";
import { WarehouseBulk } from "./warehouse-bulk.tsx";
import { WAREHOUSE_COLUMNS } from "./warehouse-columns.tsx";
import { WarehouseDialog } from "./warehouse-dialog.tsx";
import type { Warehouse } from "./warehouse.ts";
import { warehouseSearch, type WarehouseSearch } from "./warehouse-search.ts";

const STATES = warehouseStatus.options.map((value) => ({ value, label: WAREHOUSE_WORDS[value].word }));

/** The places where stock lies; orders are served from the lowest priority number first. */
export function WarehouseList({
  search,
  onSearch,
  onOpen,
}: {
  search: WarehouseSearch;
  onSearch: (change: Partial<WarehouseSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const { q, status, sort = "priority", direction = "asc" } = search;
  const filters = { q, status, sort, direction };
  const query = trpc.warehouse.list.useQuery(filters, { placeholderData: keepPreviousData });
  const mayManage = useCan("warehouse:manage");
  const [creating, setCreating] = useState(false);
  useShortcuts(
    [{ keys: "c", label: "new warehouse", group: "This page", inFooter: true, run: () => setCreating(true) }],
    mayManage,
  );
  const isFiltered = q !== undefined || status !== undefined;
  const create = mayManage ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setCreating(true)}>
      New warehouse
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        title="Warehouses"
        figures="Orders are served from the lowest priority number first."
        actions={
          <>
            <ExportButton list="warehouses" filters={filters} permission="stock:export" />
            {create}
          </>
        }
        filters={
          <>
            <SearchField
              value={q ?? ""}
              onChange={(term) => onSearch({ q: term || undefined })}
              placeholder="Search code or name"
            />
            <FilterMenu
              label="State"
              all="Any"
              value={status}
              choices={STATES}
              onChange={(chosen) => onSearch({ status: chosen })}
            />
          </>
        }
        tools={<ListTools list="warehouses" columns={WAREHOUSE_COLUMNS} />}
      >
        <DataTable
          list="warehouses"
          label="Warehouses"
          entity="warehouse"
          columns={WAREHOUSE_COLUMNS}
          query={wholeList(query)}
          rowId={(row) => row.id}
          rowLabel={(row) => row.name}
          sort={{ key: sort, direction }}
          onSort={(next) => onSearch({ sort: warehouseSearch.shape.sort.parse(next.key), direction: next.direction })}
          onOpen={(row) => onOpen(row.id)}
          bulk={(rows: readonly Warehouse[], clear: () => void) => <WarehouseBulk rows={rows} onDone={clear} />}
          empty={
            <Notice
              icon={<IconBuildingWarehouse size={28} stroke={1.5} />}
              title={isFiltered ? "No warehouse matches" : "No warehouse"}
              action={
                isFiltered ? (
                  <Button onClick={() => onSearch({ q: undefined, status: undefined })}>Clear the filters</Button>
                ) : (
                  create
                )
              }
            >
              {isFiltered
                ? "None has this state and name together."
                : mayManage
                  ? "Stock lies in bins of a warehouse. Create the first one to begin."
                  : "Either none exists yet, or none is in your scope. Ask an administrator."}
            </Notice>
          }
        />
      </ListPage>
      {creating ? <WarehouseDialog warehouse={null} onClose={() => setCreating(false)} onCreated={onOpen} /> : null}
    </>
  );
}
