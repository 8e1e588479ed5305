import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";
import type { TakenBack } from "./operation-record.ts";
import { wordOf } from "../shared/word-of.ts";

/** The way back of a shipment that left, or that came back refused: it has to be what that step made of it. Locks its order and it, before its stock, as their own steps do. */
export async function shipmentStep(
  work: NeonWork,
  operationId: string,
  made: "SHIPPED" | "REFUSED",
): Promise<TakenBack | null> {
  const [shipment] = await work.tx.$queryRaw<{ id: string; shipment_number: string; status: string }[]>`
    WITH mine AS MATERIALIZED (SELECT s.id, s.order_id FROM shipment s WHERE s.id IN (SELECT reference_id FROM stock_movement WHERE operation_id = ${operationId} AND reference_type = 'SHIPMENT')),
    held AS MATERIALIZED (SELECT o.id FROM "order" o WHERE o.id IN (SELECT order_id FROM mine) ORDER BY o.id FOR UPDATE)
    SELECT s.id, s.shipment_number, s.status::text AS status FROM held JOIN shipment s ON s.order_id = held.id WHERE s.id IN (SELECT id FROM mine) FOR UPDATE OF s`;
  if (!shipment) return null;
  if (shipment.status !== made)
    throw refuse("RULE_BROKEN", "shipment.step", {
      number: shipment.shipment_number,
      status: wordOf(shipment.status),
      step: "taking it back",
    });
  return { after: () => (made === "SHIPPED" ? takeBackShipment : takeBackRefusal)(work, shipment.id) };
}

/** A shipment whose goods did not come back after all is under way again, and its order counts nothing of it as returned. */
async function takeBackRefusal(work: NeonWork, shipmentId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE shipment SET status = 'SHIPPED', notes = NULL, version = version + 1, updated_at = now() WHERE id = ${shipmentId}`;
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity - x.picked
    FROM (SELECT order_item_id, sum(picked_quantity) AS picked FROM shipment_item WHERE shipment_id = ${shipmentId} GROUP BY 1) x WHERE o.id = x.order_item_id AND x.picked > 0`;
  work.touch("order");
}

/** A shipment whose movements were reversed stands packed again: its claims are as they were, its order counts it no longer and is open again. */
async function takeBackShipment(work: NeonWork, shipmentId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE shipment SET status = 'PACKED', shipped_at = NULL, version = version + 1, updated_at = now() WHERE id = ${shipmentId}`;
  // Services had gone with the last of the goods.
  await work.tx.$executeRaw`
    UPDATE order_item i SET shipped_quantity = CASE WHEN x.is_service THEN 0 ELSE i.shipped_quantity - x.picked END
    FROM (SELECT l.id, p.type = 'SERVICE' AS is_service, coalesce(sum(y.picked_quantity), 0) AS picked
      FROM shipment s JOIN order_item l ON l.order_id = s.order_id JOIN product p ON p.id = l.product_id LEFT JOIN shipment_item y ON y.shipment_id = s.id AND y.order_item_id = l.id
      WHERE s.id = ${shipmentId} GROUP BY l.id, p.type) x
    WHERE i.id = x.id AND (x.picked > 0 OR x.is_service AND i.shipped_quantity > 0)`;
  // New claims of the same: those that were consumed stay so, as what was reserved at any time is read from them.
  await work.tx.$executeRaw`
    WITH old AS MATERIALIZED (
      SELECT x.id AS line_id, new_id() AS id, r.inventory_item_id, r.quantity, r.reservation_type, r.reference_id, r.reserved_by, r.order_item_id
      FROM shipment_item x JOIN stock_reservation r ON r.id = x.reservation_id WHERE x.shipment_id = ${shipmentId} AND x.picked_quantity > 0 AND r.status = 'CONSUMED'),
    again AS (
      INSERT INTO stock_reservation (id, inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id, status, operation_id)
      SELECT id, inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id, 'PICKED', ${work.operationId} FROM old ORDER BY inventory_item_id)
    UPDATE shipment_item x SET reservation_id = old.id FROM old WHERE x.id = old.line_id`;
  await work.tx.$executeRaw`
    UPDATE "order" o SET status = 'PROCESSING', version = o.version + 1, updated_at = now()
    WHERE o.id = (SELECT order_id FROM shipment WHERE id = ${shipmentId}) AND o.status = 'COMPLETED'`;
  // Pieces that had been with a customer before belong to that order again.
  await work.tx.$executeRaw`
    UPDATE serial_number s SET order_item_id = (
      SELECT y.order_item_id FROM stock_movement m JOIN shipment_item y ON y.shipment_id = m.reference_id AND y.inventory_item_id = m.inventory_item_id AND s.serial = ANY (y.serials)
      WHERE m.serial_id = s.id AND m.type = 'SHIPMENT' AND m.reference_id <> ${shipmentId} AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq) ORDER BY m.seq DESC LIMIT 1)
    FROM shipment_item x JOIN inventory_item i ON i.id = x.inventory_item_id
    WHERE x.shipment_id = ${shipmentId} AND s.product_id = i.product_id AND s.serial = ANY (x.serials)`;
  work.touch("order");
}
