import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  add,
  approve,
  cancel,
  enter,
  explain,
  finish,
  linesOf,
  onHand,
  people,
  plan,
  preview,
  shelf,
  start,
} from "../../test/count-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import { countsDue, getCount, summarizeCounts } from "./index.ts";

const { ada, ben, mia } = people;
let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

test("what lies there and is not on the sheet is added, in a bin and a lot that exist", async () => {
  const { warehouseId, items } = await shelf("1");
  const [item] = items;
  if (!item) throw new Error("no item");
  const lots = await neonClient.product.create({
    data: { sku: `LOT-${item.sku}`, name: "With lots", trackLots: true },
  });
  await neonClient.lot.create({ data: { productId: lots.id, lotNumber: "L7" } });
  const count = await plan(warehouseId);
  await start(count);
  const { id: productId } = await product();
  await expect(add(count, ada, { productId, location: "NOWHERE", quantity: "2" })).rejects.toMatchObject({
    rule: "location.unknown",
  });
  await expect(add(count, ada, { productId: lots.id, location: "A-1", quantity: "2" })).rejects.toMatchObject({
    rule: "stock.lotRequired",
  });
  await expect(
    add(count, ada, { productId: lots.id, location: "A-1", lotNumber: "L8", quantity: "2" }),
  ).rejects.toMatchObject({
    rule: "count.lotUnknown",
  });
  await expect(
    add(count, ada, { productId: item.productId, location: item.location, quantity: "2" }),
  ).rejects.toMatchObject({
    rule: "count.onSheet",
    details: { line: 1 },
  });
  await add(count, ada, { productId: lots.id, location: "A-1", lotNumber: "L7", quantity: "2" });
  await enter(count, ada, { [item.id]: "1" });
  await finish(count);
  const added = await neonClient.inventoryItem.findFirstOrThrow({ where: { productId: lots.id, warehouseId } });
  await enter(count, ben, { [added.id]: "2" });
  await finish(count, ben);
  await explain(count, added.id);
  await approve(count);
  expect(await onHand(added.id)).toBe("2");
});

test("a counter can't take missing lines off the sheet, the planner can; a position is in one open count, until that is cancelled", async () => {
  const { warehouseId, items } = await shelf("1", "2", "3");
  const [one, two] = items;
  if (!one || !two) throw new Error("no items");
  const count = await plan(warehouseId, { scope: { productIds: [one.productId, two.productId] } });
  await start(count);
  await enter(count, ada, { [one.id]: "1" });
  await expect(finish(count, ada, true)).rejects.toMatchObject({ rule: "permission.missing" });
  expect(await preview(warehouseId)).toEqual({ positions: 1, products: 1, bins: 1, busy: 2 });
  expect(await finish(count, mia, true)).toMatchObject({ status: "IN_REVIEW" });
  expect((await linesOf(count)).map((line) => line.sku)).toEqual([one.sku]);
  await cancel(count);
  expect((await preview(warehouseId)).busy).toBe(0);
  await expect(cancel(count)).rejects.toMatchObject({ rule: "count.step" });
  await expect(getCount(reader(actor({ warehouses: ["elsewhere"] })), count)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(start(await plan(warehouseId, { scope: { bins: ["Z-9"] } }))).rejects.toMatchObject({
    rule: "count.nothing",
  });
});

test("what is due follows class and interval, accuracy and shrinkage follow what was posted and not taken back", async () => {
  const { id: warehouseId } = await warehouse();
  const [daily, yearly] = [await product(), await product()];
  for (const { id: productId } of [daily, yearly])
    await stockOf({ productId, warehouseId, quantity: "10", location: "A-1" });
  await neonClient.reorderRule.create({
    data: { productId: daily.id, warehouseId, abcClass: "A", countIntervalDays: 1 },
  });
  await neonClient.inventoryItem.updateMany({
    where: { warehouseId },
    data: { createdAt: new Date(Date.now() - 2 * 86_400_000) },
  });
  const due = await countsDue(reader(), { warehouseId }, DEFAULT_SETTINGS);
  expect(due.rows.map((row) => [row.abcClass, row.positions, row.due, row.oldestDays])).toEqual([
    ["A", 1, 1, 2],
    ["B", 0, 0, null],
    ["C", 1, 0, null],
  ]);
  expect(await preview(warehouseId, { dueOnly: true })).toMatchObject({ positions: 1 });
  expect(await preview(warehouseId, { classes: ["C"] })).toMatchObject({ positions: 1 });
  expect(await preview(warehouseId, { notCountedForDays: 1 })).toMatchObject({ positions: 2 });
  const count = await plan(warehouseId, { qty: "1" });
  await start(count);
  const lines = await neonClient.stockCountItem.findMany({ where: { countId: count.id }, orderBy: { lineNo: "asc" } });
  await enter(
    count,
    ada,
    Object.fromEntries(lines.map((line, index) => [line.inventoryItemId, index === 0 ? "9" : "10"])),
  );
  await finish(count);
  const posted = await approve(count);
  expect(await countsDue(reader(), { warehouseId }, DEFAULT_SETTINGS)).toMatchObject({ rows: [{ due: 0 }, {}, {}] });
  expect(await summarizeCounts(reader(), { warehouseId })).toMatchObject({
    lines: 2,
    itemAccuracy: "50.0",
    netValue: "0.00",
  });
  expect((await summarizeCounts(reader(ada), { warehouseId })).netValue).toBeNull();
  await commit((work) => undoOperation(work, { id: posted.operationId, chain: false, idempotencyKey: KEY }, "own"), {
    as: mia,
  });
  expect(await summarizeCounts(reader(), { warehouseId })).toMatchObject({ lines: 0, itemAccuracy: null });
  expect(await countsDue(reader(), { warehouseId }, DEFAULT_SETTINGS)).toMatchObject({ rows: [{ due: 1 }, {}, {}] });
});
