import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase();
});
afterAll(() => db.drop());

const newItem =
  "INSERT INTO inventory_item (product_id, warehouse_id, location, quantity) VALUES ('P1', 'W1', $1, $2) RETURNING id, quantity, version";

test("an item created with a quantity gets its bin, an OPENING movement by the product's creator, and a layer", async () => {
  const [item] = await db.rows(newItem, ["N-1", "10"]);
  expect(item).toMatchObject({ quantity: "10.0000", version: 1 });
  expect(await db.rows("SELECT quantity, version FROM inventory_item WHERE id = $1", [item?.["id"]])).toEqual([
    { quantity: "10.0000", version: 1 },
  ]);
  expect(await db.rows("SELECT code, type, is_sellable FROM storage_location WHERE code = 'N-1'")).toEqual([
    { code: "N-1", type: "PICK", is_sellable: true },
  ]);
  expect(
    await db.rows(
      "SELECT type, quantity, balance_after, created_by, operation_id FROM stock_movement WHERE inventory_item_id = $1",
      [item?.["id"]],
    ),
  ).toEqual([
    { type: "OPENING", quantity: "10.0000", balance_after: "10.0000", created_by: "system", operation_id: null },
  ]);
  expect(
    await db.rows("SELECT remaining_quantity, remaining_value FROM cost_layer WHERE source_movement_seq IS NOT NULL"),
  ).toEqual([{ remaining_quantity: "10.0000", remaining_value: "0.0000" }]);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("an item of a product with a standard cost is born with value, booked against the opening balance", async () => {
  await db.rows(
    "INSERT INTO product (id, sku, name, standard_cost, cost_method) VALUES ('S1', 'S-1', 'Std', 2.5, 'FIFO'), ('S2', 'S-2', 'Std avg', 3, 'MOVING_AVG')",
  );
  await db.rows(
    "INSERT INTO inventory_item (product_id, warehouse_id, quantity) VALUES ('S1', 'W1', 4), ('S2', 'W1', 2)",
  );
  await db.rows(
    "INSERT INTO inventory_item (product_id, warehouse_id, location, quantity) VALUES ('S2', 'W1', 'B', 1)",
  );
  expect(
    await db.rows(
      "SELECT product_id, remaining_quantity, remaining_value FROM cost_layer WHERE product_id LIKE 'S_' ORDER BY 1",
    ),
  ).toEqual([
    { product_id: "S1", remaining_quantity: "4.0000", remaining_value: "10.0000" },
    { product_id: "S2", remaining_quantity: "3.0000", remaining_value: "9.0000" },
  ]);
  expect(await db.brokenInvariants()).toEqual([]);
});

test("the transit and quarantine bins that are made are not sellable", async () => {
  await db.rows(
    "INSERT INTO inventory_item (product_id, warehouse_id, location) VALUES ('P1', 'W2', '~TRANSIT'), ('P1', 'W2', '~QUARANTINE')",
  );
  expect(await db.rows("SELECT code, type, is_sellable FROM storage_location WHERE code LIKE '~%' ORDER BY 1")).toEqual(
    [
      { code: "~QUARANTINE", type: "QUARANTINE", is_sellable: false },
      { code: "~TRANSIT", type: "TRANSIT", is_sellable: false },
    ],
  );
});

test("quantities and claims of an item cannot be written directly", async () => {
  const id = await stockOf(db, "P1", "5", "1", "D-1");
  for (const change of ["quantity = 6", "reserved_quantity = 1", "last_movement_seq = 1", "quantity = 0"]) {
    expect(await db.refusal(`UPDATE inventory_item SET ${change} WHERE id = $1`, [id])).toBe("inventory_item_guard");
  }
  expect(
    await db.refusal(
      "INSERT INTO inventory_item (product_id, warehouse_id, location, quantity, reserved_quantity) VALUES ('P1', 'W1', 'D-2', 5, 1)",
    ),
  ).toBe("inventory_item_guard");
  expect(
    await db.refusal(
      "INSERT INTO inventory_item (product_id, warehouse_id, location, quantity, last_movement_seq) VALUES ('P1', 'W1', 'D-3', 5, 1)",
    ),
  ).toBe("inventory_item_guard");
  expect(await db.refusal("UPDATE inventory_item SET location = 'D-9' WHERE id = $1", [id])).toBe(
    "inventory_item_position",
  );
});

test("a movement that does not fit its item is refused", async () => {
  const id = await stockOf(db, "P1", "5", "1", "F-1");
  const insert =
    "INSERT INTO stock_movement (type, inventory_item_id, product_id, warehouse_id, quantity, balance_after) VALUES ('RECEIPT', $1, $2, 'W1', $3, $4)";
  expect(await db.refusal(insert, [id, "P1", "1", "7"])).toBe("stock_movement_balance");
  expect(await db.refusal(insert, [id, "PA", "1", "6"])).toBe("stock_movement_position");
  expect(await db.refusal(insert, [id, "P1", "0.5", "5.5"])).toBe("stock_movement_quantity_precision");
  expect(await db.refusal(insert, [id, "P1", "-1", "4"])).toBe("stock_movement_sign");
  expect(await db.refusal(insert, [id, "P1", "0", "5"])).toMatch(/stock_movement_(quantity_not_zero|sign)/);
  expect(
    await db.refusal(
      insert
        .replace("balance_after)", "balance_after, occurred_at)")
        .replace("$4)", "$4, now() + interval '1 minute')"),
      [id, "P1", "1", "6"],
    ),
  ).toBe("stock_movement_occurred_not_after_recorded");
});

test.each([
  ["stock_movement", "quantity"],
  ["journal_entry", "memo"],
  ["journal_line", "debit"],
])("%s is append-only", async (table, column) => {
  await stockOf(db, "P1", "1", "1", `AO-${table}`);
  expect(await db.refusal(`UPDATE ${table} SET ${column} = NULL`)).toBe(`${table}_append_only`);
  expect(await db.refusal(`DELETE FROM ${table}`)).toBe(`${table}_append_only`);
  expect(await db.refusal(`TRUNCATE ${table} CASCADE`)).toMatch(/_append_only$/);
});

test("no bin holds two positions of one product without a lot", async () => {
  await stockOf(db, "P1", "1", "1", "U-1");
  expect(await db.refusal(newItem, ["U-1", "1"])).toBe("inventory_item_position_key");
});

test("stock of a product with lots needs a lot of that product, and a service has none", async () => {
  const insert = "INSERT INTO inventory_item (product_id, warehouse_id, lot_id) VALUES ($1, 'W1', $2)";
  expect(await db.refusal(insert, ["PL", null])).toBe("inventory_item_lot_required");
  expect(await db.refusal(insert, ["P1", "L1"])).toBe("inventory_item_lot_of_product");
  await db.rows("INSERT INTO product (id, sku, name, type) VALUES ('SV', 'SV', 'Service', 'SERVICE')");
  expect(await db.refusal(insert, ["SV", null])).toBe("inventory_item_stock_product");
});

test("stock never goes below zero, below its claims, or into fractions the product does not have", async () => {
  const itemId = await stockOf(db, "P1", "10", "1", "Z-1");
  expect(await db.postRefusal([{ itemId, type: "SHIPMENT", quantity: "-11" }])).toBe(
    "inventory_item_quantity_not_negative",
  );
  expect(
    await db.postRefusal([
      { itemId, type: "SHIPMENT", quantity: "-8" },
      { itemId, type: "SCRAP", quantity: "-3" },
    ]),
  ).toBe("inventory_item_quantity_not_negative");
  expect(await db.postRefusal([{ itemId, type: "SHIPMENT", quantity: "-0.5" }])).toBe(
    "stock_movement_quantity_precision",
  );
  await db.rows(
    "INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by) VALUES ($1, 4, 'ORDER', 'o', 'u')",
    [itemId],
  );
  expect(await db.postRefusal([{ itemId, type: "SHIPMENT", quantity: "-7" }])).toBe(
    "inventory_item_reserved_within_quantity",
  );
  expect(await db.postRefusal([{ itemId: "nowhere", type: "SHIPMENT", quantity: "-1" }])).toBe("stock_movement_line");
  const kilos = await stockOf(db, "PK", "1.125", "2", "Z-2");
  expect(await db.postRefusal([{ itemId: kilos, type: "SHIPMENT", quantity: "-0.0005" }])).toBe(
    "stock_movement_quantity_precision",
  );
  expect(await db.brokenInvariants()).toEqual([]);
});

test("a shortage says which item and how much there is", async () => {
  const itemId = await stockOf(db, "P1", "3", "1", "Y-1");
  const error = await db.post([{ itemId, type: "SHIPMENT", quantity: "-4" }]).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "23514",
    hint: "inventory_item_quantity_not_negative",
    detail: expect.stringContaining(`"itemId": "${itemId}"`),
  });
  expect(error).toMatchObject({ detail: expect.stringContaining('"available": "3.0000"') });
});

test("unit, cost method, tracking and a finer precision are frozen once stock has moved", async () => {
  await stockOf(db, "PK", "1", "1", "K-1");
  for (const change of ["cost_method = 'MOVING_AVG'", "track_lots = true", "qty_precision = 2"]) {
    expect(await db.refusal(`UPDATE product SET ${change} WHERE id = 'PK'`)).toBe("product_frozen_after_movement");
  }
  await db.rows("UPDATE product SET name = 'Kilos', qty_precision = 4 WHERE id = 'PK'");
});

test("an unbalanced journal entry does not commit", async () => {
  expect(
    await db.refusal(
      "WITH e AS (INSERT INTO journal_entry (kind) VALUES ('MANUAL') RETURNING id) INSERT INTO journal_line (entry_id, account_code, debit) SELECT id, '1000', 5 FROM e",
    ),
  ).toBe("journal_entry_balanced");
  expect(
    await db.refusal(
      "INSERT INTO journal_line (entry_id, account_code, debit, credit) SELECT id, '1000', 5, 5 FROM journal_entry LIMIT 1",
    ),
  ).toBe("journal_line_one_side");
});

test("a closed period takes no entries", async () => {
  await db.rows("INSERT INTO accounting_period (period_key, status) VALUES ('2020-01', 'CLOSED')");
  expect(await db.refusal("INSERT INTO journal_entry (kind, posted_at) VALUES ('MANUAL', '2020-01-15')")).toBe(
    "journal_entry_period_open",
  );
});
