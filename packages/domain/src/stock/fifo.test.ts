import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { postMovements, undoOperation } from "./index.ts";
import { moveStock } from "./move-stock.ts";
import { reserveLines } from "./reserve-lines.ts";

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

let at: { productId: string; warehouseId: string };
beforeEach(async () => {
  at = { productId: (await product()).id, warehouseId: (await warehouse()).id };
});
const bring = (location: string, quantity: string, occurredAt: string) =>
  commit(async (work) => {
    await postMovements(work, [{ ...at, location, type: "RECEIPT", quantity, unitCost: "1", occurredAt }]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: at.productId });
    return {};
  });
const move = (location: string, toLocation: string, quantity: string) =>
  commit(
    (work) => moveStock(work, { ...at, location, lotId: null, quantity, toLocation, note: null, idempotencyKey: KEY }),
    { procedure: "stock.move" },
  );
/** The bins that a claim of so many is taken from, in the order they are taken. */
async function picked(quantity: string) {
  const id = `T-${quantity}-${randomUUID()}`;
  await commit(async (work) => {
    const line = { lineNo: 1, productId: at.productId, sku: "", quantity, warehouseId: null };
    await reserveLines(work, { type: "TRANSFER", id }, [line], null);
    work.audit({ action: "RESERVE", resource: "stock", resourceId: id });
    return {};
  });
  const claims = await neonClient.stockReservation.findMany({
    where: { referenceId: id },
    include: { inventoryItem: true },
    orderBy: { inventoryItem: { location: "asc" } },
  });
  await neonClient.stockReservation.updateMany({ where: { referenceId: id }, data: { status: "RELEASED" } });
  return claims.map((claim) => `${claim.inventoryItem.location} ${claim.quantity.toString()}`);
}

test("what came first is picked first, though its bin was used later than the other", async () => {
  await bring("OLD-BIN", "1", "2024-01-01T00:00:00Z");
  await move("OLD-BIN", "ELSEWHERE", "1");
  await bring("NEW-BIN", "5", "2024-02-01T00:00:00Z");
  await bring("OLD-BIN", "5", "2024-03-01T00:00:00Z");
  expect(await picked("1")).toEqual(["ELSEWHERE 1"]);
  expect(await picked("6")).toEqual(["ELSEWHERE 1", "NEW-BIN 5"]);
});

test("goods keep their age from bin to bin, what meets older goods counts as old as they, and taking it back gives it back", async () => {
  await bring("A", "4", "2024-01-01T00:00:00Z");
  await bring("B", "4", "2024-02-01T00:00:00Z");
  const first = await move("A", "C", "4");
  expect(await picked("4")).toEqual(["C 4"]);
  await commit((work) => undoOperation(work, { id: first.operationId, chain: false, idempotencyKey: KEY }, "own"));
  expect(await picked("4")).toEqual(["A 4"]);
  await move("A", "B", "1");
  await bring("D", "4", "2024-01-15T00:00:00Z");
  expect(await picked("8")).toEqual(["A 3", "B 5"]);
});
