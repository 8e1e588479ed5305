import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import {
  approveTransfer,
  cancelTransfer,
  createTransfer,
  dispatchTransfer,
  getTransfer,
  listTransfers,
  receiveTransfer,
  resolveTransfer,
} from "./index.ts";

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

/** Ten of a new product in a new warehouse, and an empty one beside it. */
async function scene(quantity = "10") {
  const [from, to, { id: productId }] = [await warehouse(), await warehouse(), await product()];
  await stockOf({ productId, warehouseId: from.id, quantity, location: "A-1" });
  return { from: from.id, to: to.id, productId };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const draft = ({ from, to, productId }: Scene, quantity: string) =>
  commit((work) =>
    createTransfer(work, {
      fromWarehouseId: from,
      toWarehouseId: to,
      expectedAt: null,
      note: null,
      lines: [{ productId, quantity }],
      idempotencyKey: KEY,
    }),
  );
const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
const approve = (ref: { id: string; version: number }) => commit((work) => approveTransfer(work, seen(ref)));
const dispatch = (ref: { id: string; version: number }) =>
  commit((work) => dispatchTransfer(work, { ...seen(ref), pieces: [] }));
const receive = (ref: { id: string; version: number }, productId: string, quantity: string, location = "B-1") =>
  commit((work) => receiveTransfer(work, { ...seen(ref), lines: [{ productId, quantity, location }] }));
const resolve = (ref: { id: string; version: number }, productId: string, quantity: string) =>
  commit((work) => resolveTransfer(work, { ...seen(ref), reason: "LOST", lines: [{ productId, quantity }] }));

const places = async (productId: string) => {
  const items = await neonClient.inventoryItem.findMany({
    where: { productId, quantity: { gt: 0 } },
    orderBy: { location: "asc" },
  });
  return Object.fromEntries(items.map((item) => [item.location, item.quantity.toString()]));
};
const total = async (productId: string) =>
  (
    await neonClient.inventoryItem.aggregate({ where: { productId }, _sum: { quantity: true } })
  )._sum.quantity?.toString();

test("a transfer is reserved, dispatched, received in parts and its loss resolved; the company's total changes only by the loss", async () => {
  const world = await scene();
  const { productId } = world;
  const made = await draft(world, "7");
  expect(await total(productId)).toBe("10");
  const approved = await approve(made);
  expect(await neonClient.inventoryItem.findFirst({ where: { productId } })).toMatchObject({
    reservedQuantity: expect.anything(),
  });
  expect(await total(productId)).toBe("10");
  const sent = await dispatch(approved);
  expect(await places(productId)).toEqual({ "A-1": "3", "~TRANSIT": "7" });
  expect(await total(productId)).toBe("10");
  const part = await receive(sent, productId, "4");
  expect(part.status).toBe("PARTIALLY_RECEIVED");
  expect(await places(productId)).toEqual({ "A-1": "3", "B-1": "4", "~TRANSIT": "3" });
  expect(await total(productId)).toBe("10");
  const lossy = await resolve(part, productId, "1");
  expect(await total(productId)).toBe("9");
  const done = await receive(lossy, productId, "2", "");
  expect(done.status).toBe("RECEIVED");
  expect(await total(productId)).toBe("9");
  const { items } = await getTransfer(reader(), { id: made.id });
  expect(items[0]).toMatchObject({ quantity: "7", dispatched: "7", received: "6", lost: "1", underWay: "0" });
});

test("more than is free can't be approved, more than was sent can't be received, and nothing is half done", async () => {
  const world = await scene("5");
  const tooMuch = await draft(world, "6");
  await expect(approve(tooMuch)).rejects.toMatchObject({ rule: "stock.insufficient" });
  const sent = await dispatch(await approve(await draft(world, "5")));
  await expect(receive(sent, world.productId, "6")).rejects.toMatchObject({ rule: "transfer.moreThanSent" });
  await expect(receive(sent, (await product()).id, "1")).rejects.toMatchObject({ rule: "transfer.notInIt" });
  expect(await places(world.productId)).toEqual({ "~TRANSIT": "5" });
});

test("two approve transfers of the same last stock at once: one is reserved, the other refused", async () => {
  const world = await scene("5");
  const drafts = [await draft(world, "5"), await draft(world, "5")];
  const answers = await Promise.allSettled(drafts.map(approve));
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
});

test("two receive one transfer at once: one is booked, the other told that it changed", async () => {
  const world = await scene("5");
  const sent = await dispatch(await approve(await draft(world, "5")));
  const answers = await Promise.allSettled([receive(sent, world.productId, "5"), receive(sent, world.productId, "5")]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(answers.find((answer) => answer.status === "rejected")?.reason).toMatchObject({ code: "STALE" });
  expect(await total(world.productId)).toBe("5");
});

test("cancelling frees what was reserved; what has left can't be cancelled", async () => {
  const world = await scene("5");
  const approved = await approve(await draft(world, "5"));
  await commit((work) => cancelTransfer(work, seen(approved)));
  const sent = await dispatch(await approve(await draft(world, "5")));
  await expect(commit((work) => cancelTransfer(work, seen(sent)))).rejects.toMatchObject({ rule: "transfer.step" });
});

test("who reaches one of the warehouses sees the transfer, who reaches neither finds none, and both are needed to draft it", async () => {
  const world = await scene("5");
  const made = await draft(world, "2");
  const as = (...warehouses: string[]) => actor({ warehouses });
  expect((await listTransfers(reader(as(world.to)), { limit: 50 })).rows.map((row) => row.id)).toContain(made.id);
  await expect(getTransfer(reader(as("elsewhere")), { id: made.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const alone = commit(
    (work) =>
      createTransfer(work, {
        fromWarehouseId: world.from,
        toWarehouseId: world.to,
        expectedAt: null,
        note: null,
        lines: [{ productId: world.productId, quantity: "1" }],
        idempotencyKey: KEY,
      }),
    { as: as(world.from) },
  );
  await expect(alone).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("every step can be taken back: receipt, write-off and dispatch, and what was reserved is so again", async () => {
  const at = await scene();
  const made = await draft(at, "6");
  const undo = (operationId: string, chain = false) =>
    commit((work) => undoOperation(work, { id: operationId, chain, idempotencyKey: KEY }, "own"));
  const ofTransfer = (part: string) => ({ procedure: `transfer.${part}` });
  const approved = await approve(made);
  const sent = await commit(
    (work) => dispatchTransfer(work, { ...seen(approved), pieces: [] }),
    ofTransfer("dispatch"),
  );
  const got = await commit(
    (work) =>
      receiveTransfer(work, { ...seen(sent), lines: [{ productId: at.productId, quantity: "4", location: "B-1" }] }),
    ofTransfer("receive"),
  );
  const lost = await commit(
    (work) =>
      resolveTransfer(work, { ...seen(got), reason: "LOST", lines: [{ productId: at.productId, quantity: "2" }] }),
    ofTransfer("resolve"),
  );
  const stateOf = async () => {
    const { transfer, items } = await getTransfer(reader(), { id: made.id });
    return [transfer.status, ...items.map((line) => [line.dispatched, line.received, line.lost])];
  };
  expect(await stateOf()).toEqual(["RECEIVED", ["6", "4", "2"]]);
  await undo(lost.operationId);
  expect(await stateOf()).toEqual(["PARTIALLY_RECEIVED", ["6", "4", "0"]]);
  await expect(undo(sent.operationId)).rejects.toMatchObject({ rule: "undo.blocked" });
  await undo(got.operationId);
  expect(await stateOf()).toEqual(["IN_TRANSIT", ["6", "0", "0"]]);
  expect(await places(at.productId)).toEqual({ "A-1": "4", "~TRANSIT": "6" });
  await undo(sent.operationId);
  expect(await stateOf()).toEqual(["APPROVED", ["0", "0", "0"]]);
  expect(await places(at.productId)).toEqual({ "A-1": "10" });
  const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { productId: at.productId, location: "A-1" } });
  expect(item.reservedQuantity.toString()).toBe("6");
  const again = await neonClient.stockTransfer.findUniqueOrThrow({ where: { id: made.id } });
  const second = await commit((work) => dispatchTransfer(work, { ...seen(again), pieces: [] }), ofTransfer("dispatch"));
  await commit(
    (work) =>
      receiveTransfer(work, { ...seen(second), lines: [{ productId: at.productId, quantity: "6", location: "B-1" }] }),
    ofTransfer("receive"),
  );
  // The chain takes the receipt back on the way to the dispatch.
  await undo(second.operationId, true);
  expect(await stateOf()).toEqual(["APPROVED", ["0", "0", "0"]]);
});

test("a receipt of which something was promised since is not taken back, and two who take it back at once do it once", async () => {
  const at = await scene();
  const sent = await dispatch(await approve(await draft(at, "5")));
  const got = await commit(
    (work) =>
      receiveTransfer(work, { ...seen(sent), lines: [{ productId: at.productId, quantity: "5", location: "B-1" }] }),
    { procedure: "transfer.receive" },
  );
  const undo = () =>
    commit((work) => undoOperation(work, { id: got.operationId, chain: false, idempotencyKey: KEY }, "own"));
  const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { productId: at.productId, location: "B-1" } });
  const claim = await neonClient.stockReservation.create({
    data: { inventoryItemId: item.id, quantity: "2", reservationType: "MANUAL", referenceId: "r", reservedBy: "u" },
  });
  await expect(undo()).rejects.toMatchObject({ rule: "undo.blocked" });
  await neonClient.stockReservation.update({ where: { id: claim.id }, data: { status: "RELEASED" } });
  const both = await Promise.allSettled([undo(), undo()]);
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("taken back and received at the same moment, a dispatch has one of the two, and nothing is lost", async () => {
  const at = await scene();
  const approved = await approve(await draft(at, "5"));
  const sent = await commit((work) => dispatchTransfer(work, { ...seen(approved), pieces: [] }), {
    procedure: "transfer.dispatch",
  });
  const both = await Promise.allSettled([
    commit((work) => undoOperation(work, { id: sent.operationId, chain: false, idempotencyKey: KEY }, "own")),
    receive(sent, at.productId, "5"),
  ]);
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(Object.values(await places(at.productId)).reduce((total, quantity) => total + Number(quantity), 0)).toBe(10);
});
