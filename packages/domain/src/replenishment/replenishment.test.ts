import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, customer, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { postMovements } from "../stock/index.ts";
import { NOTHING, daysAgo, position, rule, run, suggestionOf } from "./demand.fixture.ts";
import { readDemand } from "./read-demand.ts";
import { getSuggestion, listSuggestions, readDemandDaily, saveRule, summariseSuggestions } from "./index.ts";

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

test("reorder point and quantity are those of the formula, worked out by hand", async () => {
  // Six weeks of 4 and seven of 8 a week: mean 80/13 = 6.1538, variance (6·16 + 7·64)/13 − mean² = 3.9763, deviation 1.9941.
  const of = await position(100, [4, 8, 4, 8, 4, 8, 4, 8, 4, 8, 4, 8, 8], { cost: "3" });
  expect(await run()).toMatchObject({ positions: 1 });
  const { suggestion, z, weeks, serviceLevel } = await suggestionOf(of);
  expect({ z, serviceLevel }).toEqual({ z: 2.054, serviceLevel: 0.98 });
  expect(weeks.map(({ quantity }) => quantity)).toEqual([
    "4",
    "8",
    "4",
    "8",
    "4",
    "8",
    "4",
    "8",
    "4",
    "8",
    "4",
    "8",
    "8",
  ]);
  // Lead time 14 days: 2 weeks · 6.1538 + 2.0537 · 1.9941 · √2 = 12.3077 + 5.7917 = 18.0994, rounded up; one more week on top: 24.2533.
  expect(suggestion).toMatchObject({
    onHand: "20",
    projected: "20",
    weeklyDemand: "6.15",
    weeklyDeviation: "1.99",
    abcClass: "A",
    xyzClass: "X",
    safetyStock: "5.79",
    reorderPoint: "19",
    formulaPoint: "19",
    target: "25",
    basis: "FORMULA",
    suggested: "0",
    daysLeft: 22,
  });
  // What if deliveries took ten days longer: 24/7 weeks · 6.1538 + 2.0537 · 1.9941 · √(24/7) = 21.0989 + 7.5832 = 28.68.
  const later = await suggestionOf(of, { leadTimeDelta: 10, demandPercent: 0 });
  expect(later.suggestion).toMatchObject({ reorderPoint: "29", target: "35", suggested: "15", cost: "45" });
  // Half as much again of everything.
  const more = await suggestionOf(of, { leadTimeDelta: 0, demandPercent: 50 });
  expect(more.suggestion).toMatchObject({ weeklyDemand: "9.23", reorderPoint: "28", daysLeft: 15 });
});

test("asking what would be changes nothing", async () => {
  const of = await position(
    30,
    [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5].map((n) => n - 3),
  );
  await run();
  const state = async () =>
    neonClient.$queryRaw`SELECT (SELECT count(*) FROM operation)::int AS operations, (SELECT md5(string_agg(d::text, ',' ORDER BY product_id)) FROM demand_statistic d) AS demand,
      (SELECT md5(string_agg(r::text, ',' ORDER BY id)) FROM reorder_rule r) AS rules, (SELECT count(*) FROM stock_movement)::int AS movements`;
  const before = await state();
  const extremes = { leadTimeDelta: 365, demandPercent: 900 };
  const input = { ...extremes, limit: 50, view: "DUE" as const };
  expect((await listSuggestions(reader(), input, DEFAULT_SETTINGS)).rows.map((row) => row.productId)).toContain(
    of.productId,
  );
  await summariseSuggestions(reader(), extremes, DEFAULT_SETTINGS);
  await suggestionOf(of, { leadTimeDelta: -365, demandPercent: -100 });
  expect(await state()).toEqual(before);
});

test("a rule decides instead of the formula, in multiples and at least the supplier's least order", async () => {
  const of = await position(12, [1, 1, 1]);
  await run();
  expect(await commit((work) => saveRule(work, rule(of, { multiple: "12" })))).toMatchObject({ version: 1 });
  expect((await suggestionOf(of)).suggestion).toMatchObject({
    projected: "9",
    basis: "RULE",
    reorderPoint: "10",
    target: "40",
    suggested: "36",
  });
  const supplier = await neonClient.supplier.create({ data: { code: "ACME", name: "Acme" } });
  await neonClient.supplierProduct.create({
    data: {
      supplierId: supplier.id,
      productId: of.productId,
      moq: 100,
      multiple: 25,
      leadTimeDays: 70,
      preferred: true,
      lastCost: "1.5",
    },
  });
  const { suggestion } = await suggestionOf(of);
  expect(suggestion).toMatchObject({
    supplierName: "Acme",
    moq: "100",
    multiple: "12",
    suggested: "108",
    leadTimeDays: 70,
    unitCost: "1.5",
    cost: "162",
  });
  const hidden = await getSuggestion(
    reader(actor({ role: "Warehouse operator" })),
    { ...of, ...NOTHING },
    DEFAULT_SETTINGS,
  );
  expect(hidden.suggestion).toMatchObject({ unitCost: null, cost: null, suggested: "108" });
});

test("the list comes first things first, page by page, within the reader's warehouses", async () => {
  const scarce = await position(
    13,
    Array.from({ length: 13 }, () => 1),
  );
  const soon = await position(
    70,
    Array.from({ length: 13 }, () => 5),
  );
  await run();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSuggestions(reader(), { limit: 1, view: "ALL", cursor, ...NOTHING }, DEFAULT_SETTINGS);
    seen.push(...page.rows.map((row) => row.productId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.indexOf(scarce.productId)).toBeGreaterThanOrEqual(0);
  expect(seen.indexOf(scarce.productId)).toBeLessThan(seen.indexOf(soon.productId));
  const other = actor({ role: "Inventory manager", warehouses: [soon.warehouseId] });
  const scoped = await listSuggestions(reader(other), { limit: 50, view: "ALL", ...NOTHING }, DEFAULT_SETTINGS);
  expect(scoped.rows.map((row) => row.productId)).toEqual([soon.productId]);
  await expect(getSuggestion(reader(other), { ...scarce, ...NOTHING }, DEFAULT_SETTINGS)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const summary = await summariseSuggestions(reader(other), NOTHING, DEFAULT_SETTINGS);
  expect(summary).toMatchObject({ positions: 1, due: scoped.rows.filter((row) => row.suggested !== "0").length });
});

test("what is bought for a warehouse and ordered from it counts there, and nothing of other warehouses or products", async () => {
  const [of, other] = [await position(9, [1, 1, 1]), await position(9, [1, 1, 1])];
  const [{ id: customerId }, supplier] = [
    await customer(),
    await neonClient.supplier.create({ data: { code: "OPEN", name: "Open" } }),
  ];
  const bought = async (productId: string, warehouseId: string, quantity: number, received: number) => {
    const order = await neonClient.purchaseOrder.create({
      data: { supplierId: supplier.id, warehouseId, createdBy: "test-user" },
    });
    const { id } = await neonClient.purchaseOrderItem.create({
      data: { purchaseOrderId: order.id, productId, quantity, unitPrice: 1 },
    });
    for (const status of ["PENDING_APPROVAL", "APPROVED", "SENT"] as const)
      await neonClient.purchaseOrder.update({ where: { id: order.id }, data: { status } });
    await neonClient.purchaseOrderItem.update({ where: { id }, data: { receivedQuantity: received } });
  };
  const ordered = async (productId: string, warehouseId: string, quantity: number) => {
    const order = await neonClient.order.create({
      data: { customerId, warehouseId, createdBy: "test-user" },
    });
    await neonClient.orderItem.create({ data: { orderId: order.id, productId, quantity, unitPrice: 0 } });
    await neonClient.order.update({ where: { id: order.id }, data: { status: "PENDING" } });
  };
  await bought(of.productId, of.warehouseId, 7, 2);
  await bought(of.productId, other.warehouseId, 50, 0);
  await bought(other.productId, of.warehouseId, 60, 0);
  await ordered(of.productId, of.warehouseId, 4);
  await ordered(of.productId, other.warehouseId, 30);
  await run();
  await commit((work) => saveRule(work, rule({ productId: of.productId, warehouseId: other.warehouseId })));
  const seen = async (warehouseId: string) => {
    const input = { limit: 50, view: "ALL" as const, warehouseId, ...NOTHING };
    const { rows } = await listSuggestions(reader(), input, DEFAULT_SETTINGS);
    const row = rows.find((one) => one.productId === of.productId);
    return [row?.available, row?.incoming, row?.openDemand, row?.projected];
  };
  const all = await listSuggestions(reader(), { limit: 50, view: "ALL", ...NOTHING }, DEFAULT_SETTINGS);
  const both = all.rows.filter((row) => row.productId === of.productId);
  expect(Object.fromEntries(both.map((row) => [row.warehouseId, [row.incoming, row.openDemand]]))).toEqual({
    [of.warehouseId]: ["5", "4"],
    [other.warehouseId]: ["50", "30"],
  });
  expect(await seen(of.warehouseId)).toEqual(["6", "5", "4", "7"]);
  expect((await suggestionOf(of)).suggestion).toMatchObject({ incoming: "5", openDemand: "4", projected: "7" });
});

test("another warehouse spares what is beyond its maximum or a quarter's demand, in whole units", async () => {
  const of = await position(9, [1, 1, 1]);
  const other = await warehouse();
  await commit(async (work) => {
    const place = { productId: of.productId, warehouseId: other.id, location: "B-1" };
    await postMovements(work, [
      { ...place, type: "OPENING", quantity: "100", unitCost: "2", occurredAt: daysAgo(100) },
      { ...place, type: "SHIPMENT", quantity: "-10", occurredAt: daysAgo(80) },
      { ...place, type: "SHIPMENT", quantity: "-3", occurredAt: daysAgo(10) },
    ]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: of.productId });
    return {};
  });
  await run();
  // 87 left, and 13 went out in 13 weeks.
  expect((await suggestionOf(of)).elsewhere).toEqual([
    { warehouseId: other.id, warehouseCode: other.code, spare: "74" },
  ]);
  await commit((work) =>
    saveRule(work, rule({ productId: of.productId, warehouseId: other.id }, { maxQuantity: "86.5" })),
  );
  expect((await suggestionOf(of)).elsewhere).toEqual([]);
});

test("demand is read once a day, and two readings at once leave one set", async () => {
  const now = new Date();
  const later = new Date(now.getTime() + 25 * 3_600_000);
  expect(await readDemandDaily(neonClient, now)).toBe(false);
  expect(await readDemandDaily(neonClient, later)).toBe(true);
  expect(await readDemandDaily(neonClient, later)).toBe(false);
  const counts = await Promise.all([1, 2].map(() => neonClient.$transaction((tx) => readDemand(tx, now))));
  expect(counts[0]).toBe(counts[1]);
  expect(await neonClient.demandStatistic.count()).toBe(counts[0]);
});

test("what was taken back is no demand", async () => {
  const of = await position(20, [6]);
  const [shipped] = await neonClient.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM stock_movement WHERE product_id = ${of.productId} AND type = 'SHIPMENT'`;
  await commit(async (work) => {
    await postMovements(work, [{ type: "REVERSAL", reversalOfSeq: String(shipped?.seq) }]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: of.productId });
    return {};
  });
  await run();
  await expect(suggestionOf(of)).rejects.toMatchObject({ rule: "replenishment.nothingKnown" });
});
