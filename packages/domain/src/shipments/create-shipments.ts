import { refuse } from "@invista/contracts/errors";
import type { CreateShipmentsInput, ShipmentRef, ShipmentRefs } from "@invista/contracts/shipment/shipment";
import { visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses, when } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { inOrderScope, UNSHIPPED } from "../orders/index.ts";
import { requireOpenOrder, type ShipmentRecord } from "./shipment-record.ts";

/** Makes a shipment of what each order has reserved in each warehouse and in no shipment yet; all orders or none. Nothing moves. */
export async function createShipments(work: NeonWork, input: CreateShipmentsInput): Promise<ShipmentRefs> {
  const scope = visibleWarehouses(work.actor);
  const ids = [...new Set(input.orderIds)];
  const orders = await work.tx.$queryRaw<(Pick<ShipmentRecord, "order_number" | "order_status"> & { id: string })[]>`
    SELECT o.id, o.order_number, o.status::text AS order_status FROM "order" o WHERE o.id = ANY (${ids}::text[]) AND ${when(scope, inOrderScope)} ORDER BY o.id FOR UPDATE`;
  const missing = ids.find((id) => !orders.some((order) => order.id === id));
  if (missing !== undefined) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: missing });
  orders.forEach(requireOpenOrder);
  const made = await work.tx.$queryRaw<Omit<ShipmentRef, "operationId">[]>`
    WITH open AS MATERIALIZED (
      SELECT r.id, r.order_item_id, r.inventory_item_id, i.lot_id, r.quantity, i.warehouse_id, r.reference_id AS order_id
      FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
      WHERE r.reservation_type = 'ORDER' AND r.reference_id = ANY (${ids}::text[]) AND ${UNSHIPPED} AND r.order_item_id IS NOT NULL
        AND ${inWarehouses("i.warehouse_id", scope)}),
    made AS (
      INSERT INTO shipment (order_id, warehouse_id, created_by) SELECT DISTINCT order_id, warehouse_id, ${work.actor.userId} FROM open ORDER BY 1, 2
      RETURNING id, shipment_number, status, order_id, warehouse_id, version),
    lines AS (
      INSERT INTO shipment_item (shipment_id, order_item_id, inventory_item_id, lot_id, quantity, reservation_id)
      SELECT made.id, open.order_item_id, open.inventory_item_id, open.lot_id, open.quantity, open.id FROM open JOIN made USING (order_id, warehouse_id) ORDER BY open.id)
    SELECT id, shipment_number AS "shipmentNumber", status::text AS status, order_id AS "orderId", version FROM made ORDER BY shipment_number`;
  const idle = orders.find((order) => !made.some((one) => one.orderId === order.id));
  if (idle) throw refuse("RULE_BROKEN", "shipment.nothingReserved", { order: idle.order_number });
  const [first] = made;
  work.audit({
    action: "CREATE",
    resource: "shipments",
    resourceId: first?.id ?? "",
    newValues: { shipments: made.map(({ id, shipmentNumber, orderId }) => ({ id, shipmentNumber, orderId })) },
  });
  work.touch("order");
  return { shipments: made.map((one) => ({ ...one, operationId: work.operationId })), operationId: work.operationId };
}
