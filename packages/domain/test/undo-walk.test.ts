import { disconnectAll } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import { makeShelf, runStep, stateOf, stockStep, undoStep } from "./undo-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 200);
let databases: TestDatabases;

beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test(
  `undoing ${RUNS} random sequences of up to twenty operations in reverse passes through every state they came by`,
  async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(stockStep, { minLength: 1, maxLength: 20, size: "max" }), async (steps) => {
        const shelf = await makeShelf();
        const trail: { operationId: string; before: unknown }[] = [];
        for (const step of steps) {
          const before = await stateOf(shelf);
          const operationId = await runStep(shelf, step);
          if (operationId === null) expect(await stateOf(shelf)).toEqual(before);
          else trail.push({ operationId, before });
        }
        for (const { operationId, before } of trail.toReversed()) {
          expect(await undoStep(operationId)).not.toBeNull();
          expect(await stateOf(shelf)).toEqual(before);
          undone += 1;
        }
      }),
      {
        numRuns: RUNS,
        endOnFailure: true,
        ...(process.env.INVISTA_SEED ? { seed: Number(process.env.INVISTA_SEED) } : {}),
      },
    );
    expect(undone).toBeGreaterThan(3 * RUNS);
    expect((await checkInvariants(reader())).rules.filter((rule) => rule.violations > 0)).toEqual([]);
  },
  Math.max(300_000, RUNS * 2_000),
);
