import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  db = await kernelDatabase();
  pool = new pg.Pool({ connectionString: db.url, max: 32 });
  pool.on("error", () => {});
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const deadlocks = () => db.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
const outcomes = (results: PromiseSettledResult<unknown>[]) => ({
  kept: results.filter((result) => result.status === "fulfilled").length,
  reasons: [
    ...new Set(
      results.flatMap((result) =>
        result.status === "rejected" ? [String((result.reason as { constraint?: string }).constraint)] : [],
      ),
    ),
  ],
});

test("500 claims on 10 units over 32 connections: exactly 10 are kept", async () => {
  const itemId = await stockOf(db, "P1", "10", "1", "HOT");
  const claim =
    "INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by) VALUES ($1, 1, 'ORDER', $2, 'u')";
  const results = await Promise.allSettled(Array.from({ length: 500 }, (_, n) => pool.query(claim, [itemId, `o${n}`])));
  expect(outcomes(results)).toEqual({ kept: 10, reasons: ["inventory_item_reserved_within_quantity"] });
  expect(await db.rows("SELECT quantity, reserved_quantity FROM inventory_item WHERE id = $1", [itemId])).toEqual([
    { quantity: "10.0000", reserved_quantity: "10.0000" },
  ]);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("500 issues of 10 units over 32 connections: exactly 10 leave", async () => {
  const itemId = await stockOf(db, "PA", "10", "3.33", "HOT");
  const lines = JSON.stringify([{ itemId, type: "SHIPMENT", quantity: "-1" }]);
  const results = await Promise.allSettled(
    Array.from({ length: 500 }, () => pool.query("SELECT * FROM post_movements(NULL, 'u', $1)", [lines])),
  );
  expect(outcomes(results)).toEqual({ kept: 10, reasons: ["inventory_item_quantity_not_negative"] });
  expect(await db.value("SELECT sum(remaining_value) FROM cost_layer WHERE product_id = 'PA'")).toBe("0.0000");
  expect(await db.brokenInvariants()).toEqual([]);
});

test("orders of five lines over 20 hot items in any order: no deadlock, nothing lost", async () => {
  const before = await deadlocks();
  const items = await Promise.all(Array.from({ length: 20 }, (_, n) => stockOf(db, "P1", "1000", "1", `S-${n}`)));
  const pick = (n: number) =>
    Array.from({ length: 5 }, (_, k) => ({ itemId: items[(n * 7 + k * (n % 11) * 3 + k) % 20], quantity: "1" }));
  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, n) =>
      pool.query("SELECT * FROM reserve_stock(NULL, 'u', 'ORDER', $1, NULL, $2)", [
        `five-${n}`,
        JSON.stringify(n % 2 ? pick(n) : pick(n).toReversed()),
      ]),
    ),
  );
  expect(outcomes(results)).toEqual({ kept: 300, reasons: [] });
  expect(await db.value("SELECT sum(reserved_quantity) FROM inventory_item WHERE location LIKE 'S-%'")).toBe(
    "1500.0000",
  );
  expect(await deadlocks()).toBe(before);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("bins of one product that share their cost layers are issued and received at once without deadlock or wrong value", async () => {
  const before = await deadlocks();
  await db.rows("INSERT INTO product (id, sku, name) VALUES ('SH', 'SH', 'Shared layers')");
  const bins = await Promise.all(
    Array.from({ length: 8 }, (_, n) => stockOf(db, "SH", "40", String(n + 1), `SH-${n}`)),
  );
  const results = await Promise.allSettled(
    Array.from({ length: 320 }, (_, n) => {
      const [a, b] = n % 2 ? [bins[n % 8], bins[(n + 3) % 8]] : [bins[(n + 3) % 8], bins[n % 8]];
      const lines =
        n % 5 === 0
          ? [{ itemId: a, type: "RECEIPT", quantity: "1", unitCost: "2" }]
          : [
              { itemId: a, type: "SHIPMENT", quantity: "-1" },
              { itemId: b, type: "SCRAP", quantity: "-1" },
            ];
      return pool.query("SELECT * FROM post_movements(NULL, 'u', $1)", [JSON.stringify(lines)]);
    }),
  );
  expect(outcomes(results).reasons.filter((reason) => reason !== "inventory_item_quantity_not_negative")).toEqual([]);
  expect(await deadlocks()).toBe(before);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("twenty receipts into one bin nobody has named yet make one position", async () => {
  const lines = JSON.stringify([
    { productId: "P1", warehouseId: "W2", location: "NEW", type: "RECEIPT", quantity: "1", unitCost: "1" },
  ]);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => pool.query("SELECT * FROM post_movements(NULL, 'u', $1)", [lines])),
  );
  expect(outcomes(results)).toEqual({ kept: 20, reasons: [] });
  expect(await db.rows("SELECT quantity FROM inventory_item WHERE warehouse_id = 'W2' AND location = 'NEW'")).toEqual([
    { quantity: "20.0000" },
  ]);
  expect(await db.brokenInvariants()).toEqual([]);
});
