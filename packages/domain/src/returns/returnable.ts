import type { ReturnableOutput } from "@invista/contracts/returns/returns";
import { refuse } from "@invista/contracts/errors";
import { visibleWarehouses } from "../shared/actor.ts";
import { when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead, NeonTx } from "../shared/work.ts";
import { inOrderScope } from "../orders/index.ts";

type Returnable = ReturnableOutput["lines"][number] & { precision: number };

/** What of an order left, less what came back or is asked to, line by line and lot by lot. */
export function returnableLines(db: Pick<NeonTx, "$queryRaw">, orderId: string): Promise<Returnable[]> {
  return db.$queryRaw<Returnable[]>`
    WITH left_ AS (
      SELECT si.order_item_id, i.lot_id, sum(si.picked_quantity) AS quantity FROM shipment s JOIN shipment_item si ON si.shipment_id = s.id JOIN inventory_item i ON i.id = si.inventory_item_id
      WHERE s.order_id = ${orderId} AND s.status IN ('SHIPPED', 'IN_TRANSIT', 'DELIVERED') GROUP BY 1, 2),
    back AS (
      SELECT i.order_item_id, i.lot_id, sum(CASE WHEN o.status IN ('REQUESTED', 'APPROVED', 'IN_TRANSIT') THEN i.quantity
        ELSE i.received_quantity - CASE WHEN i.disposition = 'RETURN_TO_CUSTOMER' THEN i.received_quantity - i.restocked_quantity - i.scrapped_quantity ELSE 0 END END) AS quantity
      FROM return_item i JOIN return_order o ON o.id = i.return_order_id WHERE o.order_id = ${orderId} AND o.status NOT IN ('REJECTED', 'CANCELLED') GROUP BY 1, 2)
    SELECT x.id AS "orderItemId", x.line_no AS "lineNo", p.sku, p.name, u.code AS "unitCode", p.qty_precision AS precision, l.id AS "lotId", l.lot_number AS "lotNumber",
      trim_scale(g.quantity - coalesce(b.quantity, 0))::text AS left
    FROM left_ g JOIN order_item x ON x.id = g.order_item_id JOIN product p ON p.id = x.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = g.lot_id
      LEFT JOIN back b ON b.order_item_id = g.order_item_id AND b.lot_id IS NOT DISTINCT FROM g.lot_id ORDER BY x.line_no, l.lot_number`;
}

/** What of an order can still come back; NOT_FOUND for one that is not seen. */
export async function returnable(read: NeonRead, input: { orderId: string }): Promise<ReturnableOutput> {
  const [order] = await read.db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM "order" o WHERE o.id = ${input.orderId} AND ${when(visibleWarehouses(read.actor), inOrderScope)}`;
  if (!order) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: input.orderId });
  const lines = await returnableLines(read.db, input.orderId);
  return { lines: lines.filter((line) => line.left !== "0").map((line) => without(line, "precision")) };
}
