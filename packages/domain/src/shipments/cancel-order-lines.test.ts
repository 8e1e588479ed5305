import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { confirmed, makeShipments, oneShipment, pack, pick, shelf, ship, short, stateOf } from "./shipments.fixture.ts";
import { cancelLines } from "../orders/index.ts";

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

async function giveUp(id: string, ...quantities: (string | null)[]) {
  const order = await neonClient.order.findUniqueOrThrow({
    where: { id },
    include: { items: { orderBy: { lineNo: "asc" } } },
  });
  const lines = order.items.flatMap((item, index) => {
    const quantity = quantities[index] ?? null;
    return quantity === null ? [] : [{ itemId: item.id, quantity }];
  });
  return commit((work) =>
    cancelLines(work, { id, version: order.version, lines, reason: "Not to be had", idempotencyKey: KEY }),
  );
}
const totalOf = async (id: string) => (await neonClient.order.findUniqueOrThrow({ where: { id } })).total.toString();

test("what is given up of a line is free for others, and the total follows", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "6" }]);
  expect(await totalOf(id)).toBe("60");
  await giveUp(id, "2");
  expect(await stateOf(id)).toMatchObject({ order: "CONFIRMED", bins: { "A-1": "10 4" }, lines: ["4 0 6"] });
  expect(await totalOf(id)).toBe("40");
  await expect(giveUp(id, "5")).rejects.toMatchObject({ rule: "order.lessOpen", details: { open: "4" } });
  await expect(giveUp(id, "4")).rejects.toMatchObject({ rule: "order.cancelWhole" });
  expect(await stateOf(id)).toMatchObject({ lines: ["4 0 6"] });
});

test("an order whose backorder is given up is completed", async () => {
  const { productId } = await shelf({ "A-1": "5" });
  const { id } = await confirmed([{ productId, quantity: "5" }]);
  const made = await oneShipment(id);
  await pick(made.id, "3");
  await ship(await pack(await short(made.id)));
  const done = await giveUp(id, "2");
  expect(done.status).toBe("COMPLETED");
  expect(await totalOf(id)).toBe("30");
});

test("what is in a shipment is not given up here", async () => {
  const { productId } = await shelf({ "A-1": "5" });
  const other = await shelf({ "A-1": "5" });
  const { id } = await confirmed([
    { productId, quantity: "3" },
    { productId: other.productId, quantity: "1" },
  ]);
  await makeShipments([id]);
  await expect(giveUp(id, "1")).rejects.toMatchObject({ rule: "order.inShipment", details: { quantity: "1" } });
});

test("two give up the same line at once: one does", async () => {
  const { productId } = await shelf({ "A-1": "10" });
  const { id } = await confirmed([{ productId, quantity: "6" }]);
  const answers = await Promise.allSettled([giveUp(id, "4"), giveUp(id, "4")]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(await stateOf(id)).toMatchObject({ lines: ["2 0 6"] });
});
