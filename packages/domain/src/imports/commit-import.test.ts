import { disconnectAll, neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importDesk } from "../../test/import-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { rejectedRows } from "./index.ts";

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

const stockOf = async (prefix: string) => {
  const items = await neonClient.inventoryItem.findMany({
    where: { product: { sku: { startsWith: prefix } } },
    include: { product: { select: { sku: true } } },
    orderBy: { product: { sku: "asc" } },
  });
  return items.map((item) => [item.product.sku, item.warehouseId, item.quantity.toString()]);
};
const reserve = async (sku: string, quantity: string) => {
  const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { product: { sku } } });
  await neonClient.stockReservation.create({
    data: { inventoryItemId: item.id, quantity, reservationType: "MANUAL", referenceId: "r", reservedBy: "u" },
  });
};
const download = async (id: string) => {
  let file = "";
  for await (const line of rejectedRows(reader(), id, desk.folder)) file += line;
  return file;
};

test("a new SKU whose warehouses stand in two batches gets the stock of both, and the counts say what was written", async () => {
  const skus = Array.from({ length: 1_500 }, (_, n) => `TB-${String(n).padStart(4, "0")}`);
  const lines = ["MAIN", "EAST"].flatMap((warehouse) => skus.map((sku) => `${sku},Thing ${sku},7,${warehouse}`));
  const view = await desk.uploadText(`sku,name,quantity,warehouse\n${lines.join("\n")}\n`);
  expect(view.counts).toMatchObject({ accepted: 3_000, movements: 3_000, create: 1_500, update: 1_500 });
  const done = await desk.commit(view.id);
  expect(done).toMatchObject({ status: "DONE", counts: { ...view.counts } });
  expect(await neonClient.stockMovement.count({ where: { referenceId: view.id } })).toBe(3_000);
  const stock = await neonClient.inventoryItem.groupBy({
    by: ["warehouseId"],
    where: { product: { sku: { startsWith: "TB-" } } },
    _sum: { quantity: true },
    orderBy: { warehouseId: "asc" },
  });
  expect(stock.map((row) => [row.warehouseId, row._sum.quantity?.toString()])).toEqual([
    ["EAST", "10500"],
    ["MAIN", "10500"],
  ]);
});

test("of two rows of one SKU the first gives the fields, both give their stock, and twice changes nothing", async () => {
  const csv = "sku,name,price,quantity,warehouse\nFW-1,First,5,3,MAIN\nFW-1,Second,6,4,EAST\n";
  const first = await desk.uploadText(csv);
  expect(first.counts).toMatchObject({ create: 1, update: 1, movements: 2 });
  await desk.commit(first.id);
  const product = await neonClient.product.findUniqueOrThrow({ where: { sku: "FW-1" }, include: { prices: true } });
  expect([product.name, product.prices.map((price) => price.unitPrice.toString())]).toEqual(["First", ["5"]]);
  const again = await desk.uploadText(csv);
  expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 2, movements: 0 });
});

test("all or nothing: stock that was reserved after the dry run leaves nothing written, and the row is told", async () => {
  const made = await desk.uploadText("sku,name,quantity,warehouse\nAO-1,Reserved later,10,MAIN\nAO-2,Free,10,MAIN\n");
  await desk.commit(made.id);
  const filler = Array.from({ length: 1_200 }, (_, n) => `AO-NEW-${n},New ${n},1,MAIN`).join("\n");
  const view = await desk.uploadText(
    `sku,name,quantity,warehouse\nAO-2,Free,5,MAIN\n${filler}\nAO-1,Reserved later,5,MAIN\n`,
  );
  const strict = await desk.check(view.id, { mode: "ALL_OR_NOTHING" });
  expect(strict.counts).toMatchObject({ accepted: 1_202, rejected: 0 });
  await reserve("AO-1", "6");
  const movements = await neonClient.stockMovement.count();
  const refused = await desk.commit(view.id);
  expect(refused).toMatchObject({
    status: "FAILED",
    error: { code: "ROWS_REJECTED", line: 1_203 },
    counts: { rowsTotal: 1_202, accepted: 1_201, rejected: 1, byCode: { QTY_BELOW_RESERVED: 1 } },
  });
  expect(await desk.errors(view.id)).toEqual([{ line: 1_203, code: "QTY_BELOW_RESERVED" }]);
  expect(await download(view.id)).toContain("AO-1,Reserved later,5,MAIN,QTY_BELOW_RESERVED");
  expect(await neonClient.product.count({ where: { sku: { startsWith: "AO-NEW-" } } })).toBe(0);
  expect(await neonClient.stockMovement.count()).toBe(movements);
  await neonClient.stockReservation.updateMany({
    where: { inventoryItem: { product: { sku: "AO-1" } } },
    data: { status: "RELEASED" },
  });
  const checked = await desk.check(view.id, { mode: "ALL_OR_NOTHING" });
  expect(await desk.commit(view.id)).toMatchObject({ status: "DONE", counts: { ...checked.counts, rejected: 0 } });
  expect(await neonClient.stockMovement.count()).toBe(movements + 1_202);
});

test("tolerant: a row that fails only when it is written is counted, listed once and downloadable, the others are in", async () => {
  const made = await desk.uploadText("sku,name,quantity,warehouse\nTO-1,Reserved later,10,MAIN\nTO-2,Free,10,MAIN\n");
  await desk.commit(made.id);
  const view = await desk.uploadText(
    "sku,name,quantity,warehouse\nTO-1,Reserved later,5,MAIN\nTO-2,Free,5,MAIN\n,No sku,1,MAIN\n",
  );
  expect(view.counts).toMatchObject({ accepted: 2, rejected: 1, update: 2 });
  await reserve("TO-1", "6");
  expect(await desk.commit(view.id)).toMatchObject({
    status: "DONE",
    counts: { rowsTotal: 3, accepted: 1, rejected: 2, update: 1, movements: 1, quantity: "5" },
  });
  expect(await desk.errors(view.id)).toEqual([
    { line: 2, code: "QTY_BELOW_RESERVED" },
    { line: 4, code: "SKU_MISSING" },
  ]);
  expect((await download(view.id)).trim().split("\r\n")).toHaveLength(3);
  expect(await stockOf("TO-")).toEqual([
    ["TO-1", "MAIN", "10"],
    ["TO-2", "MAIN", "5"],
  ]);
});

test("rows the database refuses cost only themselves: stock of a product that is kept by lot, or not kept at all", async () => {
  await neonClient.product.createMany({
    data: [
      { sku: "DB-LOT", name: "By lot", trackLots: true },
      { sku: "DB-SERVICE", name: "Service", type: "SERVICE" },
    ],
  });
  const view = await desk.uploadText(
    "sku,name,quantity,warehouse\nDB-1,Fine,2,MAIN\nDB-LOT,By lot,3,MAIN\nDB-SERVICE,Service,4,MAIN\nDB-2,Fine,5,MAIN\n",
  );
  const done = await desk.commit(view.id);
  expect(done).toMatchObject({ status: "DONE", counts: { accepted: 2, rejected: 2, movements: 2 } });
  expect((await desk.errors(view.id)).map((error) => error.line)).toEqual([3, 4]);
  expect(await stockOf("DB-")).toEqual([
    ["DB-1", "MAIN", "2"],
    ["DB-2", "MAIN", "5"],
  ]);
});

test("an empty description cell is no change", async () => {
  const full = await desk.uploadText("sku,name,description\nED-1,Valve,Brass\n");
  await desk.commit(full.id);
  const empty = await desk.uploadText("sku,name,description\nED-1,Valve,\n");
  expect(empty.counts).toMatchObject({ update: 0, unchanged: 1 });
});
