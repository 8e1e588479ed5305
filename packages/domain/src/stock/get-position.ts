import { refuse } from "@invista/contracts/errors";
import type { GetPositionInput, PositionView } from "@invista/contracts/stock/list-stock";
import { visibleWarehouses } from "../shared/actor.ts";
import { documentNumber } from "../shared/document-number.ts";
import { sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { listMovements } from "./list-movements.ts";
import { POSITION_COLUMNS, STATE, stockOfProduct, toStockRow, type PositionRecord } from "./position-record.ts";

const HISTORY_DAYS = 60;

/** One position with its bins and lots, who it is reserved for, its last movements and 60 days of on-hand. */
export async function getPosition(read: NeonRead, input: GetPositionInput): Promise<PositionView> {
  const [positions, items, reservations, movements, history, product] = await Promise.all([
    read.db.$queryRaw<PositionRecord[]>`
      WITH page AS MATERIALIZED (
        SELECT p.id AS product_id, p.sku, p.name, p.base_uom_id, p.qty_precision, w.id AS warehouse_id, w.code AS warehouse_code, s.on_hand, s.in_transit, s.reserved, s.available, s.last_seq,
          r.min_quantity, r.max_quantity, ${STATE} AS state
        FROM product p CROSS JOIN ${stockOfProduct(visibleWarehouses(read.actor))} s JOIN warehouse w ON w.id = s.warehouse_id
        LEFT JOIN reorder_rule r ON r.product_id = p.id AND r.warehouse_id = s.warehouse_id
        WHERE p.id = ${input.productId} AND w.id = ${input.warehouseId})
      ${POSITION_COLUMNS}`,
    read.db.$queryRaw<(Omit<PositionView["items"][number], "lastCountedAt"> & { lastCountedAt: Date | null })[]>`
      SELECT i.id AS "inventoryItemId", i.location, i.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(i.quantity)::text AS quantity, trim_scale(i.reserved_quantity)::text AS reserved,
        i.last_counted_at AS "lastCountedAt", i.version
      FROM inventory_item i LEFT JOIN lot l ON l.id = i.lot_id WHERE i.product_id = ${input.productId} AND i.warehouse_id = ${input.warehouseId}
      ORDER BY i.quantity = 0, i.location, l.expires_at, i.id LIMIT 100`,
    read.db.$queryRaw<(Omit<PositionView["reservations"][number], "createdAt"> & { createdAt: Date })[]>`
      SELECT r.id, r.reference_id AS "referenceId", ${documentNumber(sql`k.kind`, sql`r.reference_id`)} AS reference, c.name AS "customerName", trim_scale(r.quantity)::text AS quantity,
        k.kind AS type, r.created_at AS "createdAt"
      FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
        CROSS JOIN LATERAL (SELECT CASE WHEN r.reservation_type <> 'QUALITY_HOLD' THEN r.reservation_type::text
          WHEN EXISTS (SELECT FROM non_conformance n WHERE n.id = r.reference_id) THEN 'NON_CONFORMANCE' ELSE 'INSPECTION' END AS kind) k
        LEFT JOIN "order" o ON k.kind = 'ORDER' AND o.id = r.reference_id LEFT JOIN customer c ON c.id = o.customer_id
      WHERE i.product_id = ${input.productId} AND i.warehouse_id = ${input.warehouseId} AND r.status IN ('ACTIVE', 'PICKED') ORDER BY r.created_at DESC, r.id LIMIT 50`,
    listMovements(read, { ...input, limit: 10 }),
    read.db.$queryRaw<PositionView["history"]>`
      WITH now_held AS (SELECT coalesce(sum(quantity), 0) AS q FROM inventory_item WHERE product_id = ${input.productId} AND warehouse_id = ${input.warehouseId}),
      moved AS (SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, sum(quantity) AS q FROM stock_movement
        WHERE product_id = ${input.productId} AND warehouse_id = ${input.warehouseId} AND occurred_at > now() - make_interval(days => ${HISTORY_DAYS + 1}) GROUP BY 1)
      SELECT d::date::text AS day, trim_scale((SELECT q FROM now_held) - coalesce(sum(moved.q) OVER (ORDER BY d DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::text AS "onHand"
      FROM generate_series((now() AT TIME ZONE 'UTC')::date - ${HISTORY_DAYS}::int, (now() AT TIME ZONE 'UTC')::date, '1 day') d LEFT JOIN moved ON moved.day = d::date ORDER BY d`,
    read.db.product.findUnique({ where: { id: input.productId }, select: { trackSerials: true } }),
  ]);
  const [position] = positions;
  if (!position) throw refuse("NOT_FOUND", "record.notFound", { entity: "Stock position", ...input });
  return {
    position: toStockRow(position, read.actor),
    qtyPrecision: position.qty_precision,
    trackSerials: product?.trackSerials ?? false,
    items: items.map((item) => ({ ...item, lastCountedAt: item.lastCountedAt?.toISOString() ?? null })),
    reservations: reservations.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    movements: movements.rows,
    history,
  };
}
