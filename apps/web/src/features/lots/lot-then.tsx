import type { LotAsOfView } from "@invista/contracts/lot/as-of";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import { Link } from "@tanstack/react-router";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { NotRecorded, PastNotice, QuantityThen, type AsOf } from "../../shared/ui/as-of.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { DaysLeft, LotState } from "./lot-state.tsx";

type Moment = { at: string; basis: AsOfBasis };

/** A lot as it was at a moment: its state and day, and in which bins it lay. */
export function LotAtMoment({ id, moment, onAsOf }: { id: string; moment: Moment; onAsOf: (next: AsOf) => void }) {
  const query = trpc.lot.getAsOf.useQuery({ id, ...moment }, { placeholderData: keepPreviousData });
  return (
    <>
      <PastNotice asOf={moment} onChange={onAsOf} rows={query.data ? [query.data.lot] : []} />
      <QueryArea query={query} loading={<Skeleton height={240} />}>
        {({ lot, places }) => (
          <>
            <Panel flush>
              <Figures
                items={[
                  { label: "State then", value: <LotState lot={lot} /> },
                  { label: "On hand then", value: <Quantity value={lot.onHand} unit={lot.unitCode} /> },
                  { label: "Reserved then", value: <Quantity value={lot.reserved} /> },
                  { label: "Held then", value: <QuantityThen value={lot.held} /> },
                  { label: "Available then", value: <QuantityThen value={lot.available} /> },
                  {
                    label: "Expires",
                    value: lot.status === null ? <NotRecorded /> : lot.expiresAt ? formatFullDay(lot.expiresAt) : "–",
                  },
                  { label: "Left then", value: <DaysLeft lot={lot} /> },
                ]}
              />
            </Panel>
            <Panel title="Where it was" flush>
              <PlacesThen lot={lot} places={places} moment={moment} />
            </Panel>
          </>
        )}
      </QueryArea>
    </>
  );
}

function PlacesThen({ lot, places, moment }: Pick<LotAsOfView, "lot" | "places"> & { moment: Moment }) {
  const { nameOf } = useWarehouses();
  const { productId, unitCode } = lot;
  return (
    <PlainTable
      label="Bins that held some of the lot then"
      entity="inventory_item"
      rows={places}
      rowId={(row) => row.inventoryItemId}
      empty="Nothing of it lay anywhere then."
      columns={[
        {
          header: "Warehouse",
          cell: (row) => (
            <Link
              to="/stock/$productId/$warehouseId"
              params={{ productId, warehouseId: row.warehouseId }}
              search={moment}
            >
              {nameOf(row.warehouseId, row.warehouseCode)}
            </Link>
          ),
        },
        { header: "Bin", cell: (row) => row.location || "Floor" },
        { header: "Reserved", align: "end", wideOnly: true, cell: (row) => <Quantity value={row.reserved} /> },
        { header: "Held", align: "end", wideOnly: true, cell: (row) => <QuantityThen value={row.held} /> },
        { header: "Available", align: "end", cell: (row) => <QuantityThen value={row.available} /> },
        { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} unit={unitCode} strong /> },
      ]}
    />
  );
}
