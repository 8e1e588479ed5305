import { disconnectAll, neonClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf, makeYard, runTurn, turn } from "./shipment-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 100);
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
  `through ${RUNS} random walks of orders and shipments, two people at once, goods and counters agree after each turn`,
  async () => {
    let walks = 0;
    const reached = { shipped: 0, takenBack: 0 };
    const count = async () => {
      reached.shipped += await neonClient.shipment.count({ where: { shippedAt: { not: null } } });
      reached.takenBack += await neonClient.operation.count({
        where: { procedure: "shipment.ship", status: "UNDONE" },
      });
    };
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 20, size: "max" }), async (turns) => {
        if ((walks += 1) % PER_DATABASE === 0) {
          await count();
          await disconnectAll();
          await databases.drop();
          databases = await useTestDatabases();
        }
        const yard = await makeYard();
        for (const [index, steps] of turns.entries()) {
          await runTurn(yard, steps);
          expect({ turn: index, steps, faults: await faultsOf(yard) }).toEqual({ turn: index, steps, faults: [] });
        }
      }),
      {
        numRuns: RUNS,
        endOnFailure: true,
        ...(process.env.INVISTA_SEED ? { seed: Number(process.env.INVISTA_SEED) } : {}),
      },
    );
    await count();
    // The walks do get as far as the door, and back.
    expect(reached.shipped).toBeGreaterThan(RUNS / 4);
    expect(reached.takenBack).toBeGreaterThan(RUNS / 20);
  },
  Math.max(300_000, RUNS * 3_000),
);
