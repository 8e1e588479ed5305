import type { PositionView } from "@invista/contracts/stock/list-stock";
import { Link } from "@tanstack/react-router";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Change, Moment, Quantity } from "../../shared/format/values.tsx";
import { plural, sentence } from "../../shared/format/words.ts";
import { DocumentLink } from "../../shared/ui/document-link.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { Trend } from "../../shared/ui/trend.tsx";

/** On hand over 60 days, against the minimum. */
export function OnHandTrend({ view, height }: { view: PositionView; height?: number }) {
  const { position } = view;
  const points = view.history.map((day) => ({ day: day.day, value: day.onHand }));
  const label = `On hand of ${position.sku} over 60 days, today ${formatDecimal(position.onHand)}`;
  const limit =
    position.minQuantity === null
      ? null
      : { value: position.minQuantity, label: `minimum ${formatDecimal(position.minQuantity)}` };
  return (
    <Trend
      title="On hand, 60 days"
      label={label}
      points={points}
      format={(value) => formatDecimal(value)}
      stepped
      limit={limit}
      {...(height ? { height } : {})}
    />
  );
}

/** Where it lies, and in which lots. */
export function BinLines({ view }: { view: PositionView }) {
  const held = view.items.filter((item) => /[1-9]/.test(item.quantity));
  return (
    <PeekSection title="Bins and lots">
      <Lines
        items={held}
        itemId={(item) => item.inventoryItemId}
        entity="inventory_item"
        name={(item) => item.location || "Floor"}
        detail={(item) => (item.lotNumber ? `lot ${item.lotNumber}` : null)}
        end={(item) => <Quantity value={item.quantity} unit={view.position.unitCode} />}
        empty="Nothing lies here now."
      />
    </PeekSection>
  );
}

/** Whom it is promised to. */
export function ReservationLines({ view }: { view: PositionView }) {
  const documents = new Set(view.reservations.map((one) => one.referenceId)).size;
  return (
    <PeekSection
      title="Reserved for"
      aside={documents > 0 ? <span className="dim">{plural(documents, "document")}</span> : null}
    >
      <Lines
        items={view.reservations}
        itemId={(one) => one.id}
        entity="reservation"
        name={(one) => <DocumentLink kind={one.type} id={one.referenceId} number={one.reference} />}
        detail={(one) => one.customerName ?? (one.type === "ORDER" ? null : sentence(one.type).toLowerCase())}
        end={(one) => <Quantity value={one.quantity} unit={view.position.unitCode} />}
        empty="Nothing is reserved."
      />
    </PeekSection>
  );
}

/** What moved it last. */
export function MovementLines({ view }: { view: PositionView }) {
  const { productId, sku } = view.position;
  return (
    <PeekSection
      title="Last movements"
      aside={
        <Link to="/ledger" search={{ product: productId }} aria-label={`Ledger of ${sku}`}>
          Ledger
        </Link>
      }
    >
      <Lines
        items={view.movements}
        itemId={(row) => row.seq}
        entity="movement"
        lead={(row) => <Moment at={row.recordedAt} />}
        name={(row) => MOVEMENT_WORDS[row.type]}
        detail={(row) => row.createdByName ?? ""}
        end={(row) => <Change value={row.quantity} />}
        empty="It has never moved."
      />
    </PeekSection>
  );
}
