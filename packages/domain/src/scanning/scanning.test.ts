import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import { receiveStock, resolveScan } from "./index.ts";

let databases: TestDatabases;
let warehouseId: string;
beforeAll(async () => {
  databases = await useTestDatabases();
  warehouseId = (await warehouse()).id;
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

const receive = (productId: string, fields: object = {}, options: Parameters<typeof commit>[1] = {}) =>
  commit(
    (work) =>
      receiveStock(work, {
        productId,
        warehouseId,
        location: "A-1",
        quantity: "5",
        lotNumber: null,
        expiresAt: null,
        unitCost: "2",
        note: null,
        idempotencyKey: KEY,
        ...fields,
      }),
    options,
  );
const resolve = (code: string, fields: object = {}, as = actor()) =>
  resolveScan(reader(as), { code, warehouseId, ...fields });

test("a product is found by SKU, by barcode and by its GTIN in any length, with where it lies and where to put it", async () => {
  const { id, sku } = await product();
  await neonClient.productUnit.create({ data: { productId: id, uomId: "EA", barcode: "036000291452" } });
  await neonClient.storageLocation.createMany({
    data: [
      { warehouseId, code: "A-1", zone: "A", pickSequence: 9 },
      { warehouseId, code: "B-1", zone: "B", pickSequence: 1 },
      { warehouseId, code: "A-2", zone: "A", pickSequence: 5, barcode: "BIN-A-2" },
    ],
  });
  await receive(id);
  for (const code of [sku, sku.toLowerCase(), "036000291452", "0036000291452", "00036000291452"])
    expect(await resolve(code)).toMatchObject({
      kind: "PRODUCT",
      productId: id,
      perScan: { factorNum: 1, factorDen: 1 },
    });
  expect(await resolve(sku)).toMatchObject({
    places: [{ location: "A-1", quantity: "5", available: "5", lotNumber: null }],
    putAway: [
      { location: "A-1", why: "holds it already" },
      { location: "A-2", why: "is empty, in zone A" },
      { location: "B-1", why: "is empty, in zone B" },
    ],
  });
  expect(await resolve("BIN-A-2")).toMatchObject({ kind: "BIN", location: "A-2", contents: [] });
  expect(await resolve("a-1")).toMatchObject({ kind: "BIN", location: "A-1", contents: [{ sku, quantity: "5" }] });
  expect(await resolve("4006381333931")).toEqual({ kind: "UNKNOWN", code: "4006381333931" });
});

test("a bin that can't bear one more is not proposed", async () => {
  const { id, sku } = await product();
  await neonClient.product.update({ where: { id }, data: { weight: "12" } });
  const { id: place } = await warehouse();
  await neonClient.storageLocation.createMany({
    data: [
      { warehouseId: place, code: "LIGHT", pickSequence: 1, maxWeight: "10" },
      { warehouseId: place, code: "FULL", pickSequence: 2, maxWeight: "20" },
      { warehouseId: place, code: "STRONG", pickSequence: 3, maxWeight: "40" },
    ],
  });
  const other = await product();
  await neonClient.product.update({ where: { id: other.id }, data: { weight: "9" } });
  await receive(other.id, { warehouseId: place, location: "FULL", quantity: "1" });
  expect(await resolve(sku, { warehouseId: place })).toMatchObject({ putAway: [{ location: "STRONG" }] });
});

test("the barcode of a pack stands for what is in it", async () => {
  const { id } = await product();
  const box = await neonClient.unitOfMeasure.create({ data: { code: "BOX12", name: "Box", dimension: "COUNT" } });
  await neonClient.productUnit.create({ data: { productId: id, uomId: box.id, factorNum: 12, barcode: "PACK-1" } });
  expect(await resolve("PACK-1")).toMatchObject({
    kind: "PRODUCT",
    productId: id,
    perScan: { factorNum: 12, factorDen: 1 },
  });
});

test("our own labels of a lot and of a piece name the product with them, unless two products share the number here", async () => {
  const [{ id: glue }, { id: pump }] = [await product(), await product()];
  await neonClient.product.update({ where: { id: glue }, data: { trackLots: true } });
  await neonClient.product.update({ where: { id: pump }, data: { trackSerials: true } });
  await receive(glue, { lotNumber: "OWN-1" });
  await receive(pump, { quantity: "1", serials: ["OWN-P"] });
  expect(await resolve("OWN-1")).toMatchObject({
    kind: "LOT",
    number: "OWN-1",
    product: { productId: glue, lot: { lotNumber: "OWN-1" }, places: [{ lotNumber: "OWN-1", quantity: "5" }] },
  });
  expect(await resolve("OWN-P")).toMatchObject({
    kind: "SERIAL",
    number: "OWN-P",
    location: "A-1",
    product: { productId: pump, trackSerials: true },
  });
  const other = await product();
  await neonClient.product.update({ where: { id: other.id }, data: { trackLots: true } });
  const elsewhere = await warehouse();
  await receive(other.id, { lotNumber: "OWN-1", warehouseId: elsewhere.id });
  expect(await resolve("OWN-1")).toMatchObject({ product: { productId: glue } });
  await receive(other.id, { lotNumber: "OWN-1" });
  expect(await resolve("OWN-1")).toMatchObject({ kind: "LOT", product: null });
});

test("documents are found by whoever may read them, warehouses by whoever works there", async () => {
  const count = await neonClient.stockCount.create({ data: { warehouseId, createdBy: "test-user" } });
  expect(await resolve(count.countNumber.toLowerCase())).toMatchObject({ kind: "COUNT", id: count.id });
  const blind = actor({ permissions: new Set(["stock:read"]) });
  expect(await resolve(count.countNumber, {}, blind)).toMatchObject({ kind: "UNKNOWN" });
  await expect(resolve("x", {}, actor({ warehouses: ["elsewhere"] }))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an order is found by whoever works in a warehouse it stands in, and by nobody who does not", async () => {
  const { id: customerId } = await customer();
  const { id, orderNumber } = await neonClient.order.create({
    data: { customerId, warehouseId, createdBy: "test-user" },
  });
  expect(await resolve(orderNumber, {}, actor({ warehouses: [warehouseId] }))).toMatchObject({ kind: "ORDER", id });
  const other = await warehouse();
  const stranger = actor({ warehouses: [other.id] });
  expect(await resolve(orderNumber, { warehouseId: other.id }, stranger)).toEqual({
    kind: "UNKNOWN",
    code: orderNumber,
  });
});

test("goods without an order come in as a receipt, are one command however often it is sent, and can be undone", async () => {
  const { id } = await product();
  const options = { key: "44444444-4444-4444-8444-444444444444", input: { id }, procedure: "scan.receive" };
  const storm = await Promise.all(Array.from({ length: 6 }, () => receive(id, {}, options)));
  expect(new Set(storm.map((one) => one.operationId)).size).toBe(1);
  expect(storm[0]).toMatchObject({ quantity: "5", balance: "5" });
  const [movement] = await neonClient.stockMovement.findMany({ where: { productId: id } });
  expect(movement).toMatchObject({ type: "RECEIPT", reasonCode: "NO_ORDER" });
  await commit((work) =>
    undoOperation(work, { id: storm[0]?.operationId ?? "", chain: false, idempotencyKey: KEY }, "own"),
  );
  expect(await neonClient.inventoryItem.findMany({ where: { productId: id, quantity: { gt: 0 } } })).toEqual([]);
});

test("a lot is made when it comes for the first time, and a second label must agree with it", async () => {
  const { id } = await product();
  await neonClient.product.update({ where: { id }, data: { trackLots: true, trackExpiry: true } });
  await expect(receive(id)).rejects.toMatchObject({ rule: "scan.lotMissing" });
  await expect(receive(id, { lotNumber: "L-1" })).rejects.toMatchObject({ rule: "lot.expiryMissing" });
  await receive(id, { lotNumber: "L-1", expiresAt: "2099-01-31" });
  await receive(id, { lotNumber: "L-1", expiresAt: "2099-01-31" });
  await receive(id, { lotNumber: "L-1" });
  await expect(receive(id, { lotNumber: "L-1", expiresAt: "2099-02-28" })).rejects.toMatchObject({
    rule: "lot.otherDay",
  });
  expect(await neonClient.lot.count({ where: { productId: id } })).toBe(1);
  const { sku } = await neonClient.product.findUniqueOrThrow({ where: { id } });
  expect(await resolve(sku, { lot: "L-1" })).toMatchObject({
    lot: { lotNumber: "L-1", expiresAt: "2099-01-31" },
    places: [{ lotNumber: "L-1", quantity: "15" }],
  });
});

test("two first deliveries of one lot at once make one lot", async () => {
  const { id } = await product();
  await neonClient.product.update({ where: { id }, data: { trackLots: true } });
  const both = await Promise.allSettled([receive(id, { lotNumber: "TWIN" }), receive(id, { lotNumber: "TWIN" })]);
  expect(both.filter((one) => one.status === "fulfilled").length).toBeGreaterThan(0);
  expect(await neonClient.lot.count({ where: { productId: id } })).toBe(1);
  const done = both.filter((one) => one.status === "fulfilled").length;
  const items = await neonClient.inventoryItem.findMany({ where: { productId: id } });
  expect(items.map((item) => item.quantity.toString())).toEqual([String(5 * done)]);
});
