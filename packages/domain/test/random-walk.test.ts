import { disconnectAll } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf, makeWorld, operation, run } from "./random-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 300);
const PER_DATABASE = 100;
let databases: TestDatabases;

beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test(
  `every invariant holds after each step of ${RUNS} random sequences of up to twenty operations`,
  async () => {
    let walks = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 20 }), async (steps) => {
        // A fresh database now and then: the invariants read all of it after every step.
        if ((walks += 1) % PER_DATABASE === 0) {
          await disconnectAll();
          await databases.drop();
          databases = await useTestDatabases();
        }
        const world = await makeWorld();
        for (const [index, step] of steps.entries()) {
          await run(world, step);
          expect({ step: index, faults: await faultsOf(world) }).toEqual({ step: index, faults: [] });
        }
      }),
      {
        numRuns: RUNS,
        endOnFailure: true,
        ...(process.env.INVISTA_SEED ? { seed: Number(process.env.INVISTA_SEED) } : {}),
      },
    );
    expect(walks).toBeGreaterThanOrEqual(RUNS);
  },
  Math.max(300_000, RUNS * 2_000),
);
