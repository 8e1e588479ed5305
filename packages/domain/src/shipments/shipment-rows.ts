import type { ShipmentLine, ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import type { NeonSql } from "@invista/db";
import { visibleWarehouses } from "../shared/actor.ts";
import { queryJson } from "../shared/query-json.ts";
import { inWarehouses, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

export type ShipmentListRecord = ShipmentRow & { key: string };

/** Shipments `s` of warehouses in reach. */
export const inReach = (read: NeonRead) => inWarehouses("s.warehouse_id", visibleWarehouses(read.actor));

/** Since when a shipment `s` has been in its state. */
export const SINCE = sql`CASE s.status WHEN 'DRAFT' THEN s.created_at WHEN 'PICKING' THEN coalesce(s.picked_at, s.updated_at) WHEN 'PACKED' THEN coalesce(s.packed_at, s.updated_at)
  WHEN 'SHIPPED' THEN coalesce(s.shipped_at, s.updated_at) WHEN 'DELIVERED' THEN coalesce(s.delivered_at, s.updated_at) ELSE s.updated_at END`;

/** Rows of the shipments that `page` selects; lines are summed for these only. */
export function readShipmentRows(read: NeonRead, page: NeonSql.Sql, order: NeonSql.Sql): Promise<ShipmentListRecord[]> {
  return queryJson<ShipmentListRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (${page})
    SELECT s.id, s.shipment_number AS "shipmentNumber", s.status::text AS status, s.order_id AS "orderId", o.order_number AS "orderNumber", c.name AS "customerName",
      s.warehouse_id AS "warehouseId", w.code AS "warehouseCode", s.wave_id AS "waveId", v.wave_number AS "waveNumber", n.lines, n.quantity, n.picked,
      coalesce(o.promised_at, o.requested_at) AS "promisedAt", s.tracking_number AS "trackingNumber", s.created_at AS "createdAt", ${SINCE} AS since, s.version, s.created_at::text AS key
    FROM page s JOIN "order" o ON o.id = s.order_id JOIN customer c ON c.id = o.customer_id JOIN warehouse w ON w.id = s.warehouse_id LEFT JOIN pick_wave v ON v.id = s.wave_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS lines, trim_scale(coalesce(sum(x.quantity), 0))::text AS quantity, trim_scale(coalesce(sum(x.picked_quantity), 0))::text AS picked
        FROM shipment_item x WHERE x.shipment_id = s.id) n
    ORDER BY ${order}`,
  );
}

export function toShipmentRow({ key: _key, ...row }: ShipmentListRecord): ShipmentRow {
  const iso = (at: string) => new Date(at).toISOString();
  return {
    ...row,
    promisedAt: row.promisedAt === null ? null : iso(row.promisedAt),
    createdAt: iso(row.createdAt),
    since: iso(row.since),
  };
}

/** Lines of shipments `s` that meet the condition, in the order in which one walks past their bins. */
export function readLines(read: NeonRead, where: NeonSql.Sql): Promise<ShipmentLine[]> {
  return queryJson<ShipmentLine>(
    read.db,
    sql`SELECT x.id, s.id AS "shipmentId", s.shipment_number AS "shipmentNumber", x.order_item_id AS "orderItemId", i.product_id AS "productId", p.sku, p.name, u.code AS "unitCode",
      i.location, b.zone, l.lot_number AS "lotNumber", p.track_serials AS "trackSerials", to_json(x.serials) AS serials, trim_scale(x.quantity)::text AS quantity,
      trim_scale(x.picked_quantity)::text AS picked, CASE WHEN x.short_reason IS NULL THEN trim_scale(x.quantity - x.picked_quantity)::text ELSE '0' END AS left, x.short_reason AS "shortReason"
    FROM shipment s JOIN shipment_item x ON x.shipment_id = s.id JOIN inventory_item i ON i.id = x.inventory_item_id JOIN product p ON p.id = i.product_id
      JOIN unit_of_measure u ON u.id = p.base_uom_id JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location LEFT JOIN lot l ON l.id = i.lot_id
    WHERE ${where} ORDER BY b.pick_sequence, i.location, p.sku, l.lot_number, s.shipment_number, x.id`,
  );
}
