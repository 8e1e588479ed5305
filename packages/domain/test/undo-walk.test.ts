import { disconnectAll } from "@invista/db";
import { reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import { walk, walkAndReturn, type Tally, type Walk } from "./undo-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 200);
/** The same sequences at every run of the tests; the bench draws others each time. */
const SEED = Number(process.env.INVISTA_SEED ?? 20_261_127);
/** So many walks are drawn together and walked side by side: each has warehouses and products of its own. */
const BATCH = 20;
const AT_ONCE = 5;
/** A fresh database now and then, before its indexes grow deep. */
const PER_DATABASE = 400;
const PROCEDURES = [
  "count.approve",
  "inspection.decide",
  "inspection.start",
  "inspection.waive",
  "kit.build",
  "kit.unbuild",
  "location.moveContents",
  "ncr.dispose",
  "scan.receive",
  "shipment.refuse",
  "shipment.ship",
  "stock.adjust",
  "stock.move",
  "stock.quarantine",
  "stock.release",
  "stock.scrap",
  "transfer.dispatch",
  "transfer.receive",
  "transfer.resolve",
];
let databases: TestDatabases;

beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

/** Throws what the first failing walk says, once nobody is on the way any more. */
async function sideBySide(drawn: readonly Walk[], tally: Tally): Promise<void> {
  const waiting = [...drawn];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await walkAndReturn(one, tally);
  };
  const answers = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
}

const faults = async () => (await checkInvariants(reader())).rules.filter((rule) => rule.violations > 0);

test(
  `undoing ${RUNS} random sequences of up to twenty operations passes through every state they came by`,
  async () => {
    const tally: Tally = { undone: new Map(), blocked: 0, chains: 0, stuck: 0 };
    let walks = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(walk, { minLength: BATCH, maxLength: BATCH }), async (drawn) => {
        await sideBySide(drawn, tally);
        expect(await faults()).toEqual([]);
        if ((walks += BATCH) % PER_DATABASE !== 0) return;
        await disconnectAll();
        await databases.drop();
        databases = await useTestDatabases();
      }),
      {
        numRuns: Math.ceil(RUNS / BATCH),
        endOnFailure: true,
        seed: SEED,
      },
    );
    if (process.env.INVISTA_TALLY) console.log(walks, tally);
    // The walks reach everything that can be undone, get in each other's way, and nearly always find a way back.
    const reached = [...tally.undone.values()].reduce((all, one) => all + one, 0);
    expect([...tally.undone.keys()].toSorted()).toEqual(PROCEDURES);
    expect(reached).toBeGreaterThan(3 * RUNS);
    expect(tally.chains).toBeGreaterThan(RUNS / 50);
    expect(tally.stuck).toBeLessThanOrEqual(RUNS / 20);
  },
  Math.max(300_000, RUNS * 2_000),
);
