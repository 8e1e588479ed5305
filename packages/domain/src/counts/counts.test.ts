import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  add,
  adjust,
  again,
  approve,
  enter,
  explain,
  finish,
  itemOf,
  linesOf,
  onHand,
  people,
  plan,
  shelf,
  start,
  view,
} from "../../test/count-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import { listCounts } from "./index.ts";

const { ada, ben, cleo, mia } = people;
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

test("stock moves while it is counted: the difference is what was counted less what should have been there at that moment", async () => {
  const { warehouseId, items } = await shelf("10", "5");
  const [first, second] = items;
  if (!first || !second) throw new Error("no items");
  const count = await plan(warehouseId, { qty: "2" });
  await adjust(first, warehouseId, "1");
  await start(count);
  await adjust(first, warehouseId, "-4");
  // 11 at the start, 4 left since: 7 should be there, 6 are.
  await enter(count, ada, { [first.id]: "6", [second.id]: "5" });
  await adjust(first, warehouseId, "-2");
  expect(await finish(count)).toMatchObject({ status: "IN_REVIEW" });
  expect(await linesOf(count)).toMatchObject([
    { expected: "11", moved: "-4", counted: "6", variance: "-1", state: "AGREES" },
    { expected: "5", moved: "0", counted: "5", variance: "0", state: "AGREES" },
  ]);
  expect((await itemOf(first.id)).lastCountedAt).toBeNull();
  const posted = await approve(count);
  expect(posted).toMatchObject({ status: "APPROVED", adjusted: 1 });
  // What left after it was counted stays gone.
  expect(await onHand(first.id)).toBe("4");
  expect((await itemOf(second.id)).lastCountedAt).not.toBeNull();
  const [movement] = await neonClient.stockMovement.findMany({ where: { operationId: posted.operationId } });
  expect(movement).toMatchObject({
    type: "ADJUSTMENT",
    reasonCode: "COUNT",
    referenceType: "COUNT",
    referenceId: count.id,
  });
  await adjust(first, warehouseId, "1");
  await commit((work) => undoOperation(work, { id: posted.operationId, chain: false, idempotencyKey: KEY }, "own"), {
    as: mia,
  });
  expect(await onHand(first.id)).toBe("6");
  expect((await itemOf(second.id)).lastCountedAt).toBeNull();
  expect((await view(count)).count.undoneAt).not.toBeNull();
});

test("a device that was offline says when it counted, and what moved after that does not falsify it", async () => {
  const { warehouseId, items } = await shelf("10");
  const [item] = items;
  if (!item) throw new Error("no item");
  const count = await plan(warehouseId);
  await start(count);
  await adjust(item, warehouseId, "-1");
  const then = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 15));
  await adjust(item, warehouseId, "-3");
  await expect(enter(count, ada, { [item.id]: "9" }, "2020-01-01T00:00:00Z")).rejects.toMatchObject({
    rule: "count.countedAt",
  });
  await enter(count, ada, { [item.id]: "9" }, then);
  await finish(count);
  expect(await linesOf(count)).toMatchObject([{ moved: "-1", variance: "0" }]);
});

test("what was not expected is counted late, too: what moved since is told apart, and its own later number replaces it", async () => {
  const { warehouseId, items } = await shelf("10", "4");
  const [listed, other] = items;
  if (!listed || !other) throw new Error("no items");
  const count = await plan(warehouseId, { scope: { productIds: [listed.productId] } });
  await start(count);
  const then = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 15));
  await adjust(other, warehouseId, "3");
  const found = { productId: other.productId, location: other.location };
  await add(count, ada, { ...found, quantity: "2", countedAt: then });
  await expect(add(count, ada, { ...found, quantity: "4" })).rejects.toMatchObject({ rule: "count.onSheet" });
  await add(count, ada, { ...found, quantity: "4", countedAt: then, onSheet: "replace" });
  await expect(add(count, ben, { ...found, quantity: "5", onSheet: "replace" })).rejects.toMatchObject({
    rule: "count.countedByOther",
  });
  await enter(count, ada, { [listed.id]: "10" });
  await finish(count);
  expect(await linesOf(count)).toMatchObject([
    { variance: "0" },
    { isAdded: true, expected: "4", moved: "0", counted: "4", variance: "0" },
  ]);
  await approve(count);
  expect(await onHand(other.id)).toBe("7");
});

test("a counter is told nothing of what is expected, by no field and by no state, before, while and after he counts", async () => {
  const { warehouseId, items } = await shelf("10", "3");
  const [wrong, right] = items;
  if (!wrong || !right) throw new Error("no items");
  const count = await plan(warehouseId, { blind: false });
  await start(count);
  await enter(count, ada, { [wrong.id]: "7", [right.id]: "3" });
  const hidden = { expected: null, moved: null, variance: null, varianceValue: null, entries: null };
  const [a, b] = await linesOf(count, ada);
  expect(a).toMatchObject({ ...hidden, state: "COUNTED", counted: "7" });
  expect(b).toMatchObject({ ...hidden, state: "COUNTED", counted: "3" });
  expect(await view(count, ada)).toMatchObject({
    count: { differing: null, varianceValue: null, toResolve: 0 },
    gain: null,
  });
  // Not blind: whoever may see it does. What another counted stays hidden from who will count it again.
  expect(await linesOf(count, mia)).toMatchObject([{ expected: "10", variance: "-3" }, { expected: "3" }]);
  expect((await linesOf(count, ben)).map((line) => line.counted)).toEqual([null, null]);
  await finish(count);
  expect((await linesOf(count, ben)).map((line) => [line.state, line.counted, line.expected])).toEqual([
    ["TO_RECOUNT", null, null],
    ["COUNTED", null, null],
  ]);
  const elsewhere = actor({
    userId: "eve",
    scopeOf: (permission) => (permission === "count:see_expected" ? ["other"] : "all"),
  });
  expect(await linesOf(count, elsewhere)).toMatchObject([hidden, hidden]);
  // Blind: nobody sees it while it is under way.
  const blind = await plan((await shelf("4")).warehouseId);
  await start(blind);
  expect(await linesOf(blind, mia)).toMatchObject([hidden]);
});

test("what differs is counted again by another; two who disagree ask for a third; the cause is named before someone else posts it", async () => {
  const { warehouseId, items } = await shelf("10", "20");
  const [item, agreed] = items;
  if (!item || !agreed) throw new Error("no items");
  const count = await plan(warehouseId);
  await start(count);
  await enter(count, ada, { [item.id]: "8", [agreed.id]: "19" });
  expect(await finish(count)).toMatchObject({ status: "RECOUNT" });
  await expect(enter(count, ada, { [item.id]: "8" })).rejects.toMatchObject({ rule: "count.recountByAnother" });
  await expect(finish(count, ben)).rejects.toMatchObject({ rule: "count.left", details: { left: 2 } });
  await enter(count, ben, { [item.id]: "7", [agreed.id]: "19" });
  expect(await finish(count, ben)).toMatchObject({ status: "RECOUNT" });
  expect((await linesOf(count)).map((line) => line.state)).toEqual(["TO_RECOUNT", "COUNTED"]);
  await expect(enter(count, ben, { [item.id]: "7" })).rejects.toMatchObject({ rule: "count.recountByAnother" });
  await enter(count, cleo, { [item.id]: "7" });
  expect(await finish(count, cleo)).toMatchObject({ status: "IN_REVIEW" });
  expect((await listCounts(reader(), { limit: 10, tab: "RESOLVE", warehouseId })).rows).toHaveLength(1);
  expect((await linesOf(count))[0]?.entries?.map((entry) => entry.quantity)).toEqual(["8", "7", "7"]);
  await expect(approve(count)).rejects.toMatchObject({ rule: "count.unresolved", details: { lines: 2 } });
  await explain(count, item.id, agreed.id);
  for (const counter of ["ada", "ben", "cleo"])
    await expect(approve(count, actor({ userId: counter }))).rejects.toMatchObject({ rule: "count.ownCount" });
  // The database says the same to whoever gets past the rule.
  for (const userId of ["ben", null])
    await expect(
      neonClient.stockCount.update({ where: { id: count.id }, data: { status: "APPROVED", approvedBy: userId } }),
    ).rejects.toThrow(/who counted does not approve/);
  await approve(count);
  expect([await onHand(item.id), await onHand(agreed.id)]).toEqual(["7", "19"]);
  await expect(
    neonClient.stockCountItem.updateMany({ where: { countId: count.id }, data: { rootCause: "FOUND" } }),
  ).rejects.toThrow(/do not change/);
});

test("limits of the approver hold for the quantity of a line and for the value of the whole count", async () => {
  const { id: warehouseId } = await warehouse();
  const { id: productId } = await neonClient.product.create({
    data: { sku: `DEAR-${warehouseId}`, name: "Dear", standardCost: "2" },
  });
  const item = await stockOf({ productId, warehouseId, quantity: "100" });
  const count = await plan(warehouseId);
  await start(count);
  await enter(count, ada, { [item.id]: "130" });
  await finish(count);
  await enter(count, ben, { [item.id]: "130" });
  await finish(count, ben);
  await explain(count, item.id);
  const limited = (maxAdjustQty: string | null, maxApprovalAmount: string | null) =>
    actor({ userId: "lea", limits: { maxAdjustQty, maxApprovalAmount, maxDiscountPct: null } });
  await expect(approve(count, limited("29", null))).rejects.toMatchObject({ rule: "permission.limit" });
  await expect(approve(count, limited(null, "59"))).rejects.toMatchObject({ rule: "permission.limit" });
  expect(await onHand(item.id)).toBe("100");
  expect(await approve(count, limited("30", "60"))).toMatchObject({ adjusted: 1, valueDelta: "60" });
});

test("a count that would leave less than is reserved is refused as a whole and names who reserved it", async () => {
  const { warehouseId, items } = await shelf("10", "10");
  const [reserved, free] = items;
  if (!reserved || !free) throw new Error("no items");
  await neonClient.stockReservation.create({
    data: {
      inventoryItemId: reserved.id,
      quantity: "9",
      reservationType: "MANUAL",
      referenceId: "SHOW-1",
      reservedBy: "u",
    },
  });
  const count = await plan(warehouseId, { qty: "5" });
  await start(count);
  await enter(count, ada, { [reserved.id]: "8", [free.id]: "8" });
  await finish(count);
  await expect(approve(count)).rejects.toMatchObject({
    rule: "count.belowReserved",
    message: `Posting this count would leave less than is reserved: ${reserved.sku} in A-1. Re-allocate SHOW-1 first.`,
    details: { claims: [{ reference: "SHOW-1", quantity: "9" }] },
  });
  expect(await onHand(free.id)).toBe("10");
  await again(count, reserved.id);
  await enter(count, ben, { [reserved.id]: "9" });
  await finish(count, ben);
  await approve(count);
  expect([await onHand(reserved.id), await onHand(free.id)]).toEqual(["9", "8"]);
});
