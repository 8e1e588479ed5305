import type { ShipmentRef } from "@invista/contracts/shipment/shipment";
import { neonClient } from "@invista/db";
import type { Actor } from "../shared/actor.ts";
import { commit, customer, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { confirmOrder, createOrder } from "../orders/index.ts";
import { createShipments, getShipment, packShipment, pickShipment, shipShipment, shortPick } from "./index.ts";

type As = { as?: Actor; procedure?: string };

/** A new product with this quantity in each bin of a new warehouse. */
export async function shelf(bins: Record<string, string>, made?: { id: string }) {
  const [{ id: warehouseId }, { id: productId, sku }] = [await warehouse(), made ? await find(made) : await product()];
  await neonClient.product.update({ where: { id: productId }, data: { standardCost: "2.51" } });
  for (const [location, quantity] of Object.entries(bins))
    await stockOf({ productId, warehouseId, quantity, location });
  return { warehouseId, productId, sku };
}
const find = ({ id }: { id: string }) => neonClient.product.findUniqueOrThrow({ where: { id } });

/** A confirmed order of these quantities. */
export async function confirmed(lines: readonly { productId: string; quantity: string; warehouseId?: string }[]) {
  const { id: customerId } = await customer();
  const made = await commit((work) =>
    createOrder(work, {
      customerId,
      lines: lines.map((line) => ({ unitPrice: null, warehouseId: null, ...line })),
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      place: true,
      idempotencyKey: KEY,
    }),
  );
  return commit((work) => confirmOrder(work, { id: made.id, version: made.version, idempotencyKey: KEY }));
}

export const makeShipments = (orderIds: string[], options: As = {}) =>
  commit((work) => createShipments(work, { orderIds, idempotencyKey: KEY }), options);

export async function oneShipment(orderId: string): Promise<ShipmentRef> {
  const { shipments } = await makeShipments([orderId]);
  const [only, second] = shipments;
  if (!only || second) throw new Error(`${shipments.length} shipments`);
  return only;
}

export const view = (id: string, as?: Actor) => getShipment(reader(as), { id });

/** Picks so much of the first line, or of the line of a product. */
export async function pick(
  id: string,
  quantity: string,
  { productId, serials, ...options }: As & { productId?: string; serials?: string[] } = {},
) {
  const { lines } = await view(id);
  const line = lines.find((one) => productId === undefined || one.productId === productId);
  if (!line) throw new Error("no such line");
  const pieces = serials ? { serials } : {};
  return commit(
    (work) => pickShipment(work, { id, lines: [{ lineId: line.id, quantity, ...pieces }], idempotencyKey: KEY }),
    options,
  );
}

export async function short(id: string) {
  const { lines } = await view(id);
  const line = lines.find((one) => one.left !== "0");
  if (!line) throw new Error("nothing is left");
  return commit((work) => shortPick(work, { id, lineId: line.id, reason: "NOT_FOUND", idempotencyKey: KEY }));
}

export const pack = ({ id, version }: { id: string; version: number }) =>
  commit((work) => packShipment(work, { id, version, parcels: [{ weight: "1.5", note: null }], idempotencyKey: KEY }));

export const ship = ({ id, version }: { id: string; version: number }, options: As = {}) =>
  commit((work) => shipShipment(work, { id, version, carrierId: null, trackingNumber: null, idempotencyKey: KEY }), {
    procedure: "shipment.ship",
    ...options,
  });

/** The states; of each bin what is there and claimed; of each of the order's lines what is reserved, shipped and ordered. */
export async function stateOf(orderId: string) {
  const order = await neonClient.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { items: { orderBy: { lineNo: "asc" } }, shipments: { orderBy: { shipmentNumber: "asc" } } },
  });
  const items = await neonClient.inventoryItem.findMany({
    where: { productId: { in: order.items.map((item) => item.productId) } },
    orderBy: { location: "asc" },
  });
  return {
    order: order.status,
    shipments: order.shipments.map((shipment) => shipment.status),
    lines: order.items.map((item) =>
      [item.reservedQuantity, item.shippedQuantity, item.quantity].map(String).join(" "),
    ),
    bins: Object.fromEntries(
      items.map((item) => [item.location, [item.quantity, item.reservedQuantity].map(String).join(" ")]),
    ),
  };
}
