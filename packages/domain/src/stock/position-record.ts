import type { StockRow, StockState } from "@invista/contracts/stock/list-stock";
import type { NeonSql } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import { AVAILABLE, ITEM_PLACES, sql, when } from "../shared/sql.ts";

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
    SELECT i.warehouse_id, sum(i.quantity) AS on_hand, sum(i.reserved_quantity) AS reserved, sum(${AVAILABLE}) AS available, max(i.last_movement_seq) AS last_seq
    FROM inventory_item i ${ITEM_PLACES}
    WHERE i.product_id = p.id AND ${when(warehouses, (ids) => sql`i.warehouse_id = ANY (${[...ids]}::text[])`)}
    GROUP BY i.warehouse_id)`;
}

/** What a position needs: nothing left, everything promised, below the rule's minimum, or enough. */
export const STATE = sql`CASE WHEN s.on_hand <= 0 THEN 'OUT' WHEN s.available <= 0 THEN 'ALL_RESERVED' WHEN r.min_quantity IS NOT NULL AND s.available < r.min_quantity THEN 'BELOW_MINIMUM' ELSE 'ENOUGH' END`;

/** SELECT over a CTE `page` of positions: value and incoming are read for the page's rows only. */
export const POSITION_COLUMNS = sql`
  SELECT page.product_id, page.sku, page.name, u.code AS unit_code, page.warehouse_id, page.warehouse_code, page.qty_precision,
    trim_scale(page.on_hand)::text AS on_hand, trim_scale(page.reserved)::text AS reserved, trim_scale(page.available)::text AS available,
    trim_scale(page.on_hand - page.reserved - page.available)::text AS held, trim_scale(coalesce(po.open, 0))::text AS incoming,
    trim_scale(page.min_quantity)::text AS min_quantity, trim_scale(page.max_quantity)::text AS max_quantity, page.state, m.recorded_at AS last_movement_at, trim_scale(layers.value)::text AS value
  FROM page JOIN unit_of_measure u ON u.id = page.base_uom_id LEFT JOIN stock_movement m ON m.seq = page.last_seq
  LEFT JOIN LATERAL (SELECT sum(c.remaining_value) AS value FROM cost_layer c WHERE c.product_id = page.product_id AND c.warehouse_id = page.warehouse_id AND c.remaining_quantity > 0) layers ON TRUE
  LEFT JOIN LATERAL (
    SELECT sum(poi.quantity - poi.received_quantity - poi.cancelled_quantity) AS open FROM purchase_order_item poi JOIN purchase_order o ON o.id = poi.purchase_order_id
    WHERE poi.product_id = page.product_id AND o.warehouse_id = page.warehouse_id AND o.status IN ('SENT', 'PARTIALLY_RECEIVED')) po ON TRUE`;

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
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    value: can(actor, "cost:read") ? (row.value ?? "0") : null,
    state: row.state,
    lastMovementAt: row.last_movement_at === null ? null : new Date(row.last_movement_at).toISOString(),
  };
}
