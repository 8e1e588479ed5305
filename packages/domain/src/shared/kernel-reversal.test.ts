import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase();
});
afterEach(() => db.requireInvariants());
afterAll(() => db.drop());

const product = (id: string, method: "FIFO" | "MOVING_AVG") =>
  db.rows("INSERT INTO product (id, sku, name, cost_method) VALUES ($1, $1, $1, $2)", [id, method]);
const state = (id: string) =>
  db.rows(
    "SELECT i.location, i.quantity q, c.remaining_quantity lq, c.remaining_value lv FROM inventory_item i JOIN cost_layer c USING (product_id) WHERE product_id = $1 ORDER BY 1, c.seq",
    [id],
  );
const reverse = (rows: Record<string, unknown>[]) =>
  db.post(rows.map((row) => ({ type: "REVERSAL", reversalOfSeq: String(row["seq"]) })).toReversed());

test.each(["FIFO", "MOVING_AVG"] as const)(
  "reversing an issue puts back the exact quantity and value (%s)",
  async (method) => {
    await product(`R-${method}`, method);
    const itemId = await stockOf(db, `R-${method}`, "3", "0.333333");
    await db.post([{ itemId, type: "RECEIPT", quantity: "2", unitCost: "4" }]);
    const before = await state(`R-${method}`);
    const issued = await db.post([{ itemId, type: "SHIPMENT", quantity: "-4" }]);
    await reverse(issued);
    expect(await state(`R-${method}`)).toEqual(before);
    expect(
      await db.value(
        "SELECT count(*) FROM stock_movement WHERE reversal_of_seq IS NOT NULL AND inventory_item_id = $1",
        [itemId],
      ),
    ).toBe(String(issued.length));
  },
);

test("a receipt is reversed while its layer is untouched, and not after", async () => {
  await product("R1", "FIFO");
  const itemId = await stockOf(db, "R1", "1", "1");
  const receipt = await db.post([{ itemId, type: "RECEIPT", quantity: "5", unitCost: "2" }]);
  await reverse(receipt);
  expect(await db.value("SELECT quantity FROM inventory_item WHERE id = $1", [itemId])).toBe("1.0000");
  const second = await db.post([{ itemId, type: "RECEIPT", quantity: "5", unitCost: "2" }]);
  await db.post([{ itemId, type: "SHIPMENT", quantity: "-2" }]);
  await db.post([{ itemId, type: "RECEIPT", quantity: "9", unitCost: "2" }]);
  expect(await db.postRefusal([{ type: "REVERSAL", reversalOfSeq: String(second[0]?.["seq"]) }])).toBe(
    "cost_layer_consumed",
  );
});

test("a movement is reversed once, and a reversal never", async () => {
  const itemId = await stockOf(db, "P1", "5", "1", "ONCE");
  const issued = await db.post([{ itemId, type: "SHIPMENT", quantity: "-1" }]);
  const [back] = await reverse(issued);
  expect(await db.postRefusal([{ type: "REVERSAL", reversalOfSeq: String(issued[0]?.["seq"]) }])).toBe(
    "stock_movement_reversal_of_seq_key",
  );
  expect(await db.postRefusal([{ type: "REVERSAL", reversalOfSeq: String(back?.["seq"]) }])).toBe(
    "stock_movement_line",
  );
});

test("a move is reversed as a whole, also across warehouses", async () => {
  await product("R2", "FIFO");
  const itemId = await stockOf(db, "R2", "5", "2");
  const moved = await db.post([
    { itemId, type: "TRANSFER_OUT", quantity: "-2" },
    { productId: "R2", warehouseId: "W2", location: "~TRANSIT", type: "TRANSFER_IN", quantity: "2" },
  ]);
  expect(await db.postRefusal([{ type: "REVERSAL", reversalOfSeq: String(moved[0]?.["seq"]) }])).toBe(
    "stock_movement_pair",
  );
  await reverse(moved);
  expect(
    await db.value("SELECT sum(remaining_value) FROM cost_layer WHERE product_id = 'R2' AND warehouse_id = 'W1'"),
  ).toBe("10.0000");
  expect(await db.value("SELECT sum(debit - credit) FROM journal_line WHERE account_code = '1210'")).toBe("0.0000");
});

test("a revaluation changes a layer's value only, and can be reversed", async () => {
  await product("R3", "FIFO");
  const itemId = await stockOf(db, "R3", "4", "2");
  const costLayerId = await db.value("SELECT id FROM cost_layer WHERE product_id = 'R3'");
  const revalued = await db.post([{ itemId, type: "REVALUATION", quantity: "0", value: "1", costLayerId }]);
  expect(
    await db.rows(
      "SELECT remaining_quantity q, remaining_value v, unit_cost c FROM cost_layer WHERE product_id = 'R3'",
    ),
  ).toEqual([{ q: "4.0000", v: "9.0000", c: "2.250000" }]);
  await reverse(revalued);
  expect(await db.rows("SELECT remaining_value v, unit_cost c FROM cost_layer WHERE product_id = 'R3'")).toEqual([
    { v: "8.0000", c: "2.000000" },
  ]);
  expect(await db.postRefusal([{ itemId, type: "REVALUATION", quantity: "0", value: "-9", costLayerId }])).toBe(
    "cost_layer_consumed",
  );
});

test("a kit is built at what its parts cost", async () => {
  await product("KIT", "FIFO");
  const part = await stockOf(db, "P1", "6", "1.5", "KITTING");
  const [used] = await db.post([{ itemId: part, type: "KIT_CONSUME", quantity: "-4" }]);
  const [built] = await db.post([
    {
      productId: "KIT",
      warehouseId: "W1",
      location: "KITTING",
      type: "KIT_BUILD",
      quantity: "2",
      value: String(used?.["value_delta"]).replace("-", ""),
    },
  ]);
  expect(built).toMatchObject({ quantity: "2.0000" });
  expect(Number(built?.["value_delta"])).toBe(-Number(used?.["value_delta"]));
  expect(
    await db.value(
      "SELECT coalesce(sum(debit - credit), 0)::numeric(19, 4) FROM journal_line WHERE account_code = '1300'",
    ),
  ).toBe("0.0000");
});
