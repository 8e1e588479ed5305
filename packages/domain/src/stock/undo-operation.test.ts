import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NeonWork } from "../shared/work.ts";
import { checkInvariants } from "../reporting/index.ts";
import {
  adjustStock,
  getOperation,
  moveStock,
  quarantineStock,
  releaseStock,
  scrapStock,
  undoOperation,
} from "./index.ts";

let databases: TestDatabases;
let warehouseId = "";
beforeAll(async () => {
  databases = await useTestDatabases();
  warehouseId = (await warehouse()).id;
  await neonClient.storageLocation.create({
    data: { warehouseId, code: "QUARANTINE", type: "QUARANTINE", isSellable: false },
  });
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

const held = (productId: string, quantity: string, location = "") => ({
  productId,
  warehouseId,
  location,
  lotId: null,
  quantity,
  note: null,
  idempotencyKey: KEY,
});
const run = <Output extends object>(procedure: string, body: (work: NeonWork) => Promise<Output>) =>
  commit(body, { procedure: `stock.${procedure}` });
const adjust = (productId: string, delta: string) =>
  run("adjust", (work) => adjustStock(work, { ...held(productId, "0"), delta, reason: "FOUND", unitCost: "2" }));
const undo = (id: string, options: { chain?: boolean; whose?: "own" | "any"; as?: ReturnType<typeof actor> } = {}) =>
  commit(
    (work) => undoOperation(work, { id, chain: options.chain ?? false, idempotencyKey: KEY }, options.whose ?? "own"),
    options.as ? { as: options.as } : {},
  );
const onHand = async (productId: string) => {
  const items = await neonClient.inventoryItem.findMany({ where: { productId, quantity: { gt: 0 } } });
  return Object.fromEntries(items.map((item) => [item.location, item.quantity.toString()]));
};

test("every kind of stock operation is undone by reversal, and the ledger keeps both", async () => {
  const { id } = await product();
  await adjust(id, "10");
  const moved = await run("move", (work) => moveStock(work, { ...held(id, "4"), toLocation: "A-1" }));
  const kept = await run("quarantine", (work) =>
    quarantineStock(work, { ...held(id, "3"), toLocation: null, reason: "DAMAGED" }),
  );
  expect(kept.to).toEqual({ location: "QUARANTINE", quantity: "3" });
  const released = await run("release", (work) =>
    releaseStock(work, { ...held(id, "1", "QUARANTINE"), toLocation: "A-1" }),
  );
  const scrapped = await run("scrap", (work) =>
    scrapStock(work, { ...held(id, "2", "QUARANTINE"), reason: "DAMAGED" }),
  );
  expect(await onHand(id)).toEqual({ "": "3", "A-1": "5" });
  await undo(scrapped.operationId);
  await undo(released.operationId);
  expect(await onHand(id)).toEqual({ "": "3", "A-1": "4", QUARANTINE: "3" });
  await undo(kept.operationId);
  await undo(moved.operationId);
  expect(await onHand(id)).toEqual({ "": "10" });
  expect(await neonClient.stockMovement.count({ where: { productId: id, type: "REVERSAL" } })).toBe(7);
});

test("what was used since blocks an undo, is named, and the chain undoes all of it or nothing", async () => {
  const { id } = await product();
  const first = await adjust(id, "5");
  const moved = await run("move", (work) => moveStock(work, { ...held(id, "4"), toLocation: "B-1" }));
  const scrapped = await run("scrap", (work) => scrapStock(work, { ...held(id, "3", "B-1"), reason: "OTHER" }));
  await expect(undo(first.operationId)).rejects.toMatchObject({ rule: "undo.blocked" });
  const { undo: plan } = await getOperation(reader(), { id: first.operationId });
  expect(plan.state).toBe("BLOCKED");
  expect(plan.chain.map((one) => one.id)).toEqual([scrapped.operationId, moved.operationId, first.operationId]);
  const done = await undo(first.operationId, { chain: true });
  expect(done.undone).toHaveLength(3);
  expect(await onHand(id)).toEqual({});
  expect((await getOperation(reader(), { id: moved.operationId })).undo.state).toBe("UNDONE");
});

test("a claim on what came in blocks its undo, and no chain is offered", async () => {
  const { id } = await product();
  const first = await adjust(id, "5");
  const item = await neonClient.inventoryItem.findFirstOrThrow({ where: { productId: id } });
  await neonClient.stockReservation.create({
    data: { inventoryItemId: item.id, quantity: "2", reservationType: "MANUAL", referenceId: "m1", reservedBy: "u" },
  });
  const { undo: plan } = await getOperation(reader(), { id: first.operationId });
  expect(plan).toMatchObject({ state: "BLOCKED", chain: [], blockers: [{ kind: "RESERVATION", quantity: "2" }] });
  await expect(undo(first.operationId, { chain: true })).rejects.toMatchObject({ rule: "undo.blocked" });
});

test("two undo one operation at once: one succeeds, the other is told", async () => {
  const { id } = await product();
  const first = await adjust(id, "5");
  const answers = await Promise.allSettled([undo(first.operationId), undo(first.operationId)]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(answers.find((answer) => answer.status === "rejected")?.reason).toMatchObject({ code: "CONFLICT" });
  expect(await onHand(id)).toEqual({});
});

test("an undo is not undone itself, others' work only with the right to, and late only without limits", async () => {
  const { id } = await product();
  const first = await adjust(id, "5");
  await expect(undo(first.operationId, { as: actor({ userId: "other" }) })).rejects.toMatchObject({
    rule: "undo.notOwn",
  });
  await neonClient.$executeRaw`UPDATE operation SET created_at = now() - interval '16 minutes' WHERE id = ${first.operationId}`;
  const limited = actor({ role: "Warehouse operator" });
  await expect(undo(first.operationId, { as: limited })).rejects.toMatchObject({ rule: "undo.tooLate" });
  const { operationId } = await undo(first.operationId, { as: actor({ userId: "other" }), whose: "any" });
  await expect(undo(operationId)).rejects.toMatchObject({ rule: "undo.notUndoable" });
});

test("a move that would change what may be sold, stays where it is or exceeds what lies there is refused", async () => {
  const { id } = await product();
  await adjust(id, "5");
  const move = (quantity: string, toLocation: string) =>
    run("move", (work) => moveStock(work, { ...held(id, quantity), toLocation }));
  await expect(move("1", "QUARANTINE")).rejects.toMatchObject({ rule: "stock.moveChangesHold" });
  await expect(move("1", "")).rejects.toMatchObject({ rule: "stock.sameBin" });
  await expect(move("6", "A-2")).rejects.toMatchObject({ rule: "stock.insufficient" });
  const answers = await Promise.allSettled([move("3", "A-2"), move("3", "A-3")]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
});
