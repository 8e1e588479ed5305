import { instant } from "@invista/contracts/text";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import {
  cancelOrder,
  confirmOrder,
  createOrder,
  getOrder,
  holdOrder,
  listOrders,
  placeOrder,
  releaseOrder,
  updateOrder,
} from "./index.ts";

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

const line = (productId: string, quantity: string, warehouseId: string | null = null) => ({
  productId,
  quantity,
  unitPrice: null,
  warehouseId,
});
async function place(
  lines: ReturnType<typeof line>[],
  options: { place?: boolean; customerId?: string; as?: ReturnType<typeof actor>; warehouseId?: string } = {},
) {
  const customerId = options.customerId ?? (await customer()).id;
  return commit(
    (work) =>
      createOrder(work, {
        customerId,
        lines,
        currency: null,
        warehouseId: options.warehouseId ?? null,
        requestedAt: null,
        note: null,
        place: options.place ?? true,
        idempotencyKey: KEY,
      }),
    options.as ? { as: options.as } : {},
  );
}
const step = (order: { id: string; version: number }) => ({
  id: order.id,
  version: order.version,
  idempotencyKey: KEY,
});
const available = async (itemId: string) => {
  const item = await neonClient.inventoryItem.findUniqueOrThrow({ where: { id: itemId } });
  return item.quantity.minus(item.reservedQuantity).toString();
};

describe("placing an order", () => {
  test("reserves every line, sums the price and tells the creator and those who confirm", async () => {
    const item = await stockOf({ quantity: "10" });
    const order = await place([line(item.productId, "3"), line(item.productId, "2")]);
    expect(order).toMatchObject({ status: "PENDING", total: "50" });
    expect(await available(item.id)).toBe("5");
    const view = await getOrder(reader(), { id: order.id });
    expect(view.items.map((entry) => entry.reserved)).toEqual(["3", "2"]);
    expect(view.actions).toEqual(["confirm", "hold", "cancel"]);
    expect(view.timeline.map((entry) => entry.procedure)).toEqual(["test.command"]);
    const topics = await neonClient.outboxEvent.findMany({ where: { entity: `orders:${order.id}` } });
    expect(topics.map((event) => event.topic).sort()).toEqual(["audit", "notification", "notification"]);
  });

  test("is all or nothing: one short line leaves no order and no reservation, and names what is available", async () => {
    const rich = await stockOf({ quantity: "10" });
    const poor = await stockOf({ quantity: "1" });
    const before = await neonClient.order.count();
    await expect(place([line(rich.productId, "5"), line(poor.productId, "2")])).rejects.toMatchObject({
      code: "RULE_BROKEN",
      rule: "stock.insufficient",
      details: { requested: "2", available: "1", lines: [{ productId: poor.productId, available: "1" }] },
    });
    expect(await neonClient.order.count()).toBe(before);
    expect(await available(rich.id)).toBe("10");
  });

  test("two lines of one product are checked together", async () => {
    const item = await stockOf({ quantity: "5" });
    await expect(place([line(item.productId, "3"), line(item.productId, "3")])).rejects.toMatchObject({
      rule: "stock.insufficient",
    });
    expect(await available(item.id)).toBe("5");
  });

  test("twenty callers for the last five units: five orders stand, fifteen are refused", async () => {
    const item = await stockOf({ quantity: "5" });
    const customerId = (await customer()).id;
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => place([line(item.productId, "1")], { customerId })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
    expect(results.flatMap((result) => (result.status === "rejected" ? [result.reason.rule] : []))).toEqual(
      Array(15).fill("stock.insufficient"),
    );
    expect(await available(item.id)).toBe("0");
  });

  test("takes one warehouse that covers all lines before splitting, and splits when it must", async () => {
    const [first, second] = [await warehouse(), await warehouse()];
    const a = await product();
    const b = await product();
    await stockOf({ quantity: "9", productId: a.id, warehouseId: first.id });
    await stockOf({ quantity: "5", productId: a.id, warehouseId: second.id });
    await stockOf({ quantity: "5", productId: b.id, warehouseId: second.id });
    const together = await getOrder(reader(), { id: (await place([line(a.id, "2"), line(b.id, "2")])).id });
    expect(together.items.flatMap((item) => item.reservations.map((claim) => claim.warehouseCode))).toEqual([
      second.code,
      second.code,
    ]);
    const split = await getOrder(reader(), { id: (await place([line(a.id, "11")])).id });
    expect(
      Object.fromEntries(split.items[0]?.reservations.map((claim) => [claim.warehouseCode, claim.quantity]) ?? []),
    ).toEqual({ [first.code]: "9", [second.code]: "2" });
    await expect(place([line(b.id, "1", first.id)])).rejects.toMatchObject({ rule: "stock.insufficient" });
  });

  test("refuses an inactive customer, an archived product, a line without price and a finer quantity", async () => {
    const item = await stockOf({ quantity: "10" });
    const blocked = await customer({ status: "BLOCKED" });
    await expect(place([line(item.productId, "1")], { customerId: blocked.id })).rejects.toMatchObject({
      rule: "customer.notActive",
    });
    await expect(place([line(item.productId, "0.5")])).rejects.toMatchObject({ rule: "quantity.precision" });
    await expect(place([])).rejects.toMatchObject({ rule: "order.noLines" });
    await neonClient.productPrice.deleteMany({ where: { productId: item.productId } });
    await expect(place([line(item.productId, "1")])).rejects.toMatchObject({ rule: "order.priceMissing" });
    const gone = await product();
    await neonClient.product.update({ where: { id: gone.id }, data: { status: "ARCHIVED" } });
    await expect(place([line(gone.id, "1")])).rejects.toMatchObject({ rule: "product.archived" });
  });
});

describe("the life of an order", () => {
  test("a draft is edited and placed; a placed order can't be edited", async () => {
    const item = await stockOf({ quantity: "10" });
    const draft = await place([line(item.productId, "1")], { place: false });
    expect(draft.status).toBe("DRAFT");
    expect(await available(item.id)).toBe("10");
    const customerId = (await customer()).id;
    const edit = {
      ...step(draft),
      customerId,
      lines: [line(item.productId, "4")],
      warehouseId: null,
      requestedAt: null,
      note: null,
    };
    const edited = await commit((work) => updateOrder(work, edit));
    expect(edited.total).toBe("40");
    const placed = await commit((work) => placeOrder(work, step(edited)));
    expect(placed.status).toBe("PENDING");
    expect(await available(item.id)).toBe("6");
    await expect(commit((work) => updateOrder(work, { ...edit, ...step(placed) }))).rejects.toMatchObject({
      rule: "order.notDraft",
    });
  });

  test("hold keeps the stock and remembers where it was; release goes back there", async () => {
    const item = await stockOf({ quantity: "10" });
    const order = await place([line(item.productId, "2")]);
    const confirmed = await commit((work) => confirmOrder(work, step(order)));
    const held = await commit((work) => holdOrder(work, { ...step(confirmed), reason: "Check the address" }));
    expect(await available(item.id)).toBe("8");
    expect((await commit((work) => releaseOrder(work, step(held)))).status).toBe("CONFIRMED");
  });

  test("cancelling releases every reservation; a cancelled order stays cancelled", async () => {
    const item = await stockOf({ quantity: "10" });
    const order = await place([line(item.productId, "2")]);
    const cancelled = await commit((work) => cancelOrder(work, { ...step(order), reason: "Ordered twice" }));
    expect(await available(item.id)).toBe("10");
    await expect(commit((work) => confirmOrder(work, step(cancelled)))).rejects.toMatchObject({
      rule: "order.transition",
    });
    await expect(neonClient.order.update({ where: { id: order.id }, data: { status: "PENDING" } })).rejects.toThrow(
      /order_status_transition|cannot go/,
    );
  });

  test("two people confirming one version: one succeeds, the other is told it changed", async () => {
    const item = await stockOf({ quantity: "10" });
    const order = await place([line(item.productId, "2")]);
    const results = await Promise.allSettled([
      commit((work) => confirmOrder(work, step(order))),
      commit((work) => confirmOrder(work, step(order))),
    ]);
    expect(results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []))).toEqual(["STALE"]);
  });

  test("the credit limit holds for two confirmations at once", async () => {
    const item = await stockOf({ quantity: "100" });
    const limited = await customer({ creditLimit: "100" });
    const first = await place([line(item.productId, "6")], { customerId: limited.id });
    const second = await place([line(item.productId, "6")], { customerId: limited.id });
    const results = await Promise.allSettled([
      commit((work) => confirmOrder(work, step(first))),
      commit((work) => confirmOrder(work, step(second))),
    ]);
    expect(
      results.flatMap((result) =>
        result.status === "rejected" ? [[result.reason.rule, result.reason.details.over]] : [],
      ),
    ).toEqual([["order.creditExceeded", "20"]]);
  });

  test("above the approval limit nobody confirms, not even his own order", async () => {
    const item = await stockOf({ quantity: "100" });
    const limits = { maxApprovalAmount: "50", maxAdjustQty: null, maxDiscountPct: null };
    const seller = actor({ userId: "seller", limits });
    const order = await place([line(item.productId, "6")], { as: seller });
    await expect(commit((work) => confirmOrder(work, step(order)), { as: seller })).rejects.toMatchObject({
      rule: "order.ownApproval",
    });
    await expect(
      commit((work) => confirmOrder(work, step(order)), { as: actor({ userId: "other", limits }) }),
    ).rejects.toMatchObject({ rule: "permission.limit" });
    expect((await commit((work) => confirmOrder(work, step(order)))).status).toBe("CONFIRMED");
  });
});

test("who works for one warehouse neither sees nor moves an order of another, and sees only his part of a shared one", async () => {
  const [here, there] = await Promise.all([warehouse(), warehouse()]);
  const mine = await stockOf({ quantity: "5", warehouseId: here.id });
  const theirs = await stockOf({ quantity: "5", warehouseId: there.id });
  await stockOf({ quantity: "7", warehouseId: there.id, productId: mine.productId });
  const scoped = actor({ warehouses: [here.id] });
  const ownOrder = await place([line(mine.productId, "1", here.id)]);
  const foreign = await place([line(theirs.productId, "1")]);
  const shared = await place([line(mine.productId, "1", here.id), line(theirs.productId, "1", there.id)]);
  const seen = (await listOrders(reader(scoped), { limit: 100, sort: "createdAt", direction: "desc" })).rows;
  expect(seen.map((row) => row.id)).toEqual(expect.arrayContaining([ownOrder.id, shared.id]));
  expect(seen.map((row) => row.id)).not.toContain(foreign.id);
  const step = (id: string) => ({ id, version: 1, reason: "No longer wanted", idempotencyKey: KEY });
  await expect(getOrder(reader(scoped), foreign)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(commit((work) => cancelOrder(work, step(foreign.id)), { as: scoped })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const view = await getOrder(reader(scoped), shared);
  expect(view.items.map((item) => [item.available, item.reservations.length])).toEqual([
    ["3", 1],
    ["0", 0],
  ]);
  await expect(commit((work) => cancelOrder(work, step(shared.id)), { as: scoped })).rejects.toMatchObject({
    code: "FORBIDDEN",
    rule: "order.elsewhere",
  });
  expect((await commit((work) => cancelOrder(work, step(ownOrder.id)), { as: scoped })).status).toBe("CANCELLED");
});

test("a moment outside what calendars hold is no date of an order", () => {
  const dates = [
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999999Z",
    "1899-12-31T23:59:59Z",
  ];
  expect(dates.map((date) => instant.safeParse(date).success)).toEqual([false, false, false, false]);
  expect(instant.safeParse("2026-11-26T10:00:00+02:00").success).toBe(true);
});
