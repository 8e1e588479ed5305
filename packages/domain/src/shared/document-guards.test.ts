import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase(8);
});
afterAll(() => db.drop());

const newOrder = (status = "PENDING") =>
  db.value(
    "INSERT INTO \"order\" (customer_id, created_by, status) VALUES ('test-customer', 'u', $1::order_status) RETURNING id",
    [status],
  );
const orderTo = (id: string, status: string) =>
  db.refusal('UPDATE "order" SET status = $2::order_status WHERE id = $1', [id, status]);
const addLine = (order: string, quantity: string, unitPrice: string, more = "") =>
  db.rows(
    `INSERT INTO order_item (order_id, product_id, quantity, unit_price${more ? `, ${more.split("=")[0]}` : ""}) VALUES ($1, 'P1', $2, $3${more ? `, ${more.split("=")[1]}` : ""}) RETURNING *`,
    [order, quantity, unitPrice],
  );

const PATHS: Record<string, string[]> = {
  DRAFT: [],
  PENDING: ["PENDING"],
  CONFIRMED: ["PENDING", "CONFIRMED"],
  PROCESSING: ["PENDING", "CONFIRMED", "PROCESSING"],
  ON_HOLD: ["PENDING", "ON_HOLD"],
  COMPLETED: ["PENDING", "CONFIRMED", "PROCESSING", "COMPLETED"],
  CANCELLED: ["PENDING", "CANCELLED"],
};
const ALLOWED: Record<string, string[]> = {
  DRAFT: ["PENDING"],
  PENDING: ["CONFIRMED", "ON_HOLD", "CANCELLED"],
  CONFIRMED: ["PROCESSING", "ON_HOLD", "CANCELLED"],
  PROCESSING: ["ON_HOLD", "COMPLETED", "CANCELLED"],
  ON_HOLD: ["PENDING", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};

test.each(Object.keys(PATHS))("an order that is %s goes only where the rules say", async (from) => {
  const others = Object.keys(PATHS).filter((to) => to !== from);
  const answers: string[] = [];
  for (const to of others) {
    const id = await newOrder("DRAFT");
    for (const step of PATHS[from] ?? []) await orderTo(id, step);
    answers.push(
      (await orderTo(id, to)).replace(/order_hold_returns|order_reopened_needs_open_line/, "order_status_transition"),
    );
  }
  expect(answers).toEqual(others.map((to) => (ALLOWED[from]?.includes(to) ? "accepted" : "order_status_transition")));
});

test("an order on hold returns to where it was held", async () => {
  const id = await newOrder();
  await orderTo(id, "CONFIRMED");
  await orderTo(id, "ON_HOLD");
  expect(await db.value('SELECT held_from FROM "order" WHERE id = $1', [id])).toBe("CONFIRMED");
  expect(await orderTo(id, "PROCESSING")).toBe("order_hold_returns");
  expect(await orderTo(id, "CONFIRMED")).toBe("accepted");
  expect(await db.value('SELECT held_from FROM "order" WHERE id = $1', [id])).toBe("null");
});

test("the brief's bare order is PENDING, numbered and free", async () => {
  expect(
    await db.rows(
      "INSERT INTO \"order\" (customer_id, created_by) VALUES ('test-customer', 'u') RETURNING status, left(order_number, 3) prefix, total, version",
    ),
  ).toEqual([{ status: "PENDING", prefix: "SO-", total: "0.0000", version: 1 }]);
  expect(
    await db.refusal(
      "INSERT INTO \"order\" (customer_id, created_by, status) VALUES ('test-customer', 'u', 'COMPLETED')",
    ),
  ).toBe("order_initial_status");
});

test("lines are numbered and totals follow them, rounded half up per line", async () => {
  const id = await newOrder();
  expect(await addLine(id, "3", "0.335")).toMatchObject([{ line_no: 1, line_total: "1.0100" }]);
  expect(await addLine(id, "2", "10", "tax_rate_bps=1925")).toMatchObject([
    { line_no: 2, line_total: "20.0000", line_tax: "3.8500" },
  ]);
  await db.rows('UPDATE "order" SET shipping = 4.9, discount = 1 WHERE id = $1', [id]);
  const totals = () => db.rows('SELECT subtotal, tax, total FROM "order" WHERE id = $1', [id]);
  expect(await totals()).toEqual([{ subtotal: "21.0100", tax: "3.8500", total: "28.7600" }]);
  await db.rows("UPDATE order_item SET cancelled_quantity = 1 WHERE order_id = $1 AND line_no = 2", [id]);
  expect(await totals()).toEqual([{ subtotal: "11.0100", tax: "1.9300", total: "16.8400" }]);
  await db.rows("DELETE FROM order_item WHERE order_id = $1 AND line_no = 1", [id]);
  expect(await totals()).toEqual([{ subtotal: "10.0000", tax: "1.9300", total: "15.8300" }]);
  expect(await db.refusal('UPDATE "order" SET total = 1 WHERE id = $1', [id])).toBe("order_total");
  expect(await db.refusal('UPDATE "order" SET discount = 100 WHERE id = $1', [id])).toBe("order_amounts_not_negative");
});

test("claims of an order line are counted on the line, which refuses more than is open", async () => {
  const id = await newOrder();
  const [line] = await addLine(id, "3", "1");
  const itemId = await stockOf(db, "P1", "10");
  const claim =
    "INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id) VALUES ($1, $2, 'ORDER', $3, 'u', $4)";
  await db.rows(claim, [itemId, 2, id, line?.["id"]]);
  expect(await db.value("SELECT reserved_quantity FROM order_item WHERE id = $1", [line?.["id"]])).toBe("2.0000");
  expect(await db.refusal(claim, [itemId, 2, id, line?.["id"]])).toBe("order_item_reserved_within_open");
  expect(await db.refusal("UPDATE order_item SET reserved_quantity = 1 WHERE id = $1", [line?.["id"]])).toBe(
    "order_item_guard",
  );
  await db.rows("UPDATE stock_reservation SET status = 'PICKED' WHERE reference_id = $1", [id]);
  expect(await db.refusal("UPDATE stock_reservation SET status = 'EXPIRED' WHERE reference_id = $1", [id])).toBe(
    "stock_reservation_status_transition",
  );
  await db.rows("UPDATE stock_reservation SET status = 'CONSUMED' WHERE reference_id = $1", [id]);
  expect(
    await db.rows(
      "SELECT i.reserved_quantity item, l.reserved_quantity line FROM inventory_item i, order_item l WHERE i.id = $1 AND l.id = $2",
      [itemId, line?.["id"]],
    ),
  ).toEqual([{ item: "0.0000", line: "0.0000" }]);
  expect(await db.refusal("UPDATE stock_reservation SET status = 'ACTIVE' WHERE reference_id = $1", [id])).toBe(
    "stock_reservation_status_transition",
  );
  await db.requireInvariants();
});

test("an order with something shipped is not cancelled, and one with open lines not completed", async () => {
  const id = await newOrder();
  await addLine(id, "2", "1");
  await orderTo(id, "CONFIRMED");
  await orderTo(id, "PROCESSING");
  expect(await orderTo(id, "COMPLETED")).toBe("order_completed_needs_shipped");
  await db.rows("UPDATE order_item SET shipped_quantity = 1 WHERE order_id = $1", [id]);
  expect(await orderTo(id, "CANCELLED")).toBe("order_cancel_after_shipping");
  expect(await db.refusal("UPDATE order_item SET cancelled_quantity = 2 WHERE order_id = $1", [id])).toBe(
    "order_item_shipped_within_quantity",
  );
  await db.rows("UPDATE order_item SET cancelled_quantity = 1 WHERE order_id = $1", [id]);
  expect(await orderTo(id, "COMPLETED")).toBe("accepted");
  expect(await db.refusal("UPDATE order_item SET quantity = 9 WHERE order_id = $1", [id])).toBe(
    "order_item_order_closed",
  );
});

test.each([
  [
    "product_price_no_overlap",
    "INSERT INTO product_price (product_id, unit_price, valid_from, valid_to) VALUES ('P1', 1, '2026-01-01', '2026-02-01'), ('P1', 2, '2026-01-31', NULL)",
  ],
  [
    "product_price_period",
    "INSERT INTO product_price (product_id, unit_price, valid_from, valid_to) VALUES ('P1', 1, '2026-01-02', '2026-01-01')",
  ],
  ["address_one_owner", "INSERT INTO address (customer_id, warehouse_id) VALUES ('test-customer', 'W1')"],
  ["address_one_owner", "INSERT INTO address (city) VALUES ('Nowhere')"],
  [
    "product_unit_gtin_check_digit",
    "INSERT INTO product_unit (product_id, uom_id, gtin) VALUES ('P1', 'EA', '4006381333932')",
  ],
  [
    "storage_location_sellable",
    "INSERT INTO storage_location (warehouse_id, code, type) VALUES ('W1', 'Q', 'QUARANTINE')",
  ],
  ["serial_number_position", "INSERT INTO serial_number (product_id, serial) VALUES ('P1', 'S1')"],
  [
    "stock_transfer_warehouses_differ",
    "INSERT INTO stock_transfer (from_warehouse_id, to_warehouse_id, created_by) VALUES ('W1', 'W1', 'u')",
  ],
  [
    "stock_count_approver_is_not_counter",
    "INSERT INTO stock_count (warehouse_id, created_by, counted_by, approved_by) VALUES ('W1', 'u', 'a', 'a')",
  ],
  [
    "product_component_not_self",
    "INSERT INTO product_component (kit_product_id, component_product_id, quantity) VALUES ('P1', 'P1', 1)",
  ],
  [
    "product_component_no_cycle",
    "INSERT INTO product_component (kit_product_id, component_product_id, quantity) VALUES ('P1', 'PA', 1), ('PA', 'PK', 1), ('PK', 'P1', 1)",
  ],
  ["product_serial_whole_units", "UPDATE product SET track_serials = true WHERE id = 'PK'"],
  ["product_sku_not_blank", "INSERT INTO product (sku, name) VALUES (' X', 'x')"],
  ["category_parent_id_name_key", "INSERT INTO category (name) VALUES ('Top'), ('Top')"],
  [
    "lot_expiry_after_manufacture",
    "INSERT INTO lot (product_id, lot_number, manufactured_at, expires_at) VALUES ('PL', 'x', '2026-02-01', '2026-01-01')",
  ],
  ["inspection_plan_one_subject", "INSERT INTO inspection_plan (name) VALUES ('x')"],
  [
    "reorder_rule_bounds",
    "INSERT INTO reorder_rule (product_id, warehouse_id, min_quantity, max_quantity) VALUES ('P1', 'W1', 5, 4)",
  ],
])("%s is refused", async (constraint, statement) => {
  expect(await db.refusal(statement)).toBe(constraint);
});

test("categories keep their path when they move, and never lie below themselves", async () => {
  await db.rows(
    "INSERT INTO category (id, name, parent_id) VALUES ('a', 'A', NULL), ('b', 'B', 'a'), ('c', 'C', 'b'), ('z', 'Z', NULL)",
  );
  await db.rows("UPDATE category SET parent_id = 'z' WHERE id = 'b'");
  expect(await db.rows("SELECT id, path FROM category WHERE id IN ('b', 'c') ORDER BY id")).toEqual([
    { id: "b", path: "/z/b/" },
    { id: "c", path: "/z/b/c/" },
  ]);
  expect(await db.refusal("UPDATE category SET parent_id = 'c' WHERE id = 'z'")).toBe("category_no_cycle");
});

test("numbers of a series have no gaps, also when some takers give up", async () => {
  const take = (keep: boolean) =>
    db
      .rows(`DO $$ BEGIN PERFORM next_number('INV'); ${keep ? "" : "RAISE EXCEPTION 'given up';"} END $$`)
      .catch(() => []);
  await Promise.all(Array.from({ length: 20 }, (_, n) => take(n % 2 === 0)));
  expect(await db.value("SELECT next_number('INV')")).toBe("INV-000011");
});

test("an issued invoice is frozen, is paid up to its gross and voided only by a full credit note", async () => {
  const order = await newOrder();
  const invoice = async (kind: string, number: string, credits: string | null) => {
    const id = await db.value(
      "INSERT INTO invoice (kind, order_id, customer_id, net, tax, gross, created_by, credits_invoice_id) VALUES ($1::invoice_kind, $2, 'test-customer', 100, 19, 119, 'u', $3) RETURNING id",
      [kind, order, credits],
    );
    await db.rows(
      "INSERT INTO invoice_item (invoice_id, quantity, unit_price, net, tax) VALUES ($1, 1, 100, 100, 19)",
      [id],
    );
    await db.rows("UPDATE invoice SET status = 'ISSUED', invoice_number = $2, issued_at = now() WHERE id = $1", [
      id,
      number,
    ]);
    return id;
  };
  const id = await invoice("SALES", "I-1", null);
  expect(await db.refusal("UPDATE invoice SET net = 90, gross = 109 WHERE id = $1", [id])).toBe("invoice_frozen");
  expect(await db.refusal("UPDATE invoice_item SET quantity = 2 WHERE invoice_id = $1", [id])).toBe(
    "invoice_item_frozen",
  );
  const pay =
    "INSERT INTO payment (invoice_id, amount, status, created_by, refund_of_id) VALUES ($1, $2, 'SETTLED', 'u', $3) RETURNING id";
  const payment = await db.value(pay, [id, "100", null]);
  expect(await db.refusal(pay, [id, "20", null])).toBe("payment_within_invoice");
  expect(await db.refusal(pay, [id, "-101", payment])).toBe("payment_within_invoice");
  expect(await db.refusal(pay, [id, "-100", null])).toBe("payment_refund_is_negative");
  expect(await db.refusal("UPDATE payment SET amount = 1 WHERE id = $1", [payment])).toBe("payment_frozen");
  expect(await db.refusal("UPDATE invoice SET status = 'VOID' WHERE id = $1", [id])).toBe(
    "invoice_void_needs_credit_note",
  );
  await invoice("CREDIT_NOTE", "C-1", id);
  expect(await db.refusal("UPDATE invoice SET status = 'VOID' WHERE id = $1", [id])).toBe("accepted");
});

test("lines of a posted receipt are frozen, and a purchase line takes no more than its tolerance", async () => {
  await db.rows("INSERT INTO supplier (id, name) VALUES ('SUP', 'Supplier')");
  const order = await db.value(
    "INSERT INTO purchase_order (supplier_id, warehouse_id, created_by) VALUES ('SUP', 'W1', 'u') RETURNING id",
  );
  const line = await db.value(
    "INSERT INTO purchase_order_item (purchase_order_id, product_id, quantity, unit_price, tolerance_pct) VALUES ($1, 'P1', 10, 2, 10) RETURNING id",
    [order],
  );
  expect(await db.rows("SELECT subtotal, total FROM purchase_order WHERE id = $1", [order])).toEqual([
    { subtotal: "20.0000", total: "20.0000" },
  ]);
  expect(await db.refusal("UPDATE purchase_order_item SET received_quantity = 12 WHERE id = $1", [line])).toBe(
    "purchase_order_item_received_within_tolerance",
  );
  expect(
    await db.refusal("UPDATE purchase_order SET approval_required = true, approved_by = 'u' WHERE id = $1", [order]),
  ).toBe("purchase_order_approver_is_not_creator");
  const receipt = await db.value(
    "INSERT INTO goods_receipt (warehouse_id, supplier_id, delivery_note, created_by) VALUES ('W1', 'SUP', 'DN-1', 'u') RETURNING id",
  );
  const item =
    "INSERT INTO goods_receipt_item (goods_receipt_id, product_id, received_quantity, accepted_quantity) VALUES ($1, 'P1', 5, $2)";
  expect(await db.refusal(item, [receipt, 4])).toBe("goods_receipt_item_split");
  await db.rows(item, [receipt, 5]);
  expect(await db.refusal("UPDATE goods_receipt SET status = 'POSTED' WHERE id = $1", [receipt])).toBe(
    "goods_receipt_posted",
  );
  await db.rows("UPDATE goods_receipt SET status = 'POSTED', posted_at = now(), posted_by = 'u' WHERE id = $1", [
    receipt,
  ]);
  expect(
    await db.refusal(
      "UPDATE goods_receipt_item SET accepted_quantity = 4, rejected_quantity = 1 WHERE goods_receipt_id = $1",
      [receipt],
    ),
  ).toBe("goods_receipt_item_frozen");
});
