import { passes, sampleSize } from "@invista/contracts/quality/plan";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCategory } from "../catalog/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { releaseStock } from "../stock/index.ts";
import { getInspection, listInspections, listNcrs, waiveInspection } from "./index.ts";
import { check, decide, figures, plan, read, start, stocked } from "./inspections.fixture.ts";

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

describe("a plan", () => {
  test("says how many to look at and what passes", () => {
    expect(sampleSize({ kind: "PERCENT", percent: 30 }, "11")).toBe("4");
    expect(sampleSize({ kind: "FIXED", count: 50 }, "11")).toBe("11");
    const diameter = { ...check, name: "Diameter", kind: "NUMBER", min: "9.9", max: "10.1" } as const;
    expect(["9.9", "10.1", "10.11", "wide"].map((value) => passes(diameter, value))).toEqual([true, true, false, null]);
  });

  test("of the product comes before those of its category and above; one for both or neither is refused", async () => {
    const top = await commit((work) => createCategory(work, { name: "Top", parentId: null, idempotencyKey: KEY }));
    const below = await commit((work) =>
      createCategory(work, { name: "Below", parentId: top.id, idempotencyKey: KEY }),
    );
    const at = await stocked();
    await neonClient.product.update({ where: { id: at.productId }, data: { categoryId: below.id } });
    const far = await plan({ name: "Far", categoryId: top.id });
    const near = await plan({ name: "Near", categoryId: below.id });
    const nameOf = async (quantity: string) =>
      (await getInspection(reader(), (await start(at, quantity)).id)).inspection.planName;
    expect(await nameOf("1")).toBe("Plan");
    await neonClient.inspectionPlan.updateMany({ where: { productId: at.productId }, data: { isActive: false } });
    expect(await nameOf("1")).toBe("Near");
    await neonClient.inspectionPlan.update({ where: { id: near.id }, data: { isActive: false } });
    expect(await nameOf("1")).toBe("Far");
    await neonClient.inspectionPlan.update({ where: { id: far.id }, data: { isActive: false } });
    await expect(start(at, "1")).rejects.toMatchObject({ rule: "quality.noPlan" });
    await expect(plan({})).rejects.toMatchObject({ rule: "quality.oneSubject" });
    await expect(plan({ categoryId: top.id, productId: at.productId })).rejects.toMatchObject({
      rule: "quality.oneSubject",
    });
  });
});

describe("an inspection", () => {
  test("takes stock out of sale until it is decided; in part accepted, the rest waits under a nonconformance", async () => {
    const at = await stocked();
    const started = await start(at, "8");
    expect(await figures(at)).toEqual({ onHand: "10", available: "2", reserved: "8" });
    const release = () =>
      commit((work) =>
        releaseStock(work, {
          ...at,
          location: "Q-1",
          lotId: null,
          quantity: "1",
          toLocation: "A-1",
          note: null,
          idempotencyKey: KEY,
        }),
      );
    await expect(release()).rejects.toMatchObject({ code: "RULE_BROKEN" });
    const open = await getInspection(reader(), started.id);
    expect([open.sample, open.missing.map((one) => one.check)]).toEqual(["3", ["Diameter", "Sealed"]]);
    const seen = await read(started, [["Diameter", "10.3"]]);
    await expect(decide(seen, "8", "0")).rejects.toMatchObject({
      rule: "quality.missing",
      details: { checks: "3 of Sealed" },
    });
    const all = await read(seen, [["Sealed", "yes"]]);
    await expect(decide(all, "5", "2")).rejects.toMatchObject({ rule: "quality.sum" });
    expect(await decide(all, "5", "3")).toMatchObject({ status: "PARTIAL" });
    expect(await figures(at)).toEqual({ onHand: "10", available: "7", reserved: "3" });
    const done = await getInspection(reader(), started.id);
    expect(done.readings.map((one) => [one.check, one.value, one.passed])).toEqual([
      ["Diameter", "10.3", false],
      ["Sealed", "yes", true],
    ]);
    expect(done.nonConformances).toHaveLength(1);
    await expect(release()).rejects.toMatchObject({ code: "RULE_BROKEN" });
  });

  test("accepts nothing where a critical check failed", async () => {
    const at = await stocked();
    const seen = await read(await start(at), [
      ["Diameter", "10"],
      ["Sealed", "no"],
    ]);
    await expect(decide(seen, "10", "0")).rejects.toMatchObject({ rule: "quality.critical" });
    expect(await decide(seen, "0", "10")).toMatchObject({ status: "FAILED" });
  });

  test("can be waived before anything was read, not after; readings of no check or no number are refused", async () => {
    const at = await stocked();
    const waive = (of: { id: string; version: number }) =>
      commit((work) =>
        waiveInspection(work, {
          id: of.id,
          version: of.version,
          reason: "Known good",
          toLocation: "A-1",
          idempotencyKey: KEY,
        }),
      );
    const one = await start(at, "4");
    await expect(read(one, [["Colour", "red"]])).rejects.toMatchObject({ rule: "quality.checkUnknown" });
    await expect(read(one, [["Diameter", "wide"]])).rejects.toMatchObject({ rule: "quality.reading" });
    expect(await waive(one)).toMatchObject({ status: "WAIVED" });
    expect(await figures(at)).toEqual({ onHand: "10", available: "10", reserved: "0" });
    await expect(waive(await read(await start(at, "4")))).rejects.toMatchObject({ rule: "quality.step" });
  });

  test("of more than there is, twice of the same stock at once, or out of reach is refused", async () => {
    const at = await stocked();
    await expect(start(at, "11")).rejects.toMatchObject({ code: "RULE_BROKEN" });
    const twice = await Promise.allSettled([start(at, "6"), start(at, "6")]);
    expect(twice.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(start(at, "1", "Q-1")).rejects.toMatchObject({ rule: "stock.insufficient" });
    const blind = reader(actor({ warehouses: ["elsewhere"] }));
    expect((await listInspections(blind, { limit: 50 })).rows).toEqual([]);
    expect((await listNcrs(blind, { limit: 50 })).rows).toEqual([]);
  });

  test("decided by two people at once is decided once", async () => {
    const at = await stocked();
    const seen = await read(await start(at));
    const both = await Promise.allSettled([decide(seen, "10", "0"), decide(seen, "0", "10")]);
    expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
