import { isDeepStrictEqual } from "node:util";
import { Refusal } from "@invista/contracts/errors";
import { disconnectAll, neonClient } from "@invista/db";
import { commit, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../src/reporting/index.ts";
import { past, present } from "./past-pictures.ts";
import { backdate, CLAIM_STEPS } from "./past-steps.ts";
import { sceneOf } from "./undo-scene.ts";
import { answerOf, GOODS, makeShelf, undo, type Shelf } from "./undo-shelf.ts";
import { readyStep, step, type WalkStep } from "./undo-walk.ts";

const RUNS = Number(process.env.INVISTA_WALKS ?? 4);
const SEED = Number(process.env.INVISTA_SEED ?? 20_261_127);
const BASES = ["OCCURRED", "RECORDED"] as const;
type Claim = keyof typeof CLAIM_STEPS;
const isClaim = (name: string): name is Claim => name in CLAIM_STEPS;

const mixed = fc.record({
  step,
  claim: fc.option(fc.constantFrom(...Object.keys(CLAIM_STEPS).filter(isClaim))),
  undo: fc.nat(9),
});
type Mixed = typeof mixed extends fc.Arbitrary<infer T> ? T : never;
const steps = fc.array(mixed, { minLength: 12, maxLength: 18, size: "max" });
const walk = fc.record({
  goods: fc.shuffledSubarray([...GOODS], { minLength: 2, maxLength: 3 }),
  before: steps,
  after: steps,
  late: fc.array(step, { minLength: 2, maxLength: 5 }),
});

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

/** The database's clock; what follows begins in another millisecond. */
async function momentNow(): Promise<string> {
  const [row] = await neonClient.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at FROM pg_sleep(0.003)`;
  await neonClient.$queryRaw`SELECT 1 AS one FROM pg_sleep(0.003)`;
  if (!row) throw new Error("the database has no clock");
  return row.at.toISOString();
}

/** Does one thing, unless that is refused; the operation it was, where it can be undone. */
async function doOne(shelf: Shelf, { step: one, claim }: Mixed): Promise<string | null> {
  if (claim !== null) {
    const scene = await sceneOf(shelf, one);
    await answerOf(() => CLAIM_STEPS[claim](scene));
    return null;
  }
  const ready = await readyStep(shelf, one);
  if (ready === null) return null;
  const { procedure, as, run } = ready;
  const answer = await answerOf(() => commit(run, { procedure, ...(as ? { as } : {}) }));
  return answer instanceof Refusal ? null : answer.operationId;
}

async function doAll(shelf: Shelf, all: readonly Mixed[]): Promise<void> {
  for (const one of all) {
    const done = await doOne(shelf, one);
    if (done !== null && one.undo === 0) await undo(done);
  }
}

async function doLate(shelf: Shelf, all: readonly WalkStep[], occurredAt: string): Promise<number> {
  let done = 0;
  for (const one of all) {
    const scene = await sceneOf(shelf, one);
    if (!((await answerOf(() => backdate(scene, occurredAt))) instanceof Refusal) && scene.sold) done += 1;
  }
  return done;
}

test(
  `after ${RUNS} random mixes of operations the past at now is the present, and the past of before stays what it was`,
  async () => {
    let changed = 0;
    let late = 0;
    await fc.assert(
      fc.asyncProperty(walk, async ({ goods, before, after, late: lateSteps }) => {
        const shelf = await makeShelf(goods);
        await doAll(shelf, before);
        const then = await momentNow();
        const seen = await present(shelf);
        for (const basis of BASES) expect(await past(shelf, { at: then, basis })).toEqual(seen);
        await doAll(shelf, after);
        for (const basis of BASES)
          expect({ basis, is: await past(shelf, { at: then, basis }) }).toEqual({ basis, is: seen });
        if (!isDeepStrictEqual(await present(shelf), seen)) changed += 1;
        // What is booked late changes what was true then, and not what was known; and now is the present still.
        const booked = await doLate(shelf, lateSteps, then);
        expect(await past(shelf, { at: then, basis: "RECORDED" })).toEqual(seen);
        const corrected = await past(shelf, { at: then, basis: "OCCURRED" });
        expect(isDeepStrictEqual(corrected, seen)).toBe(booked === 0);
        const now = await momentNow();
        for (const basis of BASES) expect(await past(shelf, { at: now, basis })).toEqual(await present(shelf));
        late += booked;
      }),
      { numRuns: RUNS, endOnFailure: true, seed: SEED },
    );
    // The walks went somewhere.
    expect(changed).toBe(RUNS);
    expect(late).toBeGreaterThan(RUNS / 2);
  },
  Math.max(300_000, RUNS * 10_000),
);
