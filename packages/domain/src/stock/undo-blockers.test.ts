import { Refusal } from "@invista/contracts/errors";
import { disconnectAll, neonClient } from "@invista/db";
import { commit, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { count, decide, dispatch, dispose, inspect, lose } from "../../test/undo-document-steps.ts";
import { sceneOf, type Act, type Scene, type StockStep } from "../../test/undo-scene.ts";
import { makeShelf, undo, type GoodsKind, type Shelf } from "../../test/undo-shelf.ts";
import { ship, takeBack } from "../../test/undo-shipment-step.ts";
import { adjust, move, receive, scrap } from "../../test/undo-stock-steps.ts";
import { checkInvariants } from "../reporting/index.ts";

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

const STEP: StockStep = { goods: 0, index: 0, lot: 0, to: 0, quantity: 3, up: true, there: false, cost: 1_000 };

/** A shelf of one product, and what is done with it. */
async function shelfOf(kind: GoodsKind) {
  const shelf = await makeShelf([kind]);
  const run = async (make: (scene: Scene) => Promise<Act | null> | Act | null, parts: Partial<StockStep> = {}) => {
    const act = await make(await sceneOf(shelf, { ...STEP, ...parts }));
    if (!act) throw new Error("nothing to do");
    const { procedure, as } = act;
    return (await commit(act.run, { procedure, ...(as ? { as } : {}) })).operationId;
  };
  return { shelf, run };
}

/** What is said to block an undo, and the chain that is offered. */
async function blocked(operationId: string) {
  const answer = await undo(operationId);
  if (!(answer instanceof Refusal)) throw new Error("nothing blocks it");
  expect(answer).toMatchObject({ rule: "undo.blocked" });
  const { blockers, chain } = answer.details;
  return { blockers, chain };
}
const named = (...ids: string[]) => ids.map((id) => expect.objectContaining({ id }));
const statesOf = async ({ goods: [one] }: Shelf) => {
  const pieces = await neonClient.serialNumber.findMany({ where: { productId: one?.productId ?? "" } });
  return Object.fromEntries(pieces.map(({ serial, status }) => [serial, status]));
};

test("an inspection is taken back while another one keeps goods in the same bin", async () => {
  const { run } = await shelfOf("FIFO");
  const begun = await run(inspect);
  expect(await undo(begun)).toMatchObject({ undone: [begun] });
});

test("pieces that are in stock again keep the scrapping of them from being undone, and are scrapped again once that is taken back", async () => {
  const { shelf, run } = await shelfOf("PIECES");
  const before = await statesOf(shelf);
  const scrapped = await run(scrap, { up: false });
  const gone = await statesOf(shelf);
  const back = await run(receive);
  expect(await blocked(scrapped)).toEqual({ blockers: named(back), chain: named(back, scrapped) });
  await undo(back);
  expect(await statesOf(shelf)).toEqual(gone);
  await undo(scrapped);
  expect(await statesOf(shelf)).toEqual(before);
});

test("a piece that comes back from a customer under another lot is his again, and of its lot, once that is taken back", async () => {
  const { shelf, run } = await shelfOf("LOTS_AND_PIECES");
  // What comes in lies in its bin and is not held to be inspected.
  await neonClient.inspectionPlan.updateMany({
    where: { productId: shelf.goods[0]?.productId ?? "" },
    data: { isActive: false },
  });
  await run(ship, { quantity: 1 });
  const piece = await neonClient.serialNumber.findFirstOrThrow({ where: { orderItemId: { not: null } } });
  const now = async () => {
    const { status, lotId, orderItemId } = await neonClient.serialNumber.findUniqueOrThrow({ where: { id: piece.id } });
    return { status, lotId, orderItemId };
  };
  const before = await now();
  const otherLot = shelf.goods[0]?.lots.findIndex(({ id }) => id !== piece.lotId) ?? 0;
  const coming = { quantity: 1, there: true, lot: otherLot, index: 1 };
  const back = await run(receive, coming);
  expect(await now()).toMatchObject({ status: "IN_STOCK", lotId: shelf.goods[0]?.lots[otherLot]?.id });
  await undo(back);
  expect(await now()).toEqual(before);
  await run(receive, coming);
  // Which piece leaves is told by its lot's day and number: others may go before it.
  let again = "";
  for (let index = 0; index < 12 && (await now()).orderItemId === before.orderItemId; index++)
    again = await run(ship, { quantity: 1, index });
  expect((await now()).orderItemId).not.toBe(before.orderItemId);
  await undo(again);
  expect(await now()).toMatchObject({ status: "IN_STOCK", orderItemId: before.orderItemId });
});

test("what was lost of a transfer goes back before its dispatch, though other goods are under way", async () => {
  const { run } = await shelfOf("FIFO");
  const sent = await run(dispatch);
  await run(dispatch, { index: 1 });
  const lost = await run(lose, { quantity: 1 });
  expect(await blocked(sent)).toEqual({ blockers: named(lost), chain: named(lost, sent) });
  expect(await undo(sent, true)).toMatchObject({ undone: [lost, sent] });
});

test("a shipment that nobody took, and a nonconformance that was scrapped, go back before what led to them", async () => {
  const { run } = await shelfOf("FIFO");
  const shipped = await run(ship);
  const refused = await run(takeBack);
  expect(await blocked(shipped)).toEqual({ blockers: named(refused), chain: named(refused, shipped) });
  expect(await undo(shipped, true)).toMatchObject({ undone: [refused, shipped] });
  const decided = await run(decide, { quantity: 1 });
  const scrapped = await run(dispose);
  expect(await blocked(decided)).toEqual({ blockers: named(scrapped), chain: named(scrapped, decided) });
  expect(await undo(decided, true)).toMatchObject({ undone: [scrapped, decided] });
});

test("goods that would be claimed again on the way back are no chain", async () => {
  const { run } = await shelfOf("FIFO");
  const came = await run(adjust, { there: true, to: 2 });
  const sent = await run(dispatch, { index: 2 });
  expect(await blocked(came)).toEqual({ blockers: named(sent), chain: [] });
  await undo(sent);
  expect(await blocked(came)).toMatchObject({ blockers: [{ kind: "RESERVATION" }], chain: [] });
});

test("of goods at their average cost, what left at the cost of a receipt goes back before it", async () => {
  const { run } = await shelfOf("AVERAGE");
  const dear = await run(adjust, { cost: 99_000 });
  const gone = await run(scrap, { up: false });
  expect(await blocked(dear)).toEqual({ blockers: named(gone), chain: named(gone, dear) });
});

test("where something was taken back out of turn, who had used that is named, and nobody before", async () => {
  const { run } = await shelfOf("AVERAGE");
  await run(adjust, { to: 2 });
  await run(move, { index: 2 });
  const first = await run(adjust, { to: 2 });
  const moved = await run(move, { index: 2 });
  const second = await run(adjust, { to: 2 });
  expect(await undo(first)).toMatchObject({ undone: [first] });
  expect(await blocked(second)).toEqual({ blockers: named(moved), chain: [] });
  await undo(moved);
  expect(await undo(second)).toMatchObject({ undone: [second] });
});

test("a position whose counts are all taken back, whichever first, was never counted", async () => {
  const { shelf, run } = await shelfOf("FIFO");
  const [first, second] = [await run(count), await run(count)];
  await undo(first);
  await undo(second);
  const where = { warehouseId: { in: [...shelf.warehouses] }, lastCountedAt: { not: null } };
  expect(await neonClient.inventoryItem.count({ where })).toBe(0);
});
