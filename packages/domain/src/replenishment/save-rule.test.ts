import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { position, rule, run, suggestionOf } from "./demand.fixture.ts";
import { adoptFormula, removeRule, saveRule } from "./index.ts";

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

test("a rule is changed by whoever saw it last, and given up", async () => {
  const of = await position(5, [1]);
  await commit((work) => saveRule(work, rule(of)));
  await expect(commit((work) => saveRule(work, rule(of, { minQuantity: "1" })))).rejects.toMatchObject({
    code: "STALE",
  });
  expect(await commit((work) => saveRule(work, rule(of, { minQuantity: "1", version: 1 })))).toMatchObject({
    version: 2,
  });
  await expect(commit((work) => removeRule(work, { ...of, version: 1, idempotencyKey: KEY }))).rejects.toMatchObject({
    code: "STALE",
  });
  await commit((work) => removeRule(work, { ...of, version: 2, idempotencyKey: KEY }));
  await expect(suggestionOf(of)).rejects.toMatchObject({ rule: "replenishment.nothingKnown" });
  await expect(
    commit((work) => saveRule(work, rule(of, { minQuantity: "5", maxQuantity: "4" }))),
  ).rejects.toMatchObject({ code: "RULE_BROKEN" });
  await expect(
    commit((work) => saveRule(work, rule({ productId: "nobody", warehouseId: of.warehouseId }))),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(commit((work) => saveRule(work, rule(of, { supplierId: "nobody" })))).rejects.toMatchObject({
    code: "INVALID",
  });
});

test("two people who make the rule of one position at once make one rule, and one of them hears of the other", async () => {
  const of = await position(5, [1]);
  const both = await Promise.allSettled([
    commit((work) => saveRule(work, rule(of, { minQuantity: "3" })), { key: "11111111-1111-4111-8111-111111111111" }),
    commit((work) => saveRule(work, rule(of, { minQuantity: "4" })), { key: "22222222-2222-4222-8222-222222222222" }),
  ]);
  expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "STALE" } });
  expect(await neonClient.reorderRule.count({ where: of })).toBe(1);
});

test("the formula becomes the rule of many positions at once; those without demand are left alone", async () => {
  const [busy, idle] = [await position(50, [5, 5, 5, 5]), await position(5, [])];
  await run();
  const lines = [busy, idle];
  expect(await commit((work) => adoptFormula(work, { lines, idempotencyKey: KEY }, DEFAULT_SETTINGS))).toEqual({
    adopted: 1,
    skipped: 1,
  });
  const { suggestion, rule: kept } = await suggestionOf(busy);
  expect(suggestion).toMatchObject({ basis: "RULE", reorderPoint: kept?.minQuantity, formulaPoint: kept?.minQuantity });
  await expect(
    commit((work) => adoptFormula(work, { lines: [idle], idempotencyKey: KEY }, DEFAULT_SETTINGS), {
      key: "33333333-3333-4333-8333-333333333333",
    }),
  ).rejects.toMatchObject({ rule: "replenishment.noDemand" });
});
