import { inSteps, onDatabase } from "./database.ts";

const STEP = 1_500;
/** The names that `seedStock` gives, for products that are tracked. */
const PRODUCTS = (tracking: string, value: string) => `
  INSERT INTO product (id, sku, name, ${tracking}) SELECT 'p' || n, 'SKU-' || lpad(n::text, 7, '0'),
    (ARRAY['Brass','Steel','Copper','Rubber','Digital','Compact','Heavy'])[1 + n % 7] || ' ' || (ARRAY['paste','resin','battery','gauge','cell','scanner','seal','drive'])[1 + (n / 7) % 8] || ' model ' || n, ${value}
  FROM generate_series($1::int, $2::int - 1) n`;
const PRICES = `INSERT INTO product_price (product_id, unit_price) SELECT 'p' || n, 9.90 FROM generate_series($1::int, $2::int - 1) n`;

/**
 * Products tracked by lot, ids p<from>…, each with three lots in two warehouses, opened 400 days ago. Of the lots one in five is past its day and
 * one in five expires within a month; one in fifty is held.
 */
export async function seedLots(url: string, range: readonly [number, number]): Promise<void> {
  await onDatabase(url, (connection) =>
    inSteps(connection, range, STEP, async (from, to) => {
      await connection.query(PRODUCTS("track_lots, track_expiry", "true, true"), [from, to]);
      await connection.query(PRICES, [from, to]);
      await connection.query(
        `INSERT INTO lot (id, product_id, lot_number, manufactured_at, expires_at, status)
         SELECT 'l' || n || '-' || k, 'p' || n, 'LOT-' || lpad(n::text, 7, '0') || '-' || k, current_date - 420, current_date + (n * 37 + k * 251) % 150 - 30,
           CASE WHEN k = 3 AND n % 17 = 0 THEN 'HOLD' ELSE 'RELEASED' END::lot_status
         FROM generate_series($1::int, $2::int - 1) n, generate_series(1, 3) k`,
        [from, to],
      );
      await connection.query(
        `SELECT count(*) FROM post_movements(NULL, 'bench', (
           SELECT jsonb_agg(jsonb_build_object('productId', 'p' || n, 'lotId', 'l' || n || '-' || k, 'warehouseId', CASE k WHEN 2 THEN 'wb' ELSE 'wa' END, 'type', 'OPENING',
             'quantity', '1000', 'unitCost', '2.75', 'occurredAt', now() - interval '400 days') ORDER BY n, k)
           FROM generate_series($1::int, $2::int - 1) n, generate_series(1, 3) k))`,
        [from, to],
      );
    }),
  );
}

/** Products tracked by serial number, ids p<from>…, each with four pieces of which one has left since. */
export async function seedSerials(url: string, range: readonly [number, number]): Promise<void> {
  const lines = (type: string, quantity: number, days: number, pieces: string) => `
    SELECT count(*) FROM post_movements(NULL, 'bench', (
      SELECT jsonb_agg(jsonb_build_object('productId', 'p' || n, 'serialId', 's' || n || '-' || k, 'warehouseId', 'wa', 'type', '${type}', 'quantity', '${quantity}',
        'occurredAt', now() - interval '${days} days') || CASE WHEN ${quantity} > 0 THEN '{"unitCost": "48"}'::jsonb ELSE '{}' END ORDER BY n, k)
      FROM generate_series($1::int, $2::int - 1) n, generate_series(${pieces}) k))`;
  await onDatabase(url, (connection) =>
    inSteps(connection, range, STEP, async (from, to) => {
      await connection.query(PRODUCTS("track_serials", "true"), [from, to]);
      await connection.query(PRICES, [from, to]);
      // A piece is known before it is anywhere; the movement that brings it puts it into stock.
      await connection.query(
        `INSERT INTO serial_number (id, product_id, serial, status)
         SELECT 's' || n || '-' || k, 'p' || n, 'SN-' || lpad(n::text, 7, '0') || '-' || k, 'RETURNED' FROM generate_series($1::int, $2::int - 1) n, generate_series(1, 4) k`,
        [from, to],
      );
      await connection.query(lines("OPENING", 1, 400, "1, 4"), [from, to]);
      await connection.query(lines("SHIPMENT", -1, 100, "4, 4"), [from, to]);
    }),
  );
}
