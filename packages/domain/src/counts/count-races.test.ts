import { disconnectAll, neonClient } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adjust, approve, enter, finish, linesOf, onHand, people, plan, shelf, start } from "../../test/count-desk.ts";
import { checkInvariants } from "../reporting/index.ts";

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

const kept = (answers: PromiseSettledResult<unknown>[]) =>
  answers.filter((answer) => answer.status === "fulfilled").length;
const reasons = (answers: PromiseSettledResult<unknown>[]) =>
  answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));

test("two count one line at once: one number is kept, the other counter is told who was first", async () => {
  const { warehouseId, items } = await shelf("10", "10", "10", "10", "10");
  const count = await plan(warehouseId);
  await start(count);
  // Line after line, so that both have their connections and meet.
  for (const item of items) {
    const answers = await Promise.allSettled([
      enter(count, ada, { [item.id]: "10" }),
      enter(count, ben, { [item.id]: "9" }),
    ]);
    expect(reasons(answers)).toMatchObject([{ code: "CONFLICT", rule: "count.countedByOther" }]);
  }
  const entries = await neonClient.stockCountEntry.findMany({ where: { countItem: { countId: count.id } } });
  expect(entries.map((entry) => [entry.countedBy, entry.quantity.toString()])).toEqual(
    entries.map((entry) => [entry.countedBy, entry.countedBy === "ada" ? "10" : "9"]),
  );
  expect(entries).toHaveLength(5);
});

test("two counts of one warehouse begin at once: no position is in both", async () => {
  const { warehouseId } = await shelf("1", "2", "3", "4");
  const plans = [await plan(warehouseId), await plan(warehouseId)];
  await Promise.allSettled(plans.map((count) => start(count)));
  const lines = await neonClient.stockCountItem.findMany({ where: { count: { warehouseId } } });
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map((line) => line.inventoryItemId)).size).toBe(4);
});

test("numbers are entered while stock moves: each difference is exact, whoever came first", async () => {
  const { warehouseId, items } = await shelf("100", "100", "100");
  const count = await plan(warehouseId);
  await start(count);
  await Promise.all(
    items.flatMap((item) => [
      adjust(item, warehouseId, "-5"),
      enter(count, ada, { [item.id]: "90" }),
      adjust(item, warehouseId, "-1"),
    ]),
  );
  await finish(count);
  for (const line of await neonClient.stockCountItem.findMany({
    where: { countId: count.id },
    include: { entries: true },
  })) {
    const [entry] = line.entries;
    const moved = entry?.movementsDuring.toString() ?? "";
    expect(["0", "-5", "-1", "-6"]).toContain(moved);
    expect(line.variance?.toString()).toBe(String(90 - (100 + Number(moved))));
  }
});

test("a count is approved while others take from its positions: what was counted and what moved since both hold", async () => {
  const { warehouseId, items } = await shelf("50", "50", "50");
  const count = await plan(warehouseId, { qty: "10" });
  await start(count);
  await enter(count, ada, Object.fromEntries(items.map((item) => [item.id, "45"])));
  await finish(count);
  const takes = items.flatMap((item) => [1, 2, 3].map(() => adjust(item, warehouseId, "-2")));
  const [posted] = await Promise.all([approve(count), ...takes]);
  expect(posted).toMatchObject({ adjusted: 3 });
  for (const item of items) expect(await onHand(item.id)).toBe("39");
});

test("two approve one count at once: it is posted once", async () => {
  const { warehouseId, items } = await shelf("10");
  const [item] = items;
  if (!item) throw new Error("no item");
  const count = await plan(warehouseId, { qty: "5" });
  await start(count);
  await enter(count, ada, { [item.id]: "8" });
  await finish(count);
  const answers = await Promise.allSettled([approve(count, mia), approve(count, { ...mia, userId: "nora" })]);
  expect(kept(answers)).toBe(1);
  expect(await onHand(item.id)).toBe("8");
  expect((await linesOf(count))[0]?.variance).toBe("-2");
});
