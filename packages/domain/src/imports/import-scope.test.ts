import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { getImport, listImportErrors, listImports, requestCommit } from "./index.ts";

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

test("who works for one warehouse neither sees nor commits the import of somebody else", async () => {
  const { id } = await desk.uploadText("sku,name,quantity,warehouse\nOT-1,Valve,5,EAST\n,x,1,EAST\n");
  const other = actor({ userId: "another", warehouses: ["EAST"] });
  const missing = { code: "NOT_FOUND" };
  await expect(getImport(reader(other), { id })).rejects.toMatchObject(missing);
  expect((await listImports(reader(other), { limit: 100, direction: "desc" })).rows).toEqual([]);
  expect((await listImportErrors(reader(other), { id, limit: 10 })).rows).toEqual([]);
  const commitAs = (as: ReturnType<typeof actor>) =>
    commit((work) => requestCommit(work, { id, idempotencyKey: KEY }), { as });
  await expect(commitAs(other)).rejects.toMatchObject(missing);
  // Whoever works for all warehouses may; it is then done with his rights and in his name.
  await commitAs(actor({ userId: "boss" }));
  expect(await neonClient.importJob.findUniqueOrThrow({ where: { id } })).toMatchObject({
    askedBy: "boss",
    askedWith: null,
  });
  await commitAs(actor({ userId: "boss" })).catch(() => undefined);
});

test("without the right to change prices an import leaves those there are, says so, and gives new products theirs", async () => {
  const buyer = importDesk(
    actor({ permissions: new Set([...actor().permissions].filter((one) => one !== "price:update")) }),
  );
  await product({ sku: "PR-1", name: "Valve", price: "9.5" });
  const checked = await buyer.uploadText("sku,name,price\nPR-1,Valve,0.01\nPR-2,Pump,1.00\n");
  expect(checked.counts).toMatchObject({
    create: 1,
    unchanged: 1,
    warnings: [expect.stringContaining("price:update")],
  });
  await buyer.commit(checked.id);
  await buyer.close();
  const prices = await neonClient.productPrice.findMany({
    where: { product: { sku: { in: ["PR-1", "PR-2"] } }, validTo: null },
    include: { product: true },
  });
  expect(new Map(prices.map((price) => [price.product.sku, price.unitPrice.toString()]))).toEqual(
    new Map([
      ["PR-1", "9.5"],
      ["PR-2", "1"],
    ]),
  );
});
