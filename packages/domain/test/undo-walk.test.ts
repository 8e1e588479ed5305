import { disconnectAll } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import { walk, walkAndReturn, type Tally } from "./undo-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 200);
/** Walks at once: each has warehouses and products of its own. */
const AT_ONCE = 4;
/** A fresh database now and then, before its indexes grow deep. */
const PER_DATABASE = 400;
let databases: TestDatabases;

beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const faults = async () => (await checkInvariants(reader())).rules.filter((rule) => rule.violations > 0);

test(
  `undoing ${RUNS} random sequences of up to twenty operations passes through every state they came by`,
  async () => {
    const tally: Tally = { undone: new Map(), blocked: 0, chains: 0, stuck: 0 };
    let walks = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(walk, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (some) => {
        const answers = await Promise.allSettled(some.map((one) => walkAndReturn(one, tally)));
        for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
        expect(await faults()).toEqual([]);
        if ((walks += AT_ONCE) % PER_DATABASE !== 0) return;
        await disconnectAll();
        await databases.drop();
        databases = await useTestDatabases();
      }),
      {
        numRuns: Math.ceil(RUNS / AT_ONCE),
        endOnFailure: true,
        ...(process.env.INVISTA_SEED ? { seed: Number(process.env.INVISTA_SEED) } : {}),
      },
    );
    if (process.env.INVISTA_TALLY) console.log(walks, tally);
  },
  Math.max(300_000, RUNS * 2_000),
);
