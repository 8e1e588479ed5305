import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { getImportUndo, requestUndo } from "./index.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.warehouse.createMany({
    data: ["MAIN", "EAST"].map((code, index) => ({ id: code, code, name: code, priority: index })),
  });
  desk = importDesk();
});
afterAll(async () => {
  await desk.close();
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

/** What people see of the products of a test: fields, price in force, barcode and stock. */
async function seen(prefix: string) {
  const products = await neonClient.product.findMany({
    where: { sku: { startsWith: prefix } },
    include: {
      category: true,
      prices: { where: { validTo: null } },
      units: true,
      inventoryItems: { orderBy: { warehouseId: "asc" } },
    },
    orderBy: { sku: "asc" },
  });
  return products.map((product) => ({
    sku: product.sku,
    name: product.name,
    description: product.description,
    status: product.status,
    category: product.category?.name ?? null,
    cost: product.standardCost?.toString() ?? null,
    supplier: JSON.stringify(product.attributes),
    prices: product.prices.map((price) => price.unitPrice.toString()),
    barcode: product.units.find((unit) => unit.uomId === product.baseUomId)?.barcode ?? null,
    stock: product.inventoryItems.map((item) => [item.warehouseId, item.quantity.toString()]),
  }));
}
const bring = async (csv: string) => {
  const view = await desk.uploadText(csv);
  expect((await desk.commit(view.id)).status).toBe("DONE");
  return view;
};
const reserve = async (sku: string, quantity: string) => {
  const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { product: { sku } } });
  return { inventoryItemId: item.id, quantity, reservationType: "MANUAL" as const, referenceId: "r", reservedBy: "u" };
};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

test("everything goes back: fields, price, barcode and stock; what the import made is removed, or archived where stock moved", async () => {
  const first = "sku,name,description,category,supplier,cost,price,barcode,quantity,warehouse\n";
  await bring(`${first}UN-1,Valve,Brass,Fittings,Meyer,6.40,14.90,4006381333931,10,MAIN\nUN-2,Pump,,,,,,,4,EAST\n`);
  const before = await seen("UN-");
  const file = `${first}UN-1,Ball valve,Steel,Valves,Huber,7,15.90,4012345678901,3,MAIN\nUN-2,Pump,New text,,Huber,5,99,4099999999990,9,EAST\nUN-3,New with stock,,,,1,2,,5,MAIN\nUN-4,New without,,,,1,2,4088888888887,,\n`;
  const view = await bring(file);
  const after = await seen("UN-");
  expect(after).not.toEqual(before);
  expect(await getImportUndo(reader(), { id: view.id })).toEqual({
    state: "POSSIBLE",
    removed: 1,
    archived: 1,
    restored: 2,
    movements: 3,
    blockers: [],
  });
  const undone = await desk.undo(view.id);
  expect(undone).toMatchObject({ status: "UNDONE", error: null, undoneAt: expect.any(String) });
  const back = await seen("UN-");
  expect(back.slice(0, 2)).toEqual(before);
  expect(back.slice(2)).toMatchObject([{ sku: "UN-3", status: "ARCHIVED", stock: [["MAIN", "0"]] }]);
  expect(await getImportUndo(reader(), { id: view.id })).toMatchObject({ state: "UNDONE", movements: 0 });
  await expect(desk.undo(view.id)).rejects.toMatchObject({ rule: "undo.done" });

  const again = await bring(file);
  expect((await seen("UN-")).map(({ stock, status, prices }) => ({ stock, status, prices }))).toEqual(
    after.map(({ stock, status, prices }) => ({ stock, status, prices })),
  );
  expect((await desk.undo(again.id)).status).toBe("UNDONE");
  expect((await seen("UN-")).map(({ sku, status }) => [sku, status])).toEqual([
    ["UN-1", "ACTIVE"],
    ["UN-2", "ACTIVE"],
    ["UN-3", "ARCHIVED"],
  ]);
});

test("what was built on it is listed and refuses all of it; when it is gone the undo goes through", async () => {
  const view = await bring("sku,name,quantity,warehouse\nBL-1,Valve,10,MAIN\nBL-2,Pump,5,MAIN\nBL-3,Hose,,\n");
  const reservation = await neonClient.stockReservation.create({ data: await reserve("BL-1", "6") });
  await neonClient.product.update({ where: { sku: "BL-2" }, data: { name: "Big pump" } });
  const hose = await neonClient.product.findUniqueOrThrow({ where: { sku: "BL-3" } });
  const rule = await neonClient.reorderRule.create({
    data: { productId: hose.id, warehouseId: "MAIN", minQuantity: "1", maxQuantity: "2" },
  });
  const plan = await getImportUndo(reader(), { id: view.id });
  expect(plan.state).toBe("BLOCKED");
  expect(plan.blockers).toEqual([
    { kind: "RESERVATION", sku: "BL-1", label: "MANUAL" },
    { kind: "REFERENCE", sku: "BL-3", label: "reorder rule" },
    { kind: "FIELD", sku: "BL-2", label: "name" },
  ]);
  const before = await seen("BL-");
  await expect(desk.undo(view.id)).rejects.toMatchObject({ rule: "import.undoBlocked" });
  expect(await seen("BL-")).toEqual(before);
  await neonClient.stockReservation.update({ where: { id: reservation.id }, data: { status: "RELEASED" } });
  await neonClient.reorderRule.delete({ where: { id: rule.id } });
  await neonClient.product.update({ where: { sku: "BL-2" }, data: { name: "Pump" } });
  expect((await desk.undo(view.id)).status).toBe("UNDONE");
  expect((await seen("BL-")).map(({ sku, status }) => [sku, status])).toEqual([
    ["BL-1", "ARCHIVED"],
    ["BL-2", "ARCHIVED"],
  ]);
});

test("a reservation that comes after the request and before the undo keeps the import whole and says so", async () => {
  const view = await bring("sku,name,quantity,warehouse\nRA-1,Valve,10,MAIN\nRA-2,Pump,5,MAIN\n");
  const before = await seen("RA-");
  const claim = await reserve("RA-2", "5");
  await commit(async (work) => {
    const asked = await requestUndo(work, { id: view.id, idempotencyKey: KEY }, "own");
    await work.tx.stockReservation.create({ data: claim });
    return asked;
  });
  expect(await desk.settled(view.id)).toMatchObject({
    status: "DONE",
    error: { message: expect.stringContaining("MANUAL of RA-2") },
  });
  expect(await seen("RA-")).toEqual(before);
  await neonClient.stockReservation.updateMany({
    where: { inventoryItemId: claim.inventoryItemId },
    data: { status: "RELEASED" },
  });
  expect(await desk.undo(view.id)).toMatchObject({ status: "UNDONE", error: null });
});

test("two people undo at once: one does, the other is told; a stranger needs the right to undo whoever's", async () => {
  const view = await bring("sku,name,quantity,warehouse\nTW-1,Valve,10,MAIN\n");
  const input = { id: view.id, idempotencyKey: KEY };
  const stranger = actor({ userId: "stranger" });
  await expect(commit((work) => requestUndo(work, input, "own"), { as: stranger })).rejects.toMatchObject({
    rule: "undo.notOwn",
  });
  const both = await Promise.all([
    refusal(commit((work) => requestUndo(work, input, "own"))),
    refusal(commit((work) => requestUndo(work, input, "any"), { as: stranger })),
  ]);
  expect(both.filter((one) => one === null)).toHaveLength(1);
  expect(both.find((one) => one !== null)).toMatchObject({ rule: expect.stringMatching(/import.notReady|undo.done/) });
  expect((await desk.settled(view.id)).status).toBe("UNDONE");
  const { id } = await neonClient.product.findUniqueOrThrow({ where: { sku: "TW-1" } });
  const movements = await neonClient.stockMovement.findMany({ where: { productId: id }, orderBy: { seq: "asc" } });
  expect(movements.map(({ type, quantity }) => [type, quantity.toString()])).toEqual([
    ["OPENING", "10"],
    ["REVERSAL", "-10"],
  ]);
});
