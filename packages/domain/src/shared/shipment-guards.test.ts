import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelDatabase, stockOf, type KernelDatabase } from "../../test/kernel-database.ts";

let db: KernelDatabase;
beforeAll(async () => {
  db = await kernelDatabase(2);
});
afterAll(() => db.drop());

test("what leaves with a shipment is what was picked and posted for it, of an order that is open", async () => {
  const id = await db.value(
    "INSERT INTO \"order\" (customer_id, created_by) VALUES ('test-customer', 'u') RETURNING id",
  );
  const lineId = await db.value(
    "INSERT INTO order_item (order_id, product_id, quantity, unit_price) VALUES ($1, 'P1', 2, 1) RETURNING id",
    [id],
  );
  const orderTo = (to: string) => db.refusal('UPDATE "order" SET status = $2::order_status WHERE id = $1', [id, to]);
  const itemId = await stockOf(db, "P1", "10");
  await orderTo("CONFIRMED");
  const warehouseId = await db.value("SELECT warehouse_id FROM inventory_item WHERE id = $1", [itemId]);
  const shipment = await db.value(
    "INSERT INTO shipment (order_id, warehouse_id, created_by) VALUES ($1, $2, 'u') RETURNING id",
    [id, warehouseId],
  );
  await db.rows(
    "INSERT INTO shipment_item (shipment_id, order_item_id, inventory_item_id, quantity, picked_quantity) VALUES ($1, $2, $3, 2, 2)",
    [shipment, lineId, itemId],
  );
  const shipmentTo = (to: string) =>
    db.refusal("UPDATE shipment SET status = $2::shipment_status WHERE id = $1", [shipment, to]);
  await shipmentTo("PICKING");
  await shipmentTo("PACKED");
  expect(await shipmentTo("SHIPPED")).toBe("shipment_posted");
  const reference = { referenceType: "SHIPMENT", referenceId: shipment };
  await db.post([{ itemId, type: "SHIPMENT", quantity: "-2", ...reference }]);
  await orderTo("ON_HOLD");
  expect(await shipmentTo("SHIPPED")).toBe("shipment_order_open");
  await orderTo("CONFIRMED");
  await orderTo("PROCESSING");
  await db.rows("UPDATE order_item SET shipped_quantity = 2 WHERE order_id = $1", [id]);
  expect(await orderTo("COMPLETED")).toBe("order_completed_open_shipment");
  expect(await shipmentTo("SHIPPED")).toBe("accepted");
  expect(await orderTo("COMPLETED")).toBe("accepted");
  expect(await orderTo("PROCESSING")).toBe("order_reopened_needs_open_line");
  await db.rows("UPDATE order_item SET shipped_quantity = 0 WHERE order_id = $1", [id]);
  expect(await orderTo("PROCESSING")).toBe("accepted");
});
