import { disconnectAll, neonClient } from "@invista/db";
import { actor } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";

let databases: TestDatabases;
let desk: ReturnType<typeof importDesk>;
beforeAll(async () => {
  databases = await useTestDatabases();
  await neonClient.warehouse.createMany({
    data: ["MAIN", "EAST"].map((code, index) => ({ id: code, code, name: code, priority: index })),
  });
  desk = importDesk(actor({ warehouses: ["EAST"] }));
});
afterAll(async () => {
  await desk.close();
  await disconnectAll();
  await databases.drop();
  expect(desk.problems).toEqual([]);
});

test("who may write to one warehouse imports stock there and nowhere else", async () => {
  const csv = "sku,name,quantity,warehouse\nSC-1,Valve,5,EAST\nSC-2,Pump,7,MAIN\nSC-3,Hose,3,\n";
  const checked = await desk.uploadText(csv);
  expect(await desk.errors(checked.id)).toEqual([{ line: 3, code: "WAREHOUSE_UNKNOWN" }]);
  await desk.commit(checked.id);
  const items = await neonClient.inventoryItem.findMany({ include: { product: true }, orderBy: { quantity: "asc" } });
  expect(items.map((item) => [item.product.sku, item.warehouseId, item.quantity.toString()])).toEqual([
    ["SC-3", "EAST", "3"],
    ["SC-1", "EAST", "5"],
  ]);
});

test("the decimal sign is read off the numbers, shown, and can be overruled", async () => {
  const commas = await desk.uploadText("sku;name;price;cost\nDC-1;Valve;14,90;1.234,50\nDC-2;Pump;179;92,1\n");
  expect(commas).toMatchObject({ detected: { decimal: ",", delimiter: ";" }, counts: { accepted: 2, rejected: 0 } });
  await desk.commit(commas.id);
  const price = await neonClient.productPrice.findFirstOrThrow({ where: { product: { sku: "DC-1" } } });
  expect(price.unitPrice.toString()).toBe("14.9");
  const overruled = await desk.check(commas.id, { decimal: "." }).catch((error: unknown) => error);
  expect(overruled).toMatchObject({ rule: "import.notReady" });
  const mixed = await desk.uploadText("sku;name;price\nDM-1;Valve;14,90\nDM-2;Pump;14.90\n");
  expect(mixed.detected?.decimal).toBe(".");
  expect(await desk.errors(mixed.id)).toEqual([{ line: 2, code: "NUMBER_INVALID" }]);
  expect((await desk.check(mixed.id, { decimal: "," })).counts).toMatchObject({ accepted: 1, rejected: 1 });
});
