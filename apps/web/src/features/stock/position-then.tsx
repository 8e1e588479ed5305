import type { AsOfBasis, StockAsOfView } from "@invista/contracts/stock/as-of";
import { trpc } from "../../shared/api/trpc.ts";
import { Change, Money, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { PastNotice, type AsOf } from "../../shared/ui/as-of.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";

/** A position as it was at a moment: how much lay there, in which bins and lots, and what has come of it. */
export function PositionThen({
  position,
  moment,
  onAsOf,
}: {
  position: { productId: string; warehouseId: string };
  moment: { at: string; basis: AsOfBasis };
  onAsOf: (next: AsOf) => void;
}) {
  const query = trpc.stock.getAsOf.useQuery({ ...position, ...moment });
  const showCost = useCan("cost:read");
  return (
    <>
      <PastNotice asOf={moment} onChange={onAsOf} />
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
    </>
  );
}

function BinsThen({ view }: { view: StockAsOfView }) {
  return (
    <PeekSection title="Bins and lots then">
      <Lines
        items={view.items}
        itemId={(item) => item.inventoryItemId}
        entity="inventory_item"
        name={(item) => item.location || "Floor"}
        detail={(item) => (item.lotNumber ? `lot ${item.lotNumber}` : null)}
        end={(item) => <Quantity value={item.quantity} unit={view.position.unitCode} />}
        empty="Nothing lay here then."
      />
    </PeekSection>
  );
}
