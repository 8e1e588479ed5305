import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase();
});
afterAll(() => db.drop());

const begin = (key: string, hash: string, by = "u1") =>
  db.rows("SELECT * FROM begin_command('stock.adjust', $1, $2, $3, '{}')", [by, key, hash]);
const finish = (operation: unknown, result: unknown, events: unknown[] = []) =>
  db.rows("SELECT finish_command($1, $2, $3)", [operation, JSON.stringify(result), JSON.stringify(events)]);

test("the same key and hash answers the stored result; another hash is a mismatch; another user's key is another command", async () => {
  const [first] = await begin("k1", "h1");
  expect(first).toMatchObject({ replayed: null, mismatch: false });
  expect(await db.refusal("SELECT * FROM begin_command('stock.adjust', 'u1', 'k1', 'h1', '{}')")).toBe(
    "operation_running",
  );
  await finish(first?.["operation_id"], { done: 1 });
  expect(await begin("k1", "h1")).toEqual([
    { operation_id: first?.["operation_id"], replayed: { done: 1 }, mismatch: false },
  ]);
  expect(await begin("k1", "h2")).toMatchObject([{ mismatch: true }]);
  const [other] = await begin("k1", "h1", "u2");
  expect(other?.["replayed"]).toBeNull();
  expect(other?.["operation_id"]).not.toBe(first?.["operation_id"]);
});

test("a command bounds its waits, unless it is a long one", async () => {
  const client = new pg.Client(db.url);
  await client.connect();
  const limits = async () =>
    (
      await client.query<{ l: string; s: string }>(
        "SELECT current_setting('lock_timeout') l, current_setting('statement_timeout') s",
      )
    ).rows[0];
  await client.query("BEGIN; SELECT begin_command('p', 'u', 'limits', 'h', '{}')");
  expect(await limits()).toEqual({ l: "2s", s: "5s" });
  await client.query(
    "ROLLBACK; BEGIN; SET LOCAL invista.long = 'on'; SET LOCAL statement_timeout = '1min'; SELECT begin_command('p', 'u', 'limits', 'h', '{}')",
  );
  expect(await limits()).toEqual({ l: "0", s: "1min" });
  await client.query("ROLLBACK");
  await client.end();
});

test("finishing stores result, digest and movement range, and hands the events to the outbox", async () => {
  const [begun] = await begin("k2", "h");
  const operation = String(begun?.["operation_id"]);
  const itemId = await stockOf(db, "P1", "9", "2", "DG");
  const posted = await db.post(
    [
      { itemId, type: "SHIPMENT", quantity: "-2" },
      { itemId, type: "SCRAP", quantity: "-1" },
    ],
    operation,
  );
  await finish(operation, { ok: true }, [
    { topic: "audit", entity: "stock", payload: { action: "ADJUST" } },
    { topic: "notification", entity: "stock", payload: { title: "Adjusted" } },
  ]);
  const [stored] = await db.rows(
    "SELECT status, result, encode(digest, 'hex') digest, first_seq, last_seq FROM operation WHERE id = $1",
    [operation],
  );
  expect(stored).toMatchObject({
    status: "DONE",
    result: { ok: true },
    first_seq: posted[0]?.["seq"],
    last_seq: posted[1]?.["seq"],
  });
  expect(
    await db.rows("SELECT topic, payload FROM outbox_event WHERE operation_id = $1 ORDER BY id", [operation]),
  ).toEqual([
    { topic: "audit", payload: { action: "ADJUST", digest: stored?.["digest"] } },
    { topic: "notification", payload: { title: "Adjusted" } },
  ]);
});

test("the digest can be computed again outside the database", async () => {
  const [begun] = await begin("k3", "h");
  const operation = String(begun?.["operation_id"]);
  const itemId = await stockOf(db, "P1", "9", "2", "DG-2");
  await db.post([{ itemId, type: "SHIPMENT", quantity: "-2" }], operation);
  await finish(operation, {});
  const movements = await db.rows(
    "SELECT concat_ws('|', 'M', seq, type, inventory_item_id, quantity, value_delta, balance_after) line FROM stock_movement WHERE operation_id = $1 ORDER BY seq",
    [operation],
  );
  const journal = await db.rows(
    `SELECT entry_number, account_code, coalesce(warehouse_id, '') warehouse, debit, credit FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id WHERE operation_id = $1 ORDER BY account_code COLLATE "C"`,
    [operation],
  );
  const text = [
    ...movements.map((row) => row["line"]),
    ...journal.map((row) => ["J", ...Object.values(row)].join("|")),
  ].join("\n");
  expect(text.split("\n")).toHaveLength(3);
  expect(await db.value("SELECT encode(digest, 'hex') FROM operation WHERE id = $1", [operation])).toBe(
    createHash("sha256").update(text).digest("hex"),
  );
  expect(await db.value("SELECT operation_digest($1) = digest FROM operation WHERE id = $1", [operation])).toBe("true");
});

test("fifty equal commands at once have one effect and fifty equal answers", async () => {
  const pool = new pg.Pool({ connectionString: db.url, max: 16 });
  const itemId = await stockOf(db, "P1", "100", "1", "DBL");
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const begun = (await client.query("SELECT * FROM begin_command('p', 'u', 'double', 'h', '{}')")).rows[0];
        if (begun.replayed === null) {
          await client.query("SELECT * FROM post_movements($1, 'u', $2)", [
            begun.operation_id,
            JSON.stringify([{ itemId, type: "ADJUSTMENT", quantity: "-1" }]),
          ]);
          await client.query("SELECT finish_command($1, $2, '[]')", [begun.operation_id, JSON.stringify({ left: 99 })]);
        }
        await client.query("COMMIT");
        return begun.replayed ?? { left: 99 };
      } finally {
        client.release();
      }
    }),
  );
  await pool.end();
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"left":99}']));
  expect(await db.value("SELECT quantity FROM inventory_item WHERE id = $1", [itemId])).toBe("99.0000");
});

test("reserving keeps all lines or none, and names what is short", async () => {
  const [a, b] = [await stockOf(db, "P1", "5", "1", "R-A"), await stockOf(db, "P1", "2", "1", "R-B")];
  const reserve = (reference: string, lines: unknown[]) =>
    db.rows("SELECT * FROM reserve_stock(NULL, 'u', 'ORDER', $1, NULL, $2)", [reference, JSON.stringify(lines)]);
  expect(
    await reserve("r1", [
      { itemId: a, quantity: "3" },
      { itemId: b, quantity: "2" },
      { itemId: a, quantity: "3" },
    ]),
  ).toEqual([{ inventory_item_id: a, requested: "6", available: "5.0000" }]);
  expect(await db.value("SELECT count(*) FROM stock_reservation WHERE reference_id = 'r1'")).toBe("0");
  expect(
    await reserve("r2", [
      { itemId: a, quantity: "3" },
      { itemId: b, quantity: "2" },
    ]),
  ).toEqual([]);
  expect(await reserve("r3", [{ itemId: "nowhere", quantity: "1" }])).toEqual([
    { inventory_item_id: "nowhere", requested: "1", available: "0" },
  ]);
  expect(await db.rows("SELECT was, quantity FROM release_reservations(NULL, 'ORDER', 'r2') ORDER BY 2")).toEqual([
    { was: "ACTIVE", quantity: "2.0000" },
    { was: "ACTIVE", quantity: "3.0000" },
  ]);
  expect(await db.value("SELECT sum(reserved_quantity) FROM inventory_item WHERE id IN ($1, $2)", [a, b])).toBe(
    "0.0000",
  );
  expect(await db.rows("SELECT * FROM release_reservations(NULL, 'ORDER', 'r2')")).toEqual([]);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("the invariants find what was changed behind the guards", async () => {
  const itemId = await stockOf(db, "P1", "5", "2", "BAD");
  const planted = async (change: string) => {
    const client = new pg.Client(db.url);
    await client.connect();
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${change}`);
    const found = await client.query<{ rule: string }>("SELECT rule FROM check_invariants() WHERE violations > 0");
    await client.query("ROLLBACK");
    await client.end();
    return found.rows.map((row) => row.rule);
  };
  expect(await planted(`UPDATE inventory_item SET quantity = 6 WHERE id = '${itemId}'`)).toEqual([
    "movements_equal_quantity",
    "layers_equal_quantity",
  ]);
  // What one position lost another gained: the company's total is right, and both are found.
  const [other] = await db.post([
    { productId: "P1", warehouseId: "W2", location: "BAD", type: "OPENING", quantity: "5", unitCost: "2" },
  ]);
  const swapped = `CASE id WHEN '${itemId}' THEN 4 WHEN '${String(other?.["inventory_item_id"])}' THEN 6 ELSE quantity END`;
  expect(await planted(`UPDATE inventory_item SET quantity = ${swapped}`)).toEqual([
    "movements_equal_quantity",
    "layers_equal_quantity",
  ]);
  expect(
    await planted(
      `UPDATE stock_movement SET inventory_item_id = '${itemId}' WHERE inventory_item_id = '${String(other?.["inventory_item_id"])}'`,
    ),
  ).toEqual(["movements_equal_quantity", "balance_chain"]);
  expect(await planted(`UPDATE inventory_item SET reserved_quantity = 1 WHERE id = '${itemId}'`)).toEqual([
    "reservations_equal_reserved",
  ]);
  expect(await planted(`UPDATE stock_movement SET balance_after = 4 WHERE inventory_item_id = '${itemId}'`)).toEqual([
    "balance_chain",
  ]);
  expect(
    await planted(
      `UPDATE cost_layer SET remaining_value = remaining_value + 1 WHERE product_id = 'P1' AND remaining_quantity > 0`,
    ),
  ).toEqual(["layers_equal_inventory_account"]);
  expect(
    await planted(`UPDATE cost_layer SET product_id = 'P2' WHERE product_id = 'P1' AND remaining_quantity > 0`),
  ).toEqual(["layers_equal_quantity"]);
  expect(await planted(`UPDATE stock_movement SET type = 'PUTAWAY' WHERE inventory_item_id = '${itemId}'`)).toEqual([
    "moves_sum_to_zero",
  ]);
  expect(await planted(`UPDATE journal_line SET debit = debit + 1 WHERE account_code = '1200' AND debit > 0`)).toEqual([
    "debits_equal_credits",
    "layers_equal_inventory_account",
  ]);
  expect(await db.brokenInvariants()).toEqual([]);
});
