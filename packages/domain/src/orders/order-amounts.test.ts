import { disconnectAll } from "@invista/db";
import { actor, commit, customer, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrder, getOrder, listOrders, updateOrder } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const everything = actor();
const withoutPrices = actor({
  permissions: new Set([...everything.permissions].filter((permission) => permission !== "price:read")),
});
const draft = async (productId: string, unitPrice: string | null, as = everything) => {
  const { id: customerId } = await customer();
  const input = { customerId, currency: null, warehouseId: null, requestedAt: null, note: null };
  const lines = [{ productId, quantity: "2", unitPrice, warehouseId: null }];
  const order = await commit((work) => createOrder(work, { ...input, lines, place: false, idempotencyKey: KEY }), {
    as,
  });
  return { order, input, lines };
};
const LIST = { limit: 50, direction: "desc", sort: "createdAt" } as const;

test("who may not read prices sees orders without any amount, and can't put them in order by it", async () => {
  const { id } = await product({ price: "10" });
  const { order } = await draft(id, "7");
  expect(order.total).toBe("14");
  const hidden = await getOrder(reader(withoutPrices), { id: order.id });
  expect(hidden).toMatchObject({ total: null, subtotal: null, discount: null, tax: null, shipping: null });
  expect(hidden.items).toMatchObject([{ quantity: "2", unitPrice: null, lineTotal: null }]);
  expect((await listOrders(reader(withoutPrices), LIST)).rows.map((row) => row.total)).toEqual([null]);
  await expect(listOrders(reader(withoutPrices), { ...LIST, sort: "total" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    details: { permission: "price:read" },
  });
  expect((await getOrder(reader(), { id: order.id })).items).toMatchObject([{ unitPrice: "7", lineTotal: "14" }]);
});

test("he names no price, and changing a draft leaves the prices it has", async () => {
  const [{ id }, { id: other }] = [await product({ price: "10" }), await product({ price: "3" })];
  await expect(draft(id, "1", withoutPrices)).rejects.toMatchObject({ details: { permission: "price:read" } });
  const { order, input } = await draft(id, "7");
  const line = (productId: string, quantity: string) => ({ productId, quantity, unitPrice: null, warehouseId: null });
  const changed = await commit(
    (work) =>
      updateOrder(work, {
        ...input,
        id: order.id,
        version: order.version,
        lines: [line(id, "3"), line(other, "1")],
        idempotencyKey: KEY,
      }),
    { as: withoutPrices },
  );
  expect(changed.total).toBeNull();
  const { total, items } = await getOrder(reader(), { id: order.id });
  expect({ total, prices: items.map((item) => item.unitPrice) }).toEqual({ total: "24", prices: ["7", "3"] });
});
