/** The lines of one batch of orders and what is to become of them. */
export const WANTED = `
  CREATE TEMP TABLE wanted (n int, line int, order_id text, customer_id text, shipment_id text, item_id text, lot_id text, product_id text, warehouse_id text, quantity numeric,
    at timestamptz, phase text, claim text) ON COMMIT DELETE ROWS`;

/** Orders $1 to $2; how old one is follows from its number, in no order. Sold are a fifth of the plain products, below $3, and some lots, up to $4. */
export const FILL = `
  INSERT INTO wanted
  SELECT n, l.line, 'o' || n, 'c' || 1 + n % $5::int, CASE WHEN phase <> 'WAITING' THEN 'h' || n END, i.id, i.lot_id, i.product_id, i.warehouse_id, 1 + (n + l.line) % 4, now() - age, phase,
    CASE WHEN phase IN ('WAITING', 'DRAFT') OR phase = 'PICKING' AND l.line > 1 THEN 'ACTIVE' ELSE 'PICKED' END
  FROM (SELECT n, age, CASE WHEN age > interval '8 days' THEN CASE n % 50 WHEN 7 THEN 'LOST' ELSE 'DELIVERED' END
        WHEN age > interval '5 days' THEN (ARRAY['SHIPPED', 'IN_TRANSIT'])[1 + n % 2] ELSE (ARRAY['WAITING', 'DRAFT', 'PICKING', 'PACKED'])[1 + n / 2 % 4] END AS phase
      FROM (SELECT n, make_interval(mins => 60 + (n::bigint * 483059 % 525600)::int) AS age FROM generate_series($1::int, $2::int - 1) n) aged) o
    CROSS JOIN LATERAL (
      SELECT line, 'p' || ((n::bigint * 2 + line) * 7919 % ($3::int / 5)) * 5 AS product_id, NULL AS lot_id FROM generate_series(1, 2) line
      UNION ALL SELECT 3, 'p' || p, 'l' || p || '-1' FROM (SELECT $3::int + n::bigint * 7919 % ($4::int - $3::int) AS p) x WHERE n % 4 = 0) l
    JOIN inventory_item i ON i.product_id = l.product_id AND i.location = '' AND i.lot_id IS NOT DISTINCT FROM l.lot_id
      AND i.warehouse_id = CASE WHEN l.lot_id IS NULL AND n % 2 = 1 THEN 'wb' ELSE 'wa' END`;

const LEFT = "phase IN ('SHIPPED', 'IN_TRANSIT', 'DELIVERED', 'LOST')";
const ORDER = "(SELECT DISTINCT order_id, customer_id, shipment_id, warehouse_id, at, phase FROM wanted) w";

/** What happens to the lines in `wanted`, step by step, as the state machines want it. */
export const STEPS: readonly string[] = [
  `INSERT INTO "order" (id, customer_id, status, created_by, created_at, placed_at, promised_at)
   SELECT order_id, customer_id, 'PENDING', 'bench', at, at, at + interval '4 days' FROM ${ORDER}`,
  `INSERT INTO order_item (id, order_id, line_no, product_id, warehouse_id, quantity, unit_price)
   SELECT order_id || '-' || line, order_id, line, product_id, warehouse_id, quantity, 9.90 FROM wanted`,
  `UPDATE "order" o SET status = 'CONFIRMED', confirmed_at = w.at + interval '1 hour', confirmed_by = 'bench' FROM ${ORDER} WHERE o.id = w.order_id`,
  `INSERT INTO stock_reservation (id, inventory_item_id, quantity, reference_id, reserved_by, order_item_id, status, picked_at, created_at)
   SELECT 'r' || n || '-' || line, item_id, quantity, order_id, 'bench', order_id || '-' || line, claim::reservation_status, CASE claim WHEN 'PICKED' THEN at + interval '10 hours' END, at
   FROM wanted ORDER BY item_id`,
  `INSERT INTO shipment (id, order_id, warehouse_id, status, created_by, created_at, picked_at)
   SELECT shipment_id, order_id, warehouse_id, CASE phase WHEN 'DRAFT' THEN 'DRAFT' ELSE 'PICKING' END::shipment_status, 'bench', at + interval '8 hours', CASE WHEN phase <> 'DRAFT' THEN at + interval '10 hours' END
   FROM ${ORDER} WHERE shipment_id IS NOT NULL`,
  `INSERT INTO shipment_item (shipment_id, order_item_id, inventory_item_id, lot_id, quantity, picked_quantity, reservation_id)
   SELECT shipment_id, order_id || '-' || line, item_id, lot_id, quantity, CASE claim WHEN 'PICKED' THEN quantity ELSE 0 END, 'r' || n || '-' || line FROM wanted WHERE shipment_id IS NOT NULL`,
  `UPDATE "order" o SET status = 'PROCESSING' FROM ${ORDER} WHERE o.id = w.order_id AND w.phase NOT IN ('WAITING', 'DRAFT')`,
  `UPDATE shipment s SET status = 'PACKED', packed_at = w.at + interval '12 hours' FROM ${ORDER} WHERE s.id = w.shipment_id AND (w.phase = 'PACKED' OR ${LEFT})`,
  `UPDATE stock_reservation r SET status = 'CONSUMED', closed_at = w.at + interval '1 day' FROM wanted w WHERE r.id = 'r' || w.n || '-' || w.line AND ${LEFT}`,
  `SELECT count(*) FROM post_movements(NULL, 'bench', coalesce((
     SELECT jsonb_agg(jsonb_build_object('itemId', item_id, 'type', 'SHIPMENT', 'quantity', (-quantity)::text, 'occurredAt', at + interval '1 day', 'referenceType', 'SHIPMENT', 'referenceId', shipment_id)
       ORDER BY item_id, line, n) FROM wanted WHERE ${LEFT}), '[]'))`,
  `UPDATE order_item i SET shipped_quantity = i.quantity FROM wanted w WHERE i.id = w.order_id || '-' || w.line AND ${LEFT}`,
  `UPDATE shipment s SET status = 'SHIPPED', shipped_at = w.at + interval '1 day', tracking_number = 'T' || s.id FROM ${ORDER} WHERE s.id = w.shipment_id AND ${LEFT}`,
  `UPDATE shipment s SET status = w.phase::shipment_status, delivered_at = CASE w.phase WHEN 'DELIVERED' THEN w.at + interval '3 days' END
   FROM ${ORDER} WHERE s.id = w.shipment_id AND ${LEFT} AND w.phase <> 'SHIPPED'`,
  `UPDATE "order" o SET status = 'COMPLETED', completed_at = w.at + interval '1 day' FROM ${ORDER} WHERE o.id = w.order_id AND ${LEFT}`,
];
