import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { adjustStock, undoOperation } from "../stock/index.ts";
import { decide, figures, read, start, stocked, type Stocked } from "./inspections.fixture.ts";
import { advanceNcr, disposeNcr, waiveInspection } from "./index.ts";

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

/** The fixture's steps are commands of the test; they are undone under the names that the API gives them. */
async function undo(entity: string, procedure: string) {
  const operation = await neonClient.operation.findFirstOrThrow({ where: { entity }, orderBy: { createdAt: "desc" } });
  await neonClient.operation.update({ where: { id: operation.id }, data: { procedure } });
  return commit((work) => undoOperation(work, { id: operation.id, chain: false, idempotencyKey: KEY }, "own"));
}
const inspection = (id: string) => `quality_inspections:${id}`;
const statusOf = async (id: string) => (await neonClient.qualityInspection.findUnique({ where: { id } }))?.status;
const before = { onHand: "10", available: "10", reserved: "0" };
const kept = { onHand: "10", available: "0", reserved: "10" };
const ncrOf = (at: Stocked) => neonClient.nonConformance.findFirst({ where: { productId: at.productId } });

test("an inspection that was never begun is taken back with its stock; one that was read is not", async () => {
  const at = await stocked();
  const made = await start(at);
  expect(await figures(at)).toEqual(kept);
  await undo(inspection(made.id), "inspection.start");
  expect(await figures(at)).toEqual(before);
  expect(await statusOf(made.id)).toBeUndefined();
  const begun = await start(at);
  const operation = await neonClient.operation.findFirstOrThrow({ where: { entity: inspection(begun.id) } });
  await neonClient.operation.update({ where: { id: operation.id }, data: { procedure: "inspection.start" } });
  await read(begun);
  const late = commit((work) => undoOperation(work, { id: operation.id, chain: false, idempotencyKey: KEY }, "own"));
  await expect(late).rejects.toMatchObject({ rule: "undo.wentOn" });
});

test("a decision is taken back with its nonconformance, and can be made otherwise", async () => {
  const at = await stocked();
  const decided = await decide(await read(await start(at)), "7", "3");
  expect(await statusOf(decided.id)).toBe("PARTIAL");
  await undo(inspection(decided.id), "inspection.decide");
  expect(await figures(at)).toEqual(kept);
  expect(await statusOf(decided.id)).toBe("IN_PROGRESS");
  expect(await ncrOf(at)).toBeNull();
  const { version } = await neonClient.qualityInspection.findUniqueOrThrow({ where: { id: decided.id } });
  await decide({ id: decided.id, version }, "10", "0");
  expect(await figures(at)).toEqual(before);
});

test("a decision stays while somebody works on its nonconformance, and while what was accepted has gone on", async () => {
  const at = await stocked();
  const decided = await decide(await read(await start(at)), "7", "3");
  const ncr = await ncrOf(at);
  if (!ncr) throw new Error("no nonconformance");
  await commit((work) =>
    advanceNcr(work, { id: ncr.id, version: ncr.version, to: "CONTAINED", text: null, idempotencyKey: KEY }),
  );
  await expect(undo(inspection(decided.id), "inspection.decide")).rejects.toMatchObject({ rule: "undo.wentOn" });
  const other = await stocked();
  const accepted = await decide(await read(await start(other)), "10", "0");
  await commit((work) =>
    adjustStock(work, {
      ...other,
      location: "A-1",
      lotId: null,
      delta: "-4",
      reason: "LOST",
      unitCost: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
  await expect(undo(inspection(accepted.id), "inspection.decide")).rejects.toMatchObject({ rule: "undo.blocked" });
});

test("what was waived waits for its inspection again", async () => {
  const at = await stocked();
  const made = await start(at);
  await commit((work) =>
    waiveInspection(work, {
      id: made.id,
      version: made.version,
      reason: "Known supplier",
      toLocation: "A-1",
      idempotencyKey: KEY,
    }),
  );
  await undo(inspection(made.id), "inspection.waive");
  expect(await figures(at)).toEqual(kept);
  expect(await statusOf(made.id)).toBe("PENDING");
});

test("goods that were scrapped or used as they are wait for a decision again", async () => {
  const at = await stocked();
  const decided = await decide(await read(await start(at)), "7", "3");
  for (const disposition of ["SCRAP", "USE_AS_IS"] as const) {
    const ncr = await ncrOf(at);
    if (!ncr) throw new Error("no nonconformance");
    const input = { id: ncr.id, version: ncr.version, disposition, toLocation: "A-1", note: null, idempotencyKey: KEY };
    await commit((work) => disposeNcr(work, input), { as: actor({ userId: "another" }) });
    expect(await statusOf(decided.id)).toBe("CLOSED");
    const operation = await neonClient.operation.findFirstOrThrow({
      where: { entity: `non_conformances:${ncr.id}` },
      orderBy: { createdAt: "desc" },
    });
    await neonClient.operation.update({ where: { id: operation.id }, data: { procedure: "ncr.dispose" } });
    await commit((work) => undoOperation(work, { id: operation.id, chain: false, idempotencyKey: KEY }, "any"));
    expect(await figures(at)).toEqual({ onHand: "10", available: "7", reserved: "3" });
    expect(await statusOf(decided.id)).toBe("PARTIAL");
  }
});
