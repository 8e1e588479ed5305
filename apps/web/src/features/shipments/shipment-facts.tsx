import type { ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { DueDay } from "../../shared/ui/due-day.tsx";
import { Facts } from "../../shared/ui/facts.tsx";

/** What is known of a shipment so far; what has not happened yet is not listed. */
export function ShipmentFacts({ view }: { view: ShipmentView }) {
  const { shipment, parcels } = view;
  const isOpen = ["DRAFT", "PICKING", "PACKED"].includes(shipment.status);
  const weights = parcels.map((one) => `${one.weight} kg${one.note ? ` (${one.note})` : ""}`).join(", ");
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      "Order",
      <Link key="order" to="/orders/$orderId" params={{ orderId: shipment.orderId }}>
        {shipment.orderNumber}
      </Link>,
    ],
    ["Promised", shipment.promisedAt && <DueDay key="due" at={shipment.promisedAt} isOpen={isOpen} />],
    [
      "Wave",
      shipment.waveId && (
        <Link key="wave" to="/shipments" search={{ show: "list", wave: shipment.waveId }}>
          {shipment.waveNumber}
        </Link>
      ),
    ],
    ["Made", <Made key="made" view={view} />],
    ["Parcels", parcels.length > 0 && `${plural(parcels.length, "parcel")}: ${weights}`],
    ["Packed", view.packedAt && <Moment key="packed" at={view.packedAt} />],
    ["Tracking", shipment.trackingNumber && <Tracking key="tracking" view={view} />],
    ["Left", view.shippedAt && <Moment key="left" at={view.shippedAt} />],
    ["Delivered", view.deliveredAt && <Moment key="delivered" at={view.deliveredAt} />],
    ["Note", view.note],
  ];
  return <Facts facts={facts.filter(([, value]) => Boolean(value))} />;
}

function Made({ view }: { view: ShipmentView }) {
  return (
    <>
      <Moment at={view.shipment.createdAt} />
      {view.createdByName ? ` by ${view.createdByName}` : ""}
    </>
  );
}

function Tracking({ view }: { view: ShipmentView }) {
  const { trackingUrl, shipment, carrierName } = view;
  const number = carrierName ? `${carrierName} ${shipment.trackingNumber}` : shipment.trackingNumber;
  if (trackingUrl === null) return <>{number}</>;
  return (
    <a href={trackingUrl} target="_blank" rel="noreferrer">
      {number}
    </a>
  );
}
