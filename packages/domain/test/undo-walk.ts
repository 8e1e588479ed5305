import { Refusal } from "@invista/contracts/errors";
import { neonClient } from "@invista/db";
import { commit } from "@invista/testkit/makers";
import fc from "fast-check";
import { expect } from "vitest";
import * as documents from "./undo-document-steps.ts";
import * as kits from "./undo-kit-steps.ts";
import { sceneOf, type Act } from "./undo-scene.ts";
import { ship, takeBack } from "./undo-shipment-step.ts";
import { answerOf, GOODS, makeShelf, stateOf, undo, type Shelf } from "./undo-shelf.ts";
import * as stock from "./undo-stock-steps.ts";

const STEPS = { ...stock, ...documents, ...kits, ship, takeBack };
type Kind = keyof typeof STEPS;
const isKind = (name: string): name is Kind => name in STEPS;
/** Drawn more often: they need something that another step left behind. */
const LATER: readonly Kind[] = ["arrive", "lose", "waive", "dispose", "release", "takeBack", "build"];

export const step = fc.record({
  kind: fc.constantFrom(...Object.keys(STEPS).filter(isKind), ...LATER),
  goods: fc.nat(3),
  index: fc.nat(5),
  lot: fc.nat(1),
  to: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 6 }),
  up: fc.boolean(),
  there: fc.boolean(),
  cost: fc.integer({ min: 1, max: 99_999 }),
});
export type WalkStep = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Operations of a few products, and how they are undone: one by one, or first the chain that hangs on one of them. */
export const walk = fc.record({
  goods: fc.shuffledSubarray([...GOODS], { minLength: 2, maxLength: 3 }),
  steps: fc.array(step, { minLength: 1, maxLength: 20, size: "max" }),
  chainFrom: fc.option(fc.nat(19)),
});
export type Walk = typeof walk extends fc.Arbitrary<infer T> ? T : never;

interface Done {
  readonly id: string;
  readonly procedure: string;
  readonly before: readonly string[];
  readonly giveUp?: () => Promise<void>;
}

/** What was done and undone in walks, by procedure; and how often an undo was blocked and a chain undone. */
export interface Tally {
  readonly undone: Map<string, number>;
  blocked: number;
  chains: number;
  /** Walks that were undone out of turn and have no way back. */
  stuck: number;
}

/** Walks there and back; after each undo everything is as it was before the operation. */
export async function walkAndReturn(one: Walk, tally: Tally): Promise<void> {
  const trail: Done[] = [];
  try {
    await thereAndBack(one, trail, tally);
  } catch (error) {
    const steps = trail.map(({ procedure, id }) => `${procedure} ${id}`).join("\n");
    throw new Error(`Of ${one.goods.join(" and ")}, undone from ${one.chainFrom}:\n${steps}`, { cause: error });
  }
}

async function thereAndBack({ goods, steps, chainFrom }: Walk, trail: Done[], tally: Tally): Promise<void> {
  const shelf = await makeShelf(goods);
  const start = await stateOf(shelf);
  for (const one of steps) {
    const done = await walkStep(shelf, one);
    if (done) trail.push(done);
  }
  const count = ({ procedure }: Done) => tally.undone.set(procedure, (tally.undone.get(procedure) ?? 0) + 1);
  const target = chainFrom === null ? undefined : trail[chainFrom % Math.max(trail.length, 1)];
  if (target) {
    const left = await undoChain(shelf, trail, target, tally);
    if (!(await undoInAnyOrder(shelf, left, tally))) {
      tally.stuck += 1;
      return;
    }
  } else
    for (const done of trail.toReversed()) {
      const answer = await undo(done.id);
      expect({ undo: done.procedure, answer }).not.toMatchObject({ answer: expect.any(Refusal) });
      expect({ undone: done.procedure, state: await stateOf(shelf) }).toEqual({
        undone: done.procedure,
        state: done.before,
      });
      await done.giveUp?.();
    }
  expect(await stateOf(shelf)).toEqual(start);
  trail.forEach(count);
}

/** The command of a step, ready to be sent; null where there is nothing to do it with. */
export async function readyStep(shelf: Shelf, one: WalkStep): Promise<Act | null> {
  const scene = await sceneOf(shelf, one);
  const ready = await answerOf(async () => (await STEPS[one.kind](scene)) ?? null);
  return ready instanceof Refusal ? null : ready;
}

async function walkStep(shelf: Shelf, one: WalkStep): Promise<Done | null> {
  const ready = await readyStep(shelf, one);
  if (ready === null) return null;
  const { procedure, as, run, giveUp } = ready;
  const before = await stateOf(shelf);
  const answer = await answerOf(() => commit(run, { procedure, ...(as ? { as } : {}) }));
  if (!(answer instanceof Refusal)) return { id: answer.operationId, procedure, before, ...(giveUp ? { giveUp } : {}) };
  await giveUp?.();
  return null;
}

/** Undoes one operation whenever it was, alone where that is possible, else with the chain that is offered; answers what is left to undo. */
async function undoChain(shelf: Shelf, trail: readonly Done[], target: Done, tally: Tally): Promise<Done[]> {
  const alone = await tryUndo(shelf, trail, target, tally);
  if (alone === null) {
    await target.giveUp?.();
    return trail.filter((done) => done !== target);
  }
  const { chain } = alone.details;
  if (!Array.isArray(chain) || chain.length === 0) return [...trail];
  const before = await stateOf(shelf);
  const answer = await undo(target.id, true);
  if (answer instanceof Refusal) {
    // Documents that have steps of their own for it say so; any other chain that is offered leads there.
    expect(answer).toMatchObject({ rule: "undo.wentOn" });
    expect(await stateOf(shelf)).toEqual(before);
    return [...trail];
  }
  tally.chains += 1;
  const gone = trail.filter((done) => answer.undone.includes(done.id));
  expect(gone.map(({ id }) => id).toSorted()).toEqual(answer.undone.toSorted());
  for (const done of gone.toReversed()) await done.giveUp?.();
  return trail.filter((done) => !gone.includes(done));
}

/** Undoes the latest first; one that is blocked, because another was undone out of turn, is tried again after the others. Answers whether all are undone. */
async function undoInAnyOrder(shelf: Shelf, trail: readonly Done[], tally: Tally): Promise<boolean> {
  let left = [...trail];
  while (left.length > 0) {
    const stuck = new Set<Done>();
    for (const done of left.toReversed()) {
      if (await tryUndo(shelf, trail, done, tally)) stuck.add(done);
      else await done.giveUp?.();
    }
    // What one had brought was carried on by others, and they wait for each other since it is gone: each of them says so.
    if (stuck.size === left.length) return false;
    left = left.filter((done) => stuck.has(done));
  }
  return true;
}

/** Undoes one operation alone, or answers the refusal: nothing has changed then, and what is said to block it is there. */
async function tryUndo(shelf: Shelf, trail: readonly Done[], done: Done, tally: Tally): Promise<Refusal | null> {
  const before = await stateOf(shelf);
  const answer = await undo(done.id);
  if (!(answer instanceof Refusal)) return null;
  expect(await stateOf(shelf)).toEqual(before);
  if (answer.rule === "undo.wentOn") return answer;
  expect({ undo: done.procedure, rule: answer.rule, answer: answer.message }).toMatchObject({ rule: "undo.blocked" });
  tally.blocked += 1;
  const { blockers } = answer.details;
  if (!Array.isArray(blockers)) throw new Error("no blockers");
  expect(blockers).not.toHaveLength(0);
  for (const { kind, id } of blockers) {
    const claims = { referenceId: id, status: { in: ["ACTIVE" as const, "PICKED" as const] } };
    if (kind === "RESERVATION") expect(await neonClient.stockReservation.count({ where: claims })).toBeGreaterThan(0);
    else {
      expect(trail.map((one) => one.id)).toContain(id);
      expect(await neonClient.operation.count({ where: { id, status: "DONE" } })).toBe(1);
    }
  }
  return answer;
}
