import { Button } from "@mantine/core";
import type { ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import { shipmentStatus } from "@invista/contracts/shipment/shipment";
import { IconTruckDelivery } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { DataTable } from "../../shared/table/data-table.tsx";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { ExportButton, ExportChosen } from "../../shared/ui/export-button.tsx";
import { FilterMenu, SearchField } from "../../shared/ui/filters.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { SHIPMENT_WORDS } from "../../shared/ui/state-words.ts";
import { SHIPMENT_COLUMNS } from "./shipment-columns.tsx";
import type { ShipmentSearch } from "./shipment-search.ts";
import { StartWave } from "./start-wave.tsx";

const STATES = shipmentStatus.options.map((value) => ({ value, label: SHIPMENT_WORDS[value].word }));
const VIEWS = [{ value: "OPEN" as const, label: "Not yet left" }];

/** Every shipment, newest first. */
export function ShipmentList({
  switcher,
  search,
  onSearch,
  onOpen,
}: {
  switcher: ReactNode;
  search: ShipmentSearch;
  onSearch: (change: Partial<ShipmentSearch>) => void;
  onOpen: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const warehouseId = useWarehouse();
  const mayCreate = useCan("shipment:create");
  const { q, status, view, wave: waveId } = search;
  const filters = { q, status, view, waveId, warehouseId };
  const query = usePages(trpc.shipment.list, filters, utils.client.shipment.list.query);
  const isFiltered = Boolean(q ?? status ?? view ?? waveId);
  return (
    <ListPage
      title="Fulfilment"
      actions={<ExportButton list="shipments" filters={filters} permission="order:export" />}
      filters={
        <>
          {switcher}
          <SearchField
            value={q ?? ""}
            onChange={(next) => onSearch({ q: next || undefined })}
            placeholder="Search number, order, customer, tracking"
          />
          <FilterMenu
            label="State"
            all="Any"
            value={status}
            choices={STATES}
            onChange={(next) => onSearch({ status: next })}
          />
          <FilterMenu
            label="Show"
            all="All"
            value={view}
            choices={VIEWS}
            onChange={(next) => onSearch({ view: next })}
          />
        </>
      }
      tools={<ListTools list="shipments" columns={SHIPMENT_COLUMNS} />}
    >
      <DataTable
        list="shipments"
        label="Shipments"
        entity="shipment"
        columns={SHIPMENT_COLUMNS}
        query={query}
        rowId={(row: ShipmentRow) => row.id}
        rowLabel={(row) => row.shipmentNumber}
        onOpen={(row) => onOpen(row.id)}
        bulk={(rows: readonly ShipmentRow[], clear: () => void) => (
          <>
            {mayCreate ? <StartWave rows={rows} onDone={clear} /> : null}
            <ExportChosen list="shipments" ids={rows.map((row) => row.id)} permission="order:export" />
          </>
        )}
        empty={
          <Notice
            icon={<IconTruckDelivery size={28} stroke={1.5} />}
            title={isFiltered ? "No shipment matches" : "No shipments yet"}
            action={
              isFiltered ? (
                <Button onClick={() => onSearch({ q: undefined, status: undefined, view: undefined, wave: undefined })}>
                  Clear the filters
                </Button>
              ) : null
            }
          >
            {isFiltered
              ? "No shipment has this state and number, order or customer together."
              : "A shipment takes what an order has reserved in one warehouse out to the customer. Make one on the board or from a confirmed order."}
          </Notice>
        }
      />
    </ListPage>
  );
}
