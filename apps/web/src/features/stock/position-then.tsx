import type { AsOfBasis, StockAsOfView } from "@invista/contracts/stock/as-of";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Change, Money, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { PastNotice, QuantityThen, type AsOf } from "../../shared/ui/as-of.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { OnHandTrend } from "./position-parts.tsx";
import { TimeTravel } from "./time-travel.tsx";

/** A position as it was at a moment: how much lay there, in which bins and lots, and what has come of it. */
export function PositionThen({
  view: present,
  moment,
  onAsOf,
}: {
  view: PositionView;
  moment: { at: string; basis: AsOfBasis };
  onAsOf: (next: AsOf) => void;
}) {
  const { productId, warehouseId } = present.position;
  const query = trpc.stock.getAsOf.useQuery(
    { productId, warehouseId, ...moment },
    { placeholderData: keepPreviousData },
  );
  const showCost = useCan("cost:read");
  return (
    <>
      <PastNotice asOf={moment} onChange={onAsOf} rows={query.data ? [query.data.position] : []} />
      <QueryArea query={query} loading={<Skeleton height={240} />}>
        {(view) => (
          <>
            <Panel flush>
              <Figures
                items={[
                  {
                    label: "On hand then",
                    value: <Quantity value={view.position.onHand} unit={view.position.unitCode} />,
                  },
                  { label: "Reserved then", value: <Quantity value={view.position.reserved} /> },
                  { label: "Held then", value: <QuantityThen value={view.position.held} /> },
                  { label: "Available then", value: <QuantityThen value={view.position.available} /> },
                  { label: "In transit then", value: <Quantity value={view.position.inTransit} /> },
                  ...(showCost
                    ? [{ label: "Value then", value: <Money value={view.position.value} currency={null} /> }]
                    : []),
                  { label: "On hand now", value: <Quantity value={view.position.onHandNow} /> },
                  { label: "Since then", value: <Change value={view.position.since} /> },
                ]}
              />
            </Panel>
            <Panel flush>
              <BinsThen view={view} />
            </Panel>
          </>
        )}
      </QueryArea>
      <Panel flush>
        <OnHandTrend view={present} height={180} />
        <TimeTravel view={present} at={moment.at} onAsOf={onAsOf} />
      </Panel>
    </>
  );
}

const isSome = (quantity: string) => /[1-9]/.test(quantity);

function BinsThen({ view }: { view: StockAsOfView }) {
  return (
    <PeekSection title="Bins and lots then">
      <Lines
        items={view.items}
        itemId={(item) => item.inventoryItemId}
        entity="inventory_item"
        name={(item) => item.location || "Floor"}
        detail={(item) =>
          [
            ...(item.lotNumber ? [`lot ${item.lotNumber}`] : []),
            ...(isSome(item.reserved) ? [`${formatDecimal(item.reserved)} reserved`] : []),
            ...(item.held === null ? ["held not recorded"] : []),
            ...(item.held !== null && isSome(item.held) ? [`${formatDecimal(item.held)} held`] : []),
          ].join(", ")
        }
        end={(item) => <Quantity value={item.quantity} unit={view.position.unitCode} />}
        empty="Nothing lay here then."
      />
    </PeekSection>
  );
}
