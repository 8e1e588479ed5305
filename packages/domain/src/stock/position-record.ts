import type { StockRow, StockState } from "@invista/contracts/stock/list-stock";
import type { NeonSql } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import { AVAILABLE, inWarehouses, ITEM_PLACES, PRESENT, raw, sql } from "../shared/sql.ts";

/** How many days back shipments count as demand. */
const DEMAND_DAYS = raw("90");

export interface PositionRecord {
  product_id: string;
  sku: string;
  name: string;
  unit_code: string;
  warehouse_id: string;
  warehouse_code: string;
  on_hand: string;
  reserved: string;
  available: string;
  held: string;
  incoming: string;
  projected: string;
  days_of_cover: string | null;
  min_quantity: string | null;
  max_quantity: string | null;
  value: string | null;
  state: StockState;
  last_movement_at: string | Date | null;
  qty_precision: number;
}

/** Stock of product `p` per visible warehouse, summed from its inventory items: LATERAL, so a page stops after its rows. */
export function stockOfProduct(warehouses: readonly string[] | null): NeonSql.Sql {
  return sql`LATERAL (
    SELECT i.warehouse_id, sum(${PRESENT}) AS on_hand, sum(i.quantity - ${PRESENT}) AS in_transit, sum(i.reserved_quantity) AS reserved, sum(${AVAILABLE}) AS available, max(i.last_movement_seq) AS last_seq
    FROM inventory_item i ${ITEM_PLACES}
    WHERE i.product_id = p.id AND ${inWarehouses("i.warehouse_id", warehouses)}
    GROUP BY i.warehouse_id)`;
}

/** What a position needs: nothing left, everything promised, below the rule's minimum, or enough. */
export const STATE = sql`CASE WHEN s.on_hand <= 0 THEN 'OUT' WHEN s.available <= 0 THEN 'ALL_RESERVED' WHEN r.min_quantity IS NOT NULL AND s.available < r.min_quantity THEN 'BELOW_MINIMUM' ELSE 'ENOUGH' END`;

/**
 * SELECT over a CTE `page` of positions; value, incoming and demand are read for the page's rows only. Incoming: open purchase lines and what
 * is in transit. Projected: available + incoming − demand that nothing is reserved for. Days of cover: available over the mean daily shipment.
 */
export const POSITION_COLUMNS = sql`
  SELECT page.product_id, page.sku, page.name, u.code AS unit_code, page.warehouse_id, page.warehouse_code, page.qty_precision,
    trim_scale(page.on_hand)::text AS on_hand, trim_scale(page.reserved)::text AS reserved, trim_scale(page.available)::text AS available,
    trim_scale(page.on_hand - page.reserved - page.available)::text AS held, trim_scale(coalesce(po.open, 0) + page.in_transit)::text AS incoming,
    trim_scale(page.available + coalesce(po.open, 0) + page.in_transit - coalesce(demand.open, 0))::text AS projected, round(page.available * ${DEMAND_DAYS} / nullif(shipped.quantity, 0), 1)::text AS days_of_cover,
    trim_scale(page.min_quantity)::text AS min_quantity, trim_scale(page.max_quantity)::text AS max_quantity, page.state, m.recorded_at AS last_movement_at, trim_scale(layers.value)::text AS value
  FROM page JOIN unit_of_measure u ON u.id = page.base_uom_id LEFT JOIN stock_movement m ON m.seq = page.last_seq
  LEFT JOIN LATERAL (SELECT sum(c.remaining_value) AS value FROM cost_layer c WHERE c.product_id = page.product_id AND c.warehouse_id = page.warehouse_id AND c.remaining_quantity > 0) layers ON TRUE
  LEFT JOIN LATERAL (
    SELECT sum(poi.quantity - poi.received_quantity - poi.cancelled_quantity) AS open FROM purchase_order_item poi JOIN purchase_order o ON o.id = poi.purchase_order_id
    WHERE poi.product_id = page.product_id AND o.warehouse_id = page.warehouse_id AND o.status IN ('SENT', 'PARTIALLY_RECEIVED')) po ON TRUE
  LEFT JOIN LATERAL (
    SELECT sum(x.quantity - x.shipped_quantity - x.cancelled_quantity - x.reserved_quantity) AS open FROM order_item x JOIN "order" o ON o.id = x.order_id
    WHERE x.product_id = page.product_id AND x.shipped_quantity + x.cancelled_quantity < x.quantity AND coalesce(x.warehouse_id, o.warehouse_id) = page.warehouse_id
      AND o.status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD')) demand ON TRUE
  LEFT JOIN LATERAL (
    SELECT -sum(m.quantity) AS quantity FROM stock_movement m WHERE m.type = 'SHIPMENT' AND m.product_id = page.product_id AND m.warehouse_id = page.warehouse_id
      AND m.occurred_at > now() - make_interval(days => ${DEMAND_DAYS})) shipped ON TRUE`;

/** Values only for those who may read costs. */
export function toStockRow(row: PositionRecord, actor: Actor): StockRow {
  return {
    productId: row.product_id,
    sku: row.sku,
    name: row.name,
    unitCode: row.unit_code,
    warehouseId: row.warehouse_id,
    warehouseCode: row.warehouse_code,
    onHand: row.on_hand,
    reserved: row.reserved,
    held: row.held,
    available: row.available,
    incoming: row.incoming,
    projected: row.projected,
    daysOfCover: row.days_of_cover,
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    value: can(actor, "cost:read") ? (row.value ?? "0") : null,
    state: row.state,
    lastMovementAt: row.last_movement_at === null ? null : new Date(row.last_movement_at).toISOString(),
  };
}
