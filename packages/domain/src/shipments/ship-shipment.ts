import { refuse } from "@invista/contracts/errors";
import type { ShipmentRef, ShipShipmentInput } from "@invista/contracts/shipment/shipment";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements } from "../stock/index.ts";
import {
  lockLines,
  lockShipment,
  moveShipment,
  record,
  requireOpenOrder,
  type ShipmentLineRecord,
  type ShipmentRecord,
} from "./shipment-record.ts";

/**
 * The parcels leave: claims are consumed, then stock goes out at the cost of its own layers, and the order's lines count as shipped. With its
 * last line the order is completed. This is the only step in which stock leaves.
 */
export async function shipShipment(work: NeonWork, input: ShipShipmentInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, ["PACKED"], "shipping");
  requireOpenOrder(shipment);
  await requireCarrier(work, input.carrierId);
  const lines = (await lockLines(work, shipment.id)).filter((line) => line.picked !== "0");
  await consume(work, lines);
  await postMovements(
    work,
    lines.map((line) => ({
      itemId: line.inventory_item_id,
      type: "SHIPMENT",
      quantity: `-${line.picked}`,
      referenceType: "SHIPMENT",
      referenceId: shipment.id,
      ...(line.track_serials ? { serials: line.serials } : {}),
    })),
  );
  await markPieces(work, lines);
  await countShipped(work, shipment);
  const moved = await moveShipment(
    work,
    shipment,
    "SHIPPED",
    sql`, shipped_at = now(), carrier_id = ${input.carrierId}, tracking_number = ${input.trackingNumber}`,
  );
  const isComplete = await completeOrder(work, shipment);
  record(work, shipment, "SHIP", {
    shipmentNumber: shipment.shipment_number,
    lines: lines.map((line) => ({ sku: line.sku, quantity: line.picked })),
    carrierId: input.carrierId,
    trackingNumber: input.trackingNumber,
    orderCompleted: isComplete,
  });
  announce(work, shipment, isComplete);
  return moved;
}

async function requireCarrier(work: NeonWork, carrierId: string | null): Promise<void> {
  if (carrierId === null) return;
  const carrier = await work.tx.carrier.findUnique({ where: { id: carrierId }, select: { active: true } });
  if (!carrier?.active) throw refuse("INVALID", "record.referenceUnknown", { entity: "The carrier" });
}

/** Ends the claims of what leaves: items are locked first, in id order, as wherever claims change. */
async function consume(work: NeonWork, lines: readonly ShipmentLineRecord[]): Promise<void> {
  const items = lines.map((line) => line.inventory_item_id);
  const claims = lines.flatMap((line) => line.reservation_id ?? []);
  const consumed = await work.tx.$executeRaw`
    WITH held AS MATERIALIZED (SELECT i.id FROM inventory_item i WHERE i.id = ANY (${items}::text[]) ORDER BY i.id FOR NO KEY UPDATE)
    UPDATE stock_reservation SET status = 'CONSUMED', operation_id = ${work.operationId}, version = version + 1
    WHERE id = ANY (${claims}::text[]) AND status = 'PICKED' AND (SELECT count(*) FROM held) > 0`;
  const gone = lines.find((line) => !line.is_claimed);
  if (gone || consumed !== lines.length)
    throw refuse("RULE_BROKEN", "shipment.claimGone", { sku: gone?.sku ?? "a line" });
}

/** Whose order each piece went with. */
async function markPieces(work: NeonWork, lines: readonly ShipmentLineRecord[]): Promise<void> {
  const pieces = lines.flatMap((line) =>
    line.serials.map((serial) => ({ serial, productId: line.product_id, orderItemId: line.order_item_id })),
  );
  if (pieces.length === 0) return;
  await work.tx.$executeRaw`
    UPDATE serial_number s SET order_item_id = x."orderItemId" FROM jsonb_to_recordset(${JSON.stringify(pieces)}::jsonb) AS x(serial text, "productId" text, "orderItemId" text)
    WHERE s.product_id = x."productId" AND s.serial = x.serial`;
}

/** The lines count what has left; services go with the last of the goods. */
async function countShipped(work: NeonWork, shipment: ShipmentRecord): Promise<void> {
  await work.tx.$executeRaw`
    WITH part AS (SELECT order_item_id, sum(picked_quantity) AS picked FROM shipment_item WHERE shipment_id = ${shipment.id} GROUP BY 1),
    line AS MATERIALIZED (
      SELECT i.id, p.type = 'SERVICE' AS is_service, i.shipped_quantity AS before, i.shipped_quantity + coalesce(part.picked, 0) AS after, i.quantity - i.cancelled_quantity AS due
      FROM order_item i JOIN product p ON p.id = i.product_id LEFT JOIN part ON part.order_item_id = i.id WHERE i.order_id = ${shipment.order_id}),
    now_shipped AS (
      SELECT id, CASE WHEN is_service AND NOT EXISTS (SELECT FROM line o WHERE NOT o.is_service AND o.after < o.due) THEN due ELSE after END AS shipped, before, due FROM line)
    UPDATE order_item i SET shipped_quantity = n.shipped, backorder = i.backorder AND n.shipped < n.due FROM now_shipped n WHERE i.id = n.id AND n.shipped <> n.before`;
}

/** Completes the order when nothing of it is open any more. */
async function completeOrder(work: NeonWork, shipment: ShipmentRecord): Promise<boolean> {
  const completed = await work.tx.$executeRaw`
    UPDATE "order" o SET status = 'COMPLETED', version = o.version + 1, updated_at = now() WHERE o.id = ${shipment.order_id} AND o.status = 'PROCESSING'
      AND NOT EXISTS (SELECT FROM order_item i WHERE i.order_id = o.id AND i.shipped_quantity + i.cancelled_quantity < i.quantity)
      AND NOT EXISTS (SELECT FROM shipment s WHERE s.order_id = o.id AND s.status IN ('DRAFT', 'PICKING', 'PACKED'))`;
  return completed > 0;
}

function announce(work: NeonWork, shipment: ShipmentRecord, isComplete: boolean): void {
  work.notify({
    kind: "order.changed",
    to: { userIds: [shipment.order_creator] },
    title: isComplete ? "Order completed" : "Part of an order shipped",
    message: `${shipment.shipment_number} of ${shipment.order_number} has left`,
    type: "SUCCESS",
    link: `/orders/${shipment.order_id}`,
    dedupeKey: `shipped:${shipment.id}`,
  });
}
