import { inSteps, onDatabase } from "./database.ts";
import { FILL, STEPS, WANTED } from "./order-steps.ts";

const STEP = 2_000;

/**
 * Orders of two or three lines over the past year, with what became of them: those of the last five days wait, are picked or are packed, those of the
 * three days before are under way, the others have arrived. Every step is one that the product takes: claims, shipments, movements, counters. Plain
 * products are [0, plain), lot-tracked ones [plain, lots).
 */
export async function seedOrders(url: string, orders: number, of: { plain: number; lots: number }): Promise<void> {
  const customers = Math.max(200, Math.floor(orders / 50));
  await onDatabase(url, async (connection) => {
    await connection.query(
      "INSERT INTO customer (id, code, name) SELECT 'c' || n, 'BENCH-' || n, 'Bench customer ' || n FROM generate_series(1, $1::int) n",
      [customers],
    );
    await connection.query(WANTED);
    await inSteps(connection, [0, orders], STEP, async (from, to) => {
      await connection.query(FILL, [from, to, of.plain, of.lots, customers]);
      await connection.query("ANALYZE wanted");
      for (const step of STEPS) await connection.query(step);
    });
  });
}

/** Rules for every tenth product, a third of them below their minimum, and where to buy those products. */
export async function seedRules(url: string, products: number): Promise<void> {
  await onDatabase(url, async (connection) => {
    await connection.query(
      "INSERT INTO supplier (id, code, name, lead_time_days) SELECT 'v' || n, 'SUP-' || n, 'Supplier ' || n, 7 + n FROM generate_series(0, 9) n",
    );
    await inSteps(connection, [0, products], 20_000, async (from, to) => {
      await connection.query(
        "INSERT INTO supplier_product (supplier_id, product_id, moq, multiple, last_cost, preferred) SELECT 'v' || n / 10 % 10, 'p' || n, 10, 5, 4.10, true FROM generate_series($1::int, $2::int - 1, 10) n",
        [from, to],
      );
      await connection.query(
        "INSERT INTO reorder_rule (product_id, warehouse_id, min_quantity, max_quantity) SELECT 'p' || n, 'wa', w.least, 2 * w.least FROM generate_series($1::int, $2::int - 1, 10) n, LATERAL (SELECT CASE WHEN n % 30 = 0 THEN 5000000 ELSE 1 END AS least) w",
        [from, to],
      );
    });
  });
}
