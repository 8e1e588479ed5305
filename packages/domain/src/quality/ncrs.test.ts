import type { AdvanceInput, DisposeInput } from "@invista/contracts/quality/ncr";
import { disconnectAll } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { scrapStock } from "../stock/index.ts";
import { advanceNcr, disposeNcr, getInspection, getNcr, listInspections, listNcrs } from "./index.ts";
import { decide, figures, read, start, stocked } from "./inspections.fixture.ts";

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

describe("a nonconformance", () => {
  async function rejected() {
    const at = await stocked();
    const done = await decide(await read(await start(at)), "0", "10");
    const ncr = (await listNcrs(reader(), { limit: 100 })).rows.find((row) => row.inspectionId === done.id);
    return { at, id: ncr?.id ?? "", inspection: done };
  }
  const versionOf = async (id: string) => (await getNcr(reader(), id)).version;
  const dispose = async (id: string, disposition: DisposeInput["disposition"], as = actor({ userId: "second" })) =>
    commit(
      async (work) =>
        disposeNcr(work, {
          id,
          version: await versionOf(id),
          disposition,
          toLocation: "A-1",
          note: null,
          idempotencyKey: KEY,
        }),
      { as },
    );
  const advance = async (id: string, to: AdvanceInput["to"], text: string | null = null, as = actor()) =>
    commit(async (work) => advanceNcr(work, { id, version: await versionOf(id), to, text, idempotencyKey: KEY }), {
      as,
    });

  test.each([
    ["SCRAP", { onHand: "0", available: "0", reserved: "0" }],
    ["RETURN_TO_SUPPLIER", { onHand: "0", available: "0", reserved: "0" }],
    ["USE_AS_IS", { onHand: "10", available: "10", reserved: "0" }],
    ["REWORK", { onHand: "10", available: "0", reserved: "10" }],
  ] as const)("ends with the goods: %s", async (disposition, expected) => {
    const { at, id, inspection } = await rejected();
    await dispose(id, disposition);
    expect(await figures(at)).toEqual(expected);
    expect((await getInspection(reader(), inspection.id)).inspection.status).toBe("CLOSED");
    await expect(dispose(id, "SCRAP")).rejects.toMatchObject({ rule: "quality.disposed" });
    const open = (await listInspections(reader(), { limit: 100, view: "OPEN", warehouseId: at.warehouseId })).rows;
    expect(open).toHaveLength(disposition === "REWORK" ? 1 : 0);
  });

  test("is used as it is only by someone who did not inspect it", async () => {
    const { id } = await rejected();
    await expect(dispose(id, "USE_AS_IS", actor())).rejects.toMatchObject({ rule: "quality.ownDecision" });
  });

  test("goes its way step by step, with cause, correction and a second pair of eyes, and closes when the goods are decided", async () => {
    const { id } = await rejected();
    await expect(advance(id, "CLOSED")).rejects.toMatchObject({ rule: "quality.ncrStep" });
    await advance(id, "CONTAINED");
    await expect(advance(id, "ROOT_CAUSE")).rejects.toMatchObject({ rule: "quality.textNeeded" });
    await advance(id, "ROOT_CAUSE", "A worn die");
    await advance(id, "CORRECTED", "Die replaced");
    await expect(advance(id, "VERIFIED")).rejects.toMatchObject({ rule: "quality.ownVerification" });
    await advance(id, "VERIFIED", null, actor({ userId: "second" }));
    await expect(advance(id, "CLOSED")).rejects.toMatchObject({ rule: "quality.notDisposed" });
    await dispose(id, "SCRAP");
    await advance(id, "CLOSED");
    expect(await getNcr(reader(), id)).toMatchObject({
      status: "CLOSED",
      rootCause: "A worn die",
      correctiveAction: "Die replaced",
    });
  });

  test("scrapped by hand past the decision is not possible", async () => {
    const { at } = await rejected();
    await expect(
      commit((work) =>
        scrapStock(work, {
          ...at,
          location: "Q-1",
          lotId: null,
          quantity: "1",
          reason: "OTHER",
          note: null,
          idempotencyKey: KEY,
        }),
      ),
    ).rejects.toMatchObject({ code: "RULE_BROKEN" });
  });
});
