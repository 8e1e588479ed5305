import type { CreateOrderInput } from "@invista/contracts/order/order";
import { neonClient } from "@invista/db";
import { commit, customer, KEY, product, reader, stockOf, warehouse } from "./makers.ts";
import { confirmOrder, createOrder } from "@invista/domain/orders";
import { createShipments, getShipment, packShipment, pickShipment, shipShipment } from "@invista/domain/shipments";

export interface Sold {
  orderId: string;
  customerId: string;
  shipmentId: string;
  lineIds: string[];
}

/** A confirmed order of these lines of new products that lie in a new warehouse, and its shipment, not yet picked. */
export async function ordered(
  lines: readonly { quantity: string; price: string; taxRateBps?: number }[],
  currency = "EUR",
): Promise<Sold> {
  const { id: warehouseId } = await warehouse();
  const { id: customerId } = await customer();
  await neonClient.customer.update({ where: { id: customerId }, data: { currency, paymentTermDays: 14 } });
  const made: CreateOrderInput["lines"] = [];
  for (const line of lines) {
    const { id: productId } = await product({ qtyPrecision: 2 });
    await neonClient.product.update({ where: { id: productId }, data: { standardCost: "2.513333" } });
    await stockOf({ productId, warehouseId, quantity: "1000" });
    made.push({
      productId,
      quantity: line.quantity,
      unitPrice: line.price,
      warehouseId: null,
      ...(line.taxRateBps === undefined ? {} : { taxRateBps: line.taxRateBps }),
    });
  }
  return confirmedOrder(made, customerId);
}

async function confirmedOrder(lines: CreateOrderInput["lines"], customerId: string): Promise<Sold> {
  const order = await commit((work) =>
    createOrder(work, {
      customerId,
      lines,
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      place: true,
      idempotencyKey: KEY,
    }),
  );
  await commit((work) => confirmOrder(work, { id: order.id, version: order.version, idempotencyKey: KEY }));
  const { shipments } = await commit((work) => createShipments(work, { orderIds: [order.id], idempotencyKey: KEY }));
  const items = await neonClient.orderItem.findMany({ where: { orderId: order.id }, orderBy: { lineNo: "asc" } });
  return {
    orderId: order.id,
    customerId,
    shipmentId: shipments[0]?.id ?? "",
    lineIds: items.map((item) => item.id),
  };
}

/** The same, shipped in full. */
export async function sold(...given: Parameters<typeof ordered>): Promise<Sold> {
  const order = await ordered(...given);
  await shipAll(order.shipmentId);
  return order;
}

/** An order of these lines of known products, shipped in full; pieces by their numbers. */
export async function shipLines(
  lines: CreateOrderInput["lines"],
  pieces: readonly { productId: string; serials: string[] }[] = [],
): Promise<Sold> {
  const order = await confirmedOrder(lines, (await customer()).id);
  await shipAll(order.shipmentId, pieces);
  return order;
}

/** Picks everything, packs and ships. */
export async function shipAll(
  id: string,
  pieces: readonly { productId: string; serials: string[] }[] = [],
): Promise<void> {
  const { lines } = await getShipment(reader(), { id });
  const picked = await commit((work) =>
    pickShipment(work, {
      id,
      lines: lines.map((line) => {
        const named = pieces.find((one) => one.productId === line.productId);
        return { lineId: line.id, quantity: line.left, ...(named ? { serials: named.serials } : {}) };
      }),
      idempotencyKey: KEY,
    }),
  );
  const packed = await commit((work) =>
    packShipment(work, { id, version: picked.version, parcels: [{ weight: "1", note: null }], idempotencyKey: KEY }),
  );
  await commit(
    (work) =>
      shipShipment(work, { id, version: packed.version, carrierId: null, trackingNumber: null, idempotencyKey: KEY }),
    { procedure: "shipment.ship" },
  );
}
