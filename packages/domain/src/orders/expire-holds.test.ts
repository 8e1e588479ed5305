import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, KEY, product, reader, stockOf, testHost } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { confirmOrder, createOrder, expireHold, findExpiredHolds, holdOrder, releaseOrder } from "./index.ts";

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

const DAY = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * DAY);
const free = async (itemId: string) => {
  const item = await neonClient.inventoryItem.findUniqueOrThrow({ where: { id: itemId } });
  return item.quantity.minus(item.reservedQuantity).toString();
};
const step = (order: { id: string; version: number }) => ({
  id: order.id,
  version: order.version,
  idempotencyKey: KEY,
});

/** A confirmed order of 4 out of 10 with a service beside it, on hold; `days` is the setting of that moment. */
async function heldOrder(days = 14) {
  const item = await stockOf({ quantity: "10" });
  const service = await neonClient.product.update({ where: { id: (await product()).id }, data: { type: "SERVICE" } });
  const line = { unitPrice: null, warehouseId: null };
  const input = {
    customerId: (await customer()).id,
    lines: [
      { ...line, productId: item.productId, quantity: "4" },
      { ...line, productId: service.id, quantity: "1" },
    ],
    currency: null,
    warehouseId: null,
    requestedAt: null,
    note: null,
    place: true,
    idempotencyKey: KEY,
  };
  const placed = await commit((work) => createOrder(work, input), { as: actor({ userId: "seller" }) });
  const confirmed = await commit((work) => confirmOrder(work, step(placed)));
  const settings = { get: () => days as never };
  const held = await commit((work) => holdOrder(work, { ...step(confirmed), reason: "Check the address" }), {
    host: { ...testHost(), settings },
  });
  return { item, held };
}
const due = async (now: Date, id: string) =>
  (await findExpiredHolds(neonClient, 14, now)).filter((hold) => hold.id === id);

test("a hold that lasted too long gives its stock back, in the trail, and its creator is told", async () => {
  const { item, held } = await heldOrder();
  expect(await due(later(13.9), held.id)).toEqual([]);
  expect(await free(item.id)).toBe("6");
  const [hold] = await due(later(14.1), held.id);
  expect(hold).toEqual({ id: held.id, version: held.version });
  const expired = await commit((work) => expireHold(work, step(held)), { as: actor({ userId: "system" }) });
  expect(expired.status).toBe("ON_HOLD");
  expect(await free(item.id)).toBe("10");
  expect(await due(later(30), held.id)).toEqual([]);
  const events = await neonClient.outboxEvent.findMany({ where: { operationId: expired.operationId } });
  expect(events.map(({ topic, payload }) => ({ topic, payload }))).toEqual(
    expect.arrayContaining([
      {
        topic: "audit",
        payload: expect.objectContaining({ action: "EXPIRE_HOLD", resourceId: held.id, userId: "system" }),
      },
      {
        topic: "notification",
        payload: expect.objectContaining({ title: "Hold expired", to: { userIds: ["seller"] } }),
      },
    ]),
  );
});

test("the order goes back to where it was and takes stock anew, or stays on hold when there is none", async () => {
  const { item, held } = await heldOrder();
  const expired = await commit((work) => expireHold(work, step(held)));
  await neonClient.stockReservation.create({
    data: { inventoryItemId: item.id, quantity: "7", reservationType: "MANUAL", referenceId: "other", reservedBy: "x" },
  });
  await expect(commit((work) => releaseOrder(work, step(expired)))).rejects.toMatchObject({
    rule: "stock.insufficient",
  });
  await neonClient.stockReservation.updateMany({ where: { referenceId: "other" }, data: { status: "RELEASED" } });
  expect((await commit((work) => releaseOrder(work, step(expired)))).status).toBe("CONFIRMED");
  expect(await free(item.id)).toBe("6");
});

test("the days are those of the moment the order was put on hold; without that, of now", async () => {
  const { held } = await heldOrder(3);
  expect(await due(later(2.9), held.id)).toEqual([]);
  expect(await due(later(3.1), held.id)).toHaveLength(1);
  await neonClient.order.update({ where: { id: held.id }, data: { holdExpiresAt: null } });
  expect(await due(later(3.1), held.id)).toEqual([]);
  expect(await due(later(14.1), held.id)).toHaveLength(1);
});

test("stock that was picked stays with its order, and two workers release once", async () => {
  const { held } = await heldOrder();
  await neonClient.stockReservation.updateMany({ where: { referenceId: held.id }, data: { status: "PICKED" } });
  expect(await due(later(15), held.id)).toEqual([]);
  const other = (await heldOrder()).held;
  const both = await Promise.allSettled([1, 2].map(() => commit((work) => expireHold(work, step(other)))));
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});
