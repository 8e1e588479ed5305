import type { Trace } from "@invista/contracts/lot/trace";
import type { NeonSql } from "@invista/db";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses, raw, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

/** What is traced: all of a lot, or one piece. */
export interface Traced {
  readonly productId: string;
  readonly lotId: string | null;
  readonly serialId: string | null;
}

/** Levels of kits in kits that are followed. */
const MAX_DEPTH = raw("12");
const STANDS = (movement: string) =>
  raw(`NOT EXISTS (SELECT FROM stock_movement x WHERE x.reversal_of_seq = ${movement}.seq)`);

/** Where something came from and what it was made of, what it went into, and where all that lies or whom it reached; through kits in kits. */
export async function readTrace(read: NeonRead, start: Traced): Promise<Trace> {
  const [origins, madeFrom, madeInto, places, receivers] = await Promise.all([
    readOrigins(read, start),
    readRelatives(read, chain(read, start, "from")),
    readRelatives(read, chain(read, start, "into")),
    readPlaces(read, start),
    can(read.actor, "order:read") ? readReceivers(read, start) : [],
  ]);
  return { places, receivers, madeInto, madeFrom, origins };
}

/**
 * Rows of `node`: what a lot or piece went into, or was made of, level by level, itself at depth 0. An operation makes what it builds of what it consumes; what was taken back, or
 * apart, made nothing. A product without lots and numbers is followed by time: only what it went into later, or was made of before (`edge`), can hold some of it.
 */
function chain(read: NeonRead, { productId, lotId, serialId }: Traced, way: "into" | "from"): NeonSql.Sql {
  const [mine, theirs] = way === "into" ? ["KIT_CONSUME", "KIT_BUILD"] : ["KIT_BUILD", "KIT_CONSUME"];
  const own = sql`c.type = ${raw(`'${mine}'`)} AND c.reason_code IS DISTINCT FROM 'UNBUILD' AND ${STANDS("c")} AND ${inWarehouses("c.warehouse_id", visibleWarehouses(read.actor))}`;
  const isInTime = way === "into" ? sql`c.seq > n.edge` : sql`c.seq < n.edge`;
  const edge = way === "into" ? sql`min(b.seq)` : sql`max(b.seq)`;
  return sql`node (depth, product_id, lot_id, serial_id, edge, is_certain, quantity, path) AS (
    SELECT 0, ${productId}::text, ${lotId}::text, ${serialId}::text, 0::bigint, TRUE, 0::numeric, ARRAY[]::text[]
    UNION ALL
    SELECT n.depth + 1, t.product_id, t.lot_id, t.serial_id, t.edge, n.is_certain AND num_nonnulls(t.lot_id, t.serial_id) > 0, t.quantity, n.path || concat_ws(' ', t.sku, t.lot_number, t.serial)
    FROM node n CROSS JOIN LATERAL (
      SELECT b.product_id, b.lot_id, b.serial_id, ${edge} AS edge, sum(abs(b.quantity)) AS quantity, p.sku, l.lot_number, s.serial
      FROM (SELECT c.operation_id FROM stock_movement c WHERE n.serial_id IS NOT NULL AND c.serial_id = n.serial_id AND ${own}
          UNION SELECT c.operation_id FROM stock_movement c WHERE n.serial_id IS NULL AND n.lot_id IS NOT NULL AND c.product_id = n.product_id AND c.lot_id = n.lot_id AND ${own}
          UNION SELECT c.operation_id FROM stock_movement c WHERE n.serial_id IS NULL AND n.lot_id IS NULL AND c.product_id = n.product_id AND c.lot_id IS NULL AND ${isInTime} AND ${own}) o
        JOIN stock_movement b ON b.operation_id = o.operation_id AND b.type = ${raw(`'${theirs}'`)} AND ${STANDS("b")}
        JOIN product p ON p.id = b.product_id LEFT JOIN lot l ON l.id = b.lot_id LEFT JOIN serial_number s ON s.id = b.serial_id
      GROUP BY 1, 2, 3, p.sku, l.lot_number, s.serial) t
    WHERE n.depth < ${MAX_DEPTH})`;
}

/** Of `node`, each once. */
const REACHED = sql`reached AS MATERIALIZED (
  SELECT n.product_id, n.lot_id, n.serial_id, min(n.depth) AS depth, min(n.edge) AS edge, bool_or(n.is_certain) AS is_certain FROM node n GROUP BY 1, 2, 3)`;
const THROUGH = sql`CASE WHEN x.depth > 0 THEN jsonb_build_object('productId', p.id, 'sku', p.sku, 'lotId', l.id, 'lotNumber', l.lot_number, 'isCertain', x.is_certain) END`;

function readRelatives(read: NeonRead, nodes: NeonSql.Sql): Promise<Trace["madeInto"]> {
  return read.db.$queryRaw<Trace["madeInto"]>`
    WITH RECURSIVE ${nodes}
    SELECT n.depth, n.product_id AS "productId", p.sku, u.code AS "unitCode", n.lot_id AS "lotId", l.lot_number AS "lotNumber", l.status::text AS "lotStatus", n.serial_id AS "serialId", s.serial,
      f.name AS "supplierName", trim_scale(n.quantity)::text AS quantity
    FROM node n JOIN product p ON p.id = n.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = n.lot_id LEFT JOIN serial_number s ON s.id = n.serial_id
      LEFT JOIN supplier f ON f.id = l.supplier_id
    WHERE n.depth > 0 ORDER BY n.path LIMIT 500`;
}

/** Bins in which it lies, itself or in kits. */
function readPlaces(read: NeonRead, start: Traced): Promise<Trace["places"]> {
  return read.db.$queryRaw<Trace["places"]>`
    WITH RECURSIVE ${chain(read, start, "into")}, ${REACHED}
    SELECT i.id AS "inventoryItemId", p.id AS "productId", u.code AS "unitCode", w.id AS "warehouseId", w.code AS "warehouseCode", i.location, trim_scale(x.quantity)::text AS quantity, trim_scale(x.reserved)::text AS reserved,
      ${THROUGH} AS through
    FROM (
      SELECT i.id, r.depth, r.is_certain, i.quantity, i.reserved_quantity AS reserved FROM reached r JOIN inventory_item i ON i.lot_id = r.lot_id WHERE r.serial_id IS NULL AND i.quantity > 0
      UNION ALL
      SELECT i.id, r.depth, r.is_certain, i.quantity, i.reserved_quantity FROM reached r JOIN inventory_item i ON i.product_id = r.product_id AND i.lot_id IS NULL
        WHERE r.serial_id IS NULL AND r.lot_id IS NULL AND i.quantity > 0
      UNION ALL
      SELECT s.inventory_item_id, min(r.depth), bool_and(r.is_certain), count(*)::numeric, 0 FROM reached r JOIN serial_number s ON s.id = r.serial_id WHERE s.inventory_item_id IS NOT NULL GROUP BY 1) x
      JOIN inventory_item i ON i.id = x.id JOIN warehouse w ON w.id = i.warehouse_id JOIN product p ON p.id = i.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = i.lot_id
    WHERE ${inWarehouses("i.warehouse_id", visibleWarehouses(read.actor))} ORDER BY x.depth, p.sku, w.code, i.location, i.id LIMIT 500`;
}

/** By order: what left with a shipment, and what an open order still claims. */
function readReceivers(read: NeonRead, start: Traced): Promise<Trace["receivers"]> {
  const scope = visibleWarehouses(read.actor);
  const claims = sql`r.reservation_type = 'ORDER' AND r.status IN ('ACTIVE', 'PICKED') AND ${inWarehouses("i.warehouse_id", scope)}`;
  const shipped = sql`s.shipped_at IS NOT NULL AND ${inWarehouses("s.warehouse_id", scope)}`;
  const left = sql`m.type = 'SHIPMENT' AND m.reference_type = 'SHIPMENT' AND ${STANDS("m")}`;
  return read.db.$queryRaw<Trace["receivers"]>`
    WITH RECURSIVE ${chain(read, start, "into")}, ${REACHED},
    got AS (
      SELECT n.product_id, n.lot_id, n.depth, n.is_certain, s.order_id, s.id AS shipment_id, y.picked_quantity AS quantity, 'SHIPPED' AS state
        FROM reached n JOIN shipment_item y ON y.lot_id = n.lot_id JOIN shipment s ON s.id = y.shipment_id WHERE n.serial_id IS NULL AND ${shipped}
      UNION ALL SELECT n.product_id, n.lot_id, n.depth, n.is_certain, s.order_id, s.id, -m.quantity, 'SHIPPED'
        FROM reached n JOIN stock_movement m ON m.serial_id = n.serial_id JOIN shipment s ON s.id = m.reference_id WHERE ${left} AND ${shipped}
      UNION ALL SELECT n.product_id, n.lot_id, n.depth, n.is_certain, s.order_id, s.id, -m.quantity, 'SHIPPED'
        FROM reached n JOIN stock_movement m ON m.product_id = n.product_id AND m.lot_id IS NULL AND m.seq > n.edge JOIN shipment s ON s.id = m.reference_id
        WHERE n.serial_id IS NULL AND n.lot_id IS NULL AND ${left} AND ${shipped}
      UNION ALL SELECT n.product_id, n.lot_id, n.depth, n.is_certain, r.reference_id, NULL, r.quantity, 'PROMISED'
        FROM reached n JOIN inventory_item i ON i.lot_id = n.lot_id JOIN stock_reservation r ON r.inventory_item_id = i.id WHERE n.serial_id IS NULL AND ${claims}
      UNION ALL SELECT n.product_id, n.lot_id, n.depth, n.is_certain, r.reference_id, NULL, r.quantity, 'PROMISED'
        FROM reached n JOIN inventory_item i ON i.product_id = n.product_id AND i.lot_id IS NULL JOIN stock_reservation r ON r.inventory_item_id = i.id WHERE n.serial_id IS NULL AND n.lot_id IS NULL AND ${claims}
      UNION ALL SELECT n.product_id, n.lot_id, n.depth, n.is_certain, r.reference_id, NULL, 1, 'PROMISED'
        FROM reached n JOIN serial_number z ON z.id = n.serial_id JOIN inventory_item i ON i.id = z.inventory_item_id JOIN stock_reservation r ON r.inventory_item_id = i.id
          JOIN shipment_item y ON y.reservation_id = r.id AND z.serial = ANY (y.serials) WHERE ${claims})
    SELECT c.id AS "customerId", c.name AS "customerName", c.email, o.id AS "orderId", o.order_number AS "orderNumber", trim_scale(sum(x.quantity))::text AS quantity, u.code AS "unitCode", x.state,
      coalesce(json_agg(DISTINCT jsonb_build_object('id', h.id, 'number', h.shipment_number)) FILTER (WHERE h.id IS NOT NULL), '[]'::json) AS shipments,
      ${THROUGH} AS through
    FROM (SELECT product_id, lot_id, min(depth) AS depth, bool_and(is_certain) AS is_certain, order_id, shipment_id, sum(quantity) AS quantity, state FROM got GROUP BY product_id, lot_id, order_id, shipment_id, state) x
      JOIN "order" o ON o.id = x.order_id JOIN customer c ON c.id = o.customer_id JOIN product p ON p.id = x.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id
      LEFT JOIN lot l ON l.id = x.lot_id LEFT JOIN shipment h ON h.id = x.shipment_id
    GROUP BY c.id, o.id, u.code, x.state, 10 ORDER BY c.name, o.order_number, x.state, 10 LIMIT 1000`;
}

/** How it came into stock: goods that were received, imported, counted or found, as far as that was not taken back. */
async function readOrigins(read: NeonRead, { productId, lotId, serialId }: Traced): Promise<Trace["origins"]> {
  const scope = visibleWarehouses(read.actor);
  const own =
    serialId === null
      ? sql`m.inventory_item_id IN (SELECT i.id FROM inventory_item i WHERE i.lot_id = ${lotId} AND i.product_id = ${productId})`
      : sql`m.serial_id = ${serialId}`;
  const rows = await read.db.$queryRaw<(Omit<Trace["origins"][number], "occurredAt"> & { occurredAt: Date })[]>`
    SELECT m.seq::text AS seq, m.type::text AS type, trim_scale(m.quantity)::text AS quantity, w.code AS "warehouseCode", i.location, m.occurred_at AS "occurredAt", u.display_name AS "createdByName",
      m.operation_id AS "operationId", j.id AS "importId", j.file_name AS "fileName"
    FROM stock_movement m JOIN inventory_item i ON i.id = m.inventory_item_id JOIN warehouse w ON w.id = m.warehouse_id LEFT JOIN "user" u ON u.id = m.created_by
      LEFT JOIN import_job j ON m.reference_type = 'IMPORT' AND j.id = m.reference_id
    WHERE ${own} AND m.quantity > 0 AND m.type IN ('OPENING', 'RECEIPT', 'RETURN_IN', 'ADJUSTMENT') AND ${STANDS("m")} AND ${inWarehouses("m.warehouse_id", scope)}
    ORDER BY m.seq LIMIT 100`;
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}
