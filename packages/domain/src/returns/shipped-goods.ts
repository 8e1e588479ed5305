import { sql } from "../shared/sql.ts";
import type { NeonTx } from "../shared/work.ts";

/** One movement with which goods of an order line left, and how much of it is with the customer. */
export interface ShippedGoods {
  order_item_id: string;
  lot_id: string | null;
  serial_id: string | null;
  serial: string | null;
  quantity: string;
  unit_cost: string;
  /** What the movement carried in all. */
  value: string;
  /** How much of it came back before: the first so many. */
  gone: string;
}

/**
 * What left for the lines of an order and was not refused or lost, movement by movement, with how much of each came back already: of pieces each its own, of other goods
 * the first that left, lot by lot.
 */
export function shippedGoods(db: Pick<NeonTx, "$queryRaw">, orderId: string): Promise<ShippedGoods[]> {
  return db.$queryRaw<ShippedGoods[]>`
    WITH gone AS (
      SELECT si.order_item_id, m.seq, m.lot_id, m.serial_id, -m.quantity AS quantity, m.unit_cost, -m.value_delta AS value,
        coalesce(sum(-m.quantity) OVER (PARTITION BY si.order_item_id, m.lot_id ORDER BY m.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM shipment s JOIN stock_movement m ON m.reference_type = 'SHIPMENT' AND m.reference_id = s.id AND m.type = 'SHIPMENT'
        JOIN LATERAL (SELECT y.order_item_id FROM shipment_item y LEFT JOIN serial_number n ON n.id = m.serial_id
          WHERE y.shipment_id = s.id AND y.inventory_item_id = m.inventory_item_id AND (n.id IS NULL OR n.serial = ANY (y.serials)) LIMIT 1) si ON TRUE
      WHERE s.order_id = ${orderId} AND s.status NOT IN ('REFUSED', 'LOST') AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)),
    back AS (${RETURNED} WHERE o.order_id = ${orderId} GROUP BY 1, 2),
    pieces AS (SELECT i.order_item_id, unnest(i.serials) AS serial FROM return_item i JOIN return_order o ON o.id = i.return_order_id
      WHERE o.order_id = ${orderId} AND o.status IN ('RECEIVED', 'INSPECTED', 'CLOSED') AND i.disposition IS DISTINCT FROM 'RETURN_TO_CUSTOMER')
    SELECT g.order_item_id, g.lot_id, g.serial_id, n.serial, trim_scale(g.quantity)::text AS quantity, g.unit_cost::text AS unit_cost, g.value::text AS value,
      trim_scale(CASE WHEN g.serial_id IS NULL THEN least(greatest(coalesce(b.quantity, 0) - g.before, 0), g.quantity)
        WHEN EXISTS (SELECT FROM pieces x WHERE x.order_item_id = g.order_item_id AND x.serial = n.serial) THEN 1 ELSE 0 END)::text AS gone
    FROM gone g LEFT JOIN serial_number n ON n.id = g.serial_id LEFT JOIN back b ON b.order_item_id = g.order_item_id AND b.lot_id IS NOT DISTINCT FROM g.lot_id ORDER BY g.seq`;
}

/** What of order lines came back by returns, and was not sent to the customer again, by lot. */
const RETURNED = sql`SELECT i.order_item_id, i.lot_id, sum(i.received_quantity - CASE WHEN i.disposition = 'RETURN_TO_CUSTOMER' THEN i.received_quantity - i.restocked_quantity - i.scrapped_quantity ELSE 0 END) AS quantity
  FROM return_item i JOIN return_order o ON o.id = i.return_order_id`;
