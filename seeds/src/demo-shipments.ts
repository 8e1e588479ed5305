import type { OrderRef } from "@invista/contracts/order/order";
import { createShipments, packShipment, pickShipment, saveCarrier, shipShipment } from "@invista/domain/shipments";
import type { Step } from "./step.ts";

const KEY = "00000000-0000-4000-8000-000000000000";
type Station = "DRAFT" | "PICKING" | "PACKED" | "SHIPPED";
/** How far the shipments of some of the orders are, by number of the order. */
const STATIONS: Readonly<Record<number, Station>> = {
  1: "DRAFT",
  9: "PICKING",
  13: "DRAFT",
  17: "PACKED",
  5: "SHIPPED",
};

const CARRIERS = [
  ["HARBOUR", "Harbour Parcel", "STANDARD"],
  ["HARBOUR", "Harbour Parcel", "EXPRESS"],
  ["NORTHLINE", "Northline Freight", "PALLET"],
] as const;

/** The carriers that may take a shipment. */
export async function loadCarriers(step: Step): Promise<void> {
  for (const [code, name, serviceCode] of CARRIERS)
    await step(`carrier ${code} ${serviceCode}`, (work) =>
      saveCarrier(work, {
        id: null,
        version: null,
        code,
        name,
        serviceCode,
        trackingUrlTemplate: `https://${code.toLowerCase()}.example/track/{number}`,
        active: true,
        idempotencyKey: KEY,
      }),
    );
}

/** The shipments of a confirmed order, as far on their way as the demo wants them. */
export async function loadShipments(step: Step, n: number, order: OrderRef): Promise<void> {
  const station = STATIONS[n];
  if (station === undefined) return;
  const { shipments } = await step(
    `shipment ${n}`,
    (work) => createShipments(work, { orderIds: [order.id], idempotencyKey: KEY }),
    "Inventory manager",
  );
  if (station === "DRAFT") return;
  for (const [index, { id }] of shipments.entries()) {
    const name = `${n}-${index}`;
    const picked = await step(
      `pick ${name}`,
      async (work) => {
        const lines = await work.tx.shipmentItem.findMany({ where: { shipmentId: id }, orderBy: { id: "asc" } });
        const some = station === "PICKING" ? lines.slice(0, 1) : lines;
        return pickShipment(work, {
          id,
          lines: some.map((line) => ({ lineId: line.id, quantity: line.quantity.toString() })),
          idempotencyKey: KEY,
        });
      },
      "Warehouse operator",
    );
    if (station === "PICKING") continue;
    const packed = await step(
      `pack ${name}`,
      (work) =>
        packShipment(work, {
          id,
          version: picked.version,
          parcels: [{ weight: "4.2", note: null }],
          idempotencyKey: KEY,
        }),
      "Warehouse operator",
    );
    if (station === "SHIPPED")
      await step(
        `ship ${name}`,
        async (work) => {
          const carrier = await work.tx.carrier.findFirst({ orderBy: { id: "asc" }, select: { id: true } });
          return shipShipment(work, {
            id,
            version: packed.version,
            carrierId: carrier?.id ?? null,
            trackingNumber: `JD0146000${n}${index}`,
            idempotencyKey: KEY,
          });
        },
        "Warehouse operator",
      );
  }
}
