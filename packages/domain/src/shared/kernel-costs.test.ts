import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase();
});
afterEach(() => db.requireInvariants());
afterAll(() => db.drop());

const layers = (product: string) =>
  db.rows(
    "SELECT warehouse_id, lot_id, in_transit, remaining_quantity q, remaining_value v, unit_cost c FROM cost_layer WHERE product_id = $1 ORDER BY seq",
    [product],
  );
const account = (code: string) =>
  db.value("SELECT coalesce(sum(debit - credit), 0)::numeric(19, 4) FROM journal_line WHERE account_code = $1", [code]);
const product = (id: string, method: "FIFO" | "MOVING_AVG") =>
  db.rows("INSERT INTO product (id, sku, name, cost_method) VALUES ($1, $1, $1, $2)", [id, method]);

test("FIFO takes the oldest layers first, one movement per layer, each at its exact value", async () => {
  await product("F1", "FIFO");
  const itemId = await stockOf(db, "F1", "10", "3.333333");
  await db.post([{ itemId, type: "RECEIPT", quantity: "5", unitCost: "4" }]);
  const out = await db.post([{ itemId, type: "SHIPMENT", quantity: "-12" }]);
  expect(out.map((row) => [row["line"], row["quantity"], row["balance_after"], row["value_delta"]])).toEqual([
    [1, "-10.0000", "5.0000", "-33.3333"],
    [1, "-2.0000", "3.0000", "-8.0000"],
  ]);
  expect(await layers("F1")).toMatchObject([
    { q: "0.0000", v: "0.0000" },
    { q: "3.0000", v: "12.0000" },
  ]);
});

test("the last unit of a layer takes the residue, so nothing left is worth exactly nothing", async () => {
  await product("F2", "FIFO");
  const itemId = await stockOf(db, "F2", "3", "0.333333");
  const values: unknown[] = [];
  for (let unit = 0; unit < 3; unit++)
    values.push((await db.post([{ itemId, type: "SHIPMENT", quantity: "-1" }]))[0]?.["value_delta"]);
  expect(values).toEqual(["-0.3333", "-0.3334", "-0.3333"]);
  expect(await layers("F2")).toMatchObject([{ q: "0.0000", v: "0.0000" }]);
});

test("the moving average carries quantity and value; the last issue takes all", async () => {
  await product("M1", "MOVING_AVG");
  const itemId = await stockOf(db, "M1", "10", "2");
  await db.post([{ itemId, type: "RECEIPT", quantity: "5", unitCost: "3.5" }]);
  expect(await layers("M1")).toMatchObject([{ q: "15.0000", v: "37.5000", c: "2.500000" }]);
  expect(await db.post([{ itemId, type: "SHIPMENT", quantity: "-4" }])).toMatchObject([{ value_delta: "-10.0000" }]);
  await db.post([{ itemId, type: "RECEIPT", quantity: "1", unitCost: "0.0001" }]);
  expect(await layers("M1")).toMatchObject([{ q: "12.0000", v: "27.5001", c: "2.291675" }]);
  expect(await db.post([{ itemId, type: "SHIPMENT", quantity: "-7" }])).toMatchObject([{ value_delta: "-16.0417" }]);
  expect(await db.post([{ itemId, type: "SHIPMENT", quantity: "-5" }])).toMatchObject([{ value_delta: "-11.4584" }]);
  expect(await layers("M1")).toMatchObject([{ q: "0.0000", v: "0.0000" }]);
});

test("several issues of one call share a pool without losing or making value", async () => {
  await product("M2", "MOVING_AVG");
  const itemId = await stockOf(db, "M2", "3", "0.333333");
  const out = await db.post([1, 2, 3].map(() => ({ itemId, type: "SHIPMENT", quantity: "-1" })));
  expect(out.map((row) => row["value_delta"])).toEqual(["-0.3333", "-0.3334", "-0.3333"]);
});

test("what one call receives, the same call may issue", async () => {
  await product("F3", "FIFO");
  const place = { productId: "F3", warehouseId: "W1", location: "X" };
  const out = await db.post([
    { ...place, type: "RECEIPT", quantity: "2", unitCost: "5" },
    { ...place, type: "RECEIPT", quantity: "2", unitCost: "7" },
    { ...place, type: "SHIPMENT", quantity: "-3" },
  ]);
  expect(out.map((row) => [row["quantity"], row["value_delta"], row["balance_after"]])).toEqual([
    ["2.0000", "10.0000", "2.0000"],
    ["2.0000", "14.0000", "4.0000"],
    ["-2.0000", "-10.0000", "2.0000"],
    ["-1.0000", "-7.0000", "1.0000"],
  ]);
});

test("a gain without a cost comes in at the newest layer, or the pool's average", async () => {
  await product("F4", "FIFO");
  await product("M4", "MOVING_AVG");
  const fifo = await stockOf(db, "F4", "1", "2");
  await db.post([{ itemId: fifo, type: "RECEIPT", quantity: "1", unitCost: "6" }]);
  const average = await stockOf(db, "M4", "3", "1");
  await db.post([{ itemId: average, type: "RECEIPT", quantity: "1", unitCost: "3" }]);
  expect(
    await db.post([
      { itemId: fifo, type: "ADJUSTMENT", quantity: "2" },
      { itemId: average, type: "ADJUSTMENT", quantity: "2" },
    ]),
  ).toMatchObject([{ value_delta: "12.0000" }, { value_delta: "3.0000" }]);
});

test("lots are costed one by one", async () => {
  const first = await stockOf(db, "PL", "5", "1", "L", "L1");
  const second = await stockOf(db, "PL", "5", "9", "L", "L2");
  expect(await db.post([{ itemId: second, type: "SHIPMENT", quantity: "-2" }])).toMatchObject([
    { value_delta: "-18.0000" },
  ]);
  expect(await db.post([{ itemId: first, type: "SHIPMENT", quantity: "-2" }])).toMatchObject([
    { value_delta: "-2.0000" },
  ]);
});

test("a move between bins is worth nothing and touches no layer", async () => {
  await product("F5", "FIFO");
  const itemId = await stockOf(db, "F5", "5", "2");
  const before = await layers("F5");
  const out = await db.post([
    { itemId, type: "PUTAWAY", quantity: "-2" },
    { productId: "F5", warehouseId: "W1", location: "B-2", type: "PUTAWAY", quantity: "2" },
  ]);
  expect(out.map((row) => [row["quantity"], row["value_delta"]])).toEqual([
    ["-2.0000", "0.0000"],
    ["2.0000", "0.0000"],
  ]);
  expect(await layers("F5")).toEqual(before);
});

test.each([
  ["without its other half", [{ type: "PUTAWAY", quantity: "-1" }]],
  [
    "of unequal halves",
    [
      { type: "PUTAWAY", quantity: "-2" },
      { type: "PUTAWAY", quantity: "1", location: "B-3" },
    ],
  ],
  [
    "of two products",
    [
      { type: "PUTAWAY", quantity: "-1" },
      { type: "PUTAWAY", quantity: "1", productId: "PA" },
    ],
  ],
  [
    "into another warehouse that is no transfer",
    [
      { type: "PUTAWAY", quantity: "-1" },
      { type: "PUTAWAY", quantity: "1", warehouseId: "W2" },
    ],
  ],
])("a move %s is refused", async (_name, halves) => {
  await stockOf(db, "P1", "5", "1", "PAIR");
  expect(
    await db.postRefusal(halves.map((half) => ({ productId: "P1", warehouseId: "W1", location: "PAIR", ...half }))),
  ).toBe("stock_movement_pair");
});

test.each(["FIFO", "MOVING_AVG"] as const)(
  "a transfer carries its %s cost through transit to the other warehouse",
  async (method) => {
    const id = `T-${method}`;
    await product(id, method);
    const itemId = await stockOf(db, id, "2", "3");
    await db.post([{ itemId, type: "RECEIPT", quantity: "2", unitCost: "5" }]);
    const transit = { productId: id, warehouseId: "W2", location: "~TRANSIT" };
    const before = await account("1210");
    await db.post([
      { itemId, type: "TRANSFER_OUT", quantity: "-3" },
      { ...transit, type: "TRANSFER_IN", quantity: "3" },
    ]);
    const carried = method === "FIFO" ? "11.0000" : "12.0000";
    expect(Number(await account("1210")) - Number(before)).toBe(Number(carried));
    const arrival = [
      { ...transit, type: "PUTAWAY", quantity: "-2" },
      { productId: id, warehouseId: "W2", location: "C", type: "PUTAWAY", quantity: "2" },
    ];
    expect(await db.postRefusal(arrival)).toBe("stock_movement_keeps_hold");
    await db.post(arrival.map((line) => ({ ...line, referenceType: "TRANSFER", referenceId: "T" })));
    await db.post([{ ...transit, type: "TRANSFER_LOSS", quantity: "-1" }]);
    expect(await account("1210")).toBe(before);
    const arrived = (await layers(id)).filter(
      (layer) => layer["warehouse_id"] === "W2" && layer["in_transit"] === false,
    );
    expect(arrived.map((layer) => [layer["q"], layer["v"]])).toEqual(
      method === "FIFO" ? [["2.0000", "6.0000"]] : [["2.0000", "8.0000"]],
    );
  },
);

test("the counter accounts follow the movement type", async () => {
  await product("J1", "FIFO");
  const itemId = await stockOf(db, "J1", "10", "1");
  const entry = async (type: string, quantity: string) => {
    await db.post([{ itemId, type, quantity, unitCost: "1" }]);
    const lines = await db.rows(
      `SELECT account_code, debit - credit amount FROM journal_line WHERE entry_id = (SELECT id FROM journal_entry ORDER BY entry_number DESC LIMIT 1) ORDER BY 1`,
    );
    return lines.map((line) => `${String(line["account_code"])} ${Number(line["amount"])}`);
  };
  expect(await entry("RECEIPT", "1")).toEqual(["1200 1", "2100 -1"]);
  expect(await entry("SHIPMENT", "-1")).toEqual(["1200 -1", "5000 1"]);
  expect(await entry("RETURN_IN", "1")).toEqual(["1200 1", "5000 -1"]);
  expect(await entry("SCRAP", "-1")).toEqual(["1200 -1", "5200 1"]);
  expect(await entry("ADJUSTMENT", "-1")).toEqual(["1200 -1", "5100 1"]);
  expect(await entry("SUPPLIER_RETURN", "-1")).toEqual(["1200 -1", "2100 1"]);
});
