import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { valueOr } from "@invista/contracts/config/registry";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader, stockOf, testHost } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { adjustStock } from "./adjust-stock.ts";
import { getPosition } from "./get-position.ts";
import { listMovements } from "./list-movements.ts";

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

type Item = Awaited<ReturnType<typeof stockOf>>;
const input = (item: Item, delta: string) => ({
  productId: item.productId,
  warehouseId: item.warehouseId,
  location: item.location,
  lotId: null,
  delta,
  reason: "FOUND" as const,
  unitCost: null,
  note: null,
  idempotencyKey: KEY,
});

describe("adjustStock", () => {
  test("changes the quantity, writes one ledger row and one audit event, and answers what is available", async () => {
    const item = await stockOf({ quantity: "10" });
    const result = await commit((work) => adjustStock(work, input(item, "-3")));
    expect(result).toMatchObject({
      inventoryItemId: item.id,
      quantity: "7",
      reserved: "0",
      available: "7",
      delta: "-3",
    });
    const [movement] = (await listMovements(reader(), { productId: item.productId, limit: 10 })).rows;
    expect(movement).toMatchObject({
      type: "ADJUSTMENT",
      quantity: "-3",
      balanceAfter: "7",
      reasonCode: "FOUND",
      operationId: result.operationId,
    });
    const events = await neonClient.outboxEvent.findMany({ where: { operationId: result.operationId } });
    expect(events.map((event) => event.topic)).toEqual(["audit"]);
  });

  test("makes a position that does not exist yet", async () => {
    const item = await stockOf({ quantity: "1" });
    const result = await commit((work) => adjustStock(work, { ...input(item, "5"), location: "NEW-BIN" }));
    expect(result).toMatchObject({ location: "NEW-BIN", quantity: "5" });
    expect((await getPosition(reader(), item)).position.onHand).toBe("6");
  });

  test("refuses to go below zero or below what is reserved, and says what is available", async () => {
    const item = await stockOf({ quantity: "10" });
    await neonClient.stockReservation.create({
      data: { inventoryItemId: item.id, quantity: "4", reservationType: "MANUAL", referenceId: "r", reservedBy: "u" },
    });
    await expect(commit((work) => adjustStock(work, input(item, "-11")))).rejects.toMatchObject({
      code: "RULE_BROKEN",
    });
    await expect(commit((work) => adjustStock(work, input(item, "-7")))).rejects.toMatchObject({
      code: "RULE_BROKEN",
      details: { available: expect.stringMatching(/^6/) },
    });
    expect(await commit((work) => adjustStock(work, input(item, "-6")))).toMatchObject({
      quantity: "4",
      available: "0",
    });
  });

  test("a loss is booked for an earlier moment by whoever may, if there was so much then, and never for one to come", async () => {
    const item = await stockOf({ quantity: "5" });
    const between = new Date().toISOString();
    // Moments are kept in milliseconds: what follows is of a later one.
    await sleep(2);
    await commit((work) => adjustStock(work, input(item, "5")));
    const back = (delta: string, occurredAt: string, as = actor()) =>
      commit((work) => adjustStock(work, { ...input(item, delta), occurredAt }), { as });
    await expect(back("-6", between)).rejects.toMatchObject({
      rule: "stock.negativeThen",
      details: { short: expect.stringMatching(/^1/) },
    });
    expect(await back("-5", between)).toMatchObject({ quantity: "5" });
    await expect(back("1", new Date(Date.now() + 60_000).toISOString())).rejects.toMatchObject({
      rule: "stock.future",
    });
    await expect(back("1", between, actor({ role: "Warehouse operator" }))).rejects.toMatchObject({
      code: "FORBIDDEN",
      details: { permission: "stock:backdate" },
    });
  });

  test("refuses what is finer than the product's precision, an unknown product and a warehouse outside the scope", async () => {
    const item = await stockOf({ quantity: "1" });
    await expect(commit((work) => adjustStock(work, input(item, "0.5")))).rejects.toMatchObject({
      code: "INVALID",
      rule: "quantity.tooFine",
    });
    await expect(
      commit((work) => adjustStock(work, { ...input(item, "1"), productId: "nobody" })),
    ).rejects.toMatchObject({ code: "INVALID", rule: "record.referenceUnknown" });
    await expect(
      commit((work) => adjustStock(work, input(item, "1")), { as: actor({ warehouses: ["elsewhere"] }) }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("keeps to the role's limit in either direction", async () => {
    const item = await stockOf({ quantity: "100" });
    const limited = actor({ limits: { maxApprovalAmount: null, maxAdjustQty: "10", maxDiscountPct: null } });
    await expect(commit((work) => adjustStock(work, input(item, "-11")), { as: limited })).rejects.toMatchObject({
      code: "FORBIDDEN",
      rule: "permission.limit",
    });
    expect(await commit((work) => adjustStock(work, input(item, "10")), { as: limited })).toMatchObject({
      quantity: "110",
    });
  });

  test("two adjustments that together take more than there is: one succeeds, one is refused", async () => {
    const item = await stockOf({ quantity: "10" });
    const results = await Promise.allSettled([
      commit((work) => adjustStock(work, input(item, "-6"))),
      commit((work) => adjustStock(work, input(item, "-6"))),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await neonClient.inventoryItem.findUniqueOrThrow({ where: { id: item.id } })).quantity.toString()).toBe(
      "4",
    );
  });

  test("fifty requests with one key are one adjustment and fifty equal answers; the same key for another input is refused", async () => {
    const item = await stockOf({ quantity: "10" });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        commit((work) => adjustStock(work, input(item, "1")), { key, input: { delta: "1" } }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer, Object.keys(answer).sort()))).size).toBe(1);
    expect(await neonClient.stockMovement.count({ where: { inventoryItemId: item.id, type: "ADJUSTMENT" } })).toBe(1);
    await expect(
      commit((work) => adjustStock(work, input(item, "2")), { key, input: { delta: "2" } }),
    ).rejects.toMatchObject({ code: "CONFLICT", rule: "idempotency.keyReused" });
  });
});

test("stock frozen up to today takes no movement, but from those who may post into it", async () => {
  const item = await stockOf({ quantity: "5" });
  const { productId, warehouseId } = item;
  const input = { productId, warehouseId, location: "", lotId: null, delta: "1", unitCost: null, note: null };
  const adjust = (day: string, role: string) =>
    commit((work) => adjustStock(work, { ...input, reason: "FOUND", idempotencyKey: KEY } as never), {
      as: actor({ role }),
      host: {
        ...testHost(() => new Date("2026-05-01T23:30:00Z")),
        settings: {
          get: (key) =>
            key === "general.time_zone"
              ? valueOr(key, "Asia/Tokyo")
              : valueOr(key, key === "stock.frozen_up_to" ? day : undefined),
        },
      },
    });
  await expect(adjust("2026-05-02", "Admin")).rejects.toMatchObject({ code: "RULE_BROKEN", rule: "stock.frozen" });
  await adjust("2026-05-01", "Admin");
  await adjust("2026-05-02", "Owner");
});
