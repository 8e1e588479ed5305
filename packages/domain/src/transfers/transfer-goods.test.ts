import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLot } from "../lots/index.ts";
import { listSerials } from "../serials/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { getPosition, listMovements, postMovements, undoOperation, type MovementLine } from "../stock/index.ts";
import {
  approveTransfer,
  createTransfer,
  dispatchTransfer,
  getTransfer,
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

type Ref = { id: string; version: number };
type Line = { productId: string; quantity: string; lotId?: string | null; serials?: string[] };
const seen = ({ id, version }: Ref) => ({ id, version, idempotencyKey: KEY });
const bring = (line: Omit<MovementLine, "type">) =>
  commit(async (work) => {
    await postMovements(work, [{ ...line, type: "OPENING", unitCost: "1" }]);
    work.audit({ action: "POST", resource: "inventory_items", resourceId: line.productId ?? "" });
    return {};
  });
const lotOf = (productId: string, lotNumber: string, expiresAt: string) =>
  commit((work) =>
    createLot(work, {
      productId,
      lotNumber,
      expiresAt,
      manufacturedAt: null,
      supplierId: null,
      supplierLot: null,
      notes: null,
      idempotencyKey: KEY,
    }),
  );
/** Drafted, approved and dispatched. */
async function send(from: string, to: string, line: Line) {
  const made = await commit((work) =>
    createTransfer(work, {
      fromWarehouseId: from,
      toWarehouseId: to,
      expectedAt: null,
      note: null,
      lines: [{ productId: line.productId, quantity: line.quantity }],
      idempotencyKey: KEY,
    }),
  );
  const approved = await commit((work) => approveTransfer(work, seen(made)));
  return commit((work) => dispatchTransfer(work, { ...seen(approved), pieces: [] }), {
    procedure: "transfer.dispatch",
  });
}
const receive = (ref: Ref, line: Line, location = "B-1") =>
  commit((work) => receiveTransfer(work, { ...seen(ref), lines: [{ ...line, location }] }), {
    procedure: "transfer.receive",
  });
const lose = (ref: Ref, line: Line) =>
  commit((work) => resolveTransfer(work, { ...seen(ref), reason: "LOST", lines: [line] }));

test("what is received or lost is what this transfer sent, whatever lot of another lies in transit beside it", async () => {
  const [a, b, to] = [await warehouse(), await warehouse(), await warehouse()];
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true } });
  const soon = await lotOf(productId, "SOON", "2090-01-01");
  const late = await lotOf(productId, "LATE", "2091-01-01");
  await bring({ productId, warehouseId: a.id, location: "A-1", lotId: soon.id, quantity: "5" });
  await bring({ productId, warehouseId: b.id, location: "A-1", lotId: late.id, quantity: "5" });
  await send(a.id, to.id, { productId, quantity: "5" });
  const ofLate = await send(b.id, to.id, { productId, quantity: "5" });
  expect((await getTransfer(reader(), { id: ofLate.id })).parts).toMatchObject([{ lotNumber: "LATE", quantity: "5" }]);
  const got = await receive(ofLate, { productId, quantity: "3" });
  await expect(receive(got, { productId, quantity: "1", lotId: soon.id })).rejects.toMatchObject({
    rule: "transfer.lotNotInIt",
  });
  await lose(got, { productId, quantity: "2" });
  const items = await neonClient.inventoryItem.findMany({
    where: { productId, quantity: { gt: 0 } },
    include: { lot: true },
    orderBy: { location: "asc" },
  });
  expect(items.map((item) => [item.location, item.lot?.lotNumber, item.quantity.toString()])).toEqual([
    ["B-1", "LATE", "3"],
    ["~TRANSIT", "SOON", "5"],
  ]);
});

test("a position and the ledger name the transfer that claims or moved its goods by its number", async () => {
  const [from, to] = [await warehouse(), await warehouse()];
  const { id: productId } = await product();
  await bring({ productId, warehouseId: from.id, location: "A-1", quantity: "3" });
  const made = await commit((work) =>
    createTransfer(work, {
      fromWarehouseId: from.id,
      toWarehouseId: to.id,
      expectedAt: null,
      note: null,
      lines: [{ productId, quantity: "2" }],
      idempotencyKey: KEY,
    }),
  );
  const approved = await commit((work) => approveTransfer(work, seen(made)));
  const { reservations } = await getPosition(reader(), { productId, warehouseId: from.id });
  expect(reservations).toMatchObject([{ type: "TRANSFER", referenceId: made.id, reference: made.transferNumber }]);
  await commit((work) => dispatchTransfer(work, { ...seen(approved), pieces: [] }));
  const { rows } = await listMovements(reader(), { productId, warehouseId: from.id, limit: 1 });
  expect(rows).toMatchObject([{ referenceType: "TRANSFER", referenceNumber: made.transferNumber }]);
});

test("of two lots of one transfer the one that arrived is named, and what was taken back is under way again", async () => {
  const [from, to] = [await warehouse(), await warehouse()];
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true } });
  const soon = await lotOf(productId, "SOON", "2090-01-01");
  const late = await lotOf(productId, "LATE", "2091-01-01");
  for (const lot of [soon, late])
    await bring({ productId, warehouseId: from.id, location: "A-1", lotId: lot.id, quantity: "2" });
  const sent = await send(from.id, to.id, { productId, quantity: "4" });
  await expect(receive(sent, { productId, quantity: "2" })).rejects.toMatchObject({ rule: "transfer.lotNeeded" });
  await expect(receive(sent, { productId, quantity: "3", lotId: late.id })).rejects.toMatchObject({
    rule: "transfer.moreThanSent",
  });
  const got = await receive(sent, { productId, quantity: "2", lotId: late.id });
  const under = async () =>
    (await getTransfer(reader(), { id: sent.id })).parts.map((part) => [part.lotNumber, part.quantity]);
  expect(await under()).toEqual([["SOON", "2"]]);
  await commit((work) => undoOperation(work, { id: got.operationId, chain: false, idempotencyKey: KEY }, "own"));
  expect(await under()).toEqual([
    ["SOON", "2"],
    ["LATE", "2"],
  ]);
});

test("of pieces under way those that arrived are named, and none of another transfer is taken for them", async () => {
  const [from, to] = [await warehouse(), await warehouse()];
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  await bring({ productId, warehouseId: from.id, location: "A-1", quantity: "1", serials: ["P-1"] });
  await send(from.id, to.id, { productId, quantity: "1" });
  await bring({ productId, warehouseId: from.id, location: "A-1", quantity: "2", serials: ["P-2", "P-3"] });
  const second = await send(from.id, to.id, { productId, quantity: "2" });
  await expect(receive(second, { productId, quantity: "1" })).rejects.toMatchObject({ rule: "serial.needed" });
  await expect(receive(second, { productId, quantity: "1", serials: ["P-1"] })).rejects.toMatchObject({
    rule: "transfer.pieceNotInIt",
  });
  await expect(receive(second, { productId, quantity: "2", serials: ["P-2"] })).rejects.toMatchObject({
    rule: "serial.count",
  });
  const part = await receive(second, { productId, quantity: "1", serials: ["P-3"] });
  await receive(part, { productId, quantity: "1" }, "C-1");
  const { rows } = await listSerials(reader(), { productId, limit: 10 });
  expect(Object.fromEntries(rows.map((row) => [row.serial, row.location]))).toEqual({
    "P-1": "~TRANSIT",
    "P-2": "C-1",
    "P-3": "B-1",
  });
});
