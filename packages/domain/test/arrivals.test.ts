import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getInspection, listInspections, waiveInspection } from "../src/quality/index.ts";
import { decide, plan, read } from "../src/quality/inspections.fixture.ts";
import { checkInvariants } from "../src/reporting/index.ts";
import { receiveStock } from "../src/scanning/index.ts";
import { refuseShipment } from "../src/shipments/index.ts";
import { confirmed, oneShipment, pack, pick, shelf, ship } from "../src/shipments/shipments.fixture.ts";
import { postMovements, undoOperation } from "../src/stock/index.ts";
import { approveTransfer, createTransfer, dispatchTransfer, receiveTransfer } from "../src/transfers/index.ts";

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

const receive = (productId: string, warehouseId: string, quantity: string, lotNumber: string | null = null) =>
  commit(
    (work) =>
      receiveStock(work, {
        productId,
        warehouseId,
        location: "A-1",
        quantity,
        lotNumber,
        expiresAt: null,
        unitCost: "2",
        note: null,
        idempotencyKey: KEY,
      }),
    { procedure: "scan.receive" },
  );
const undo = (id: string) =>
  commit((work) => undoOperation(work, { id, chain: false, idempotencyKey: KEY }, "any"), {
    procedure: "operation.undo",
  });
const lies = async (productId: string, warehouseId: string) => {
  const items = await neonClient.inventoryItem.findMany({
    where: { productId, warehouseId, quantity: { gt: 0 } },
    orderBy: { location: "asc" },
  });
  return Object.fromEntries(
    items.map((one) => [one.location, [one.quantity.toString(), "held", one.reservedQuantity.toString()].join(" ")]),
  );
};
const openOf = async (warehouseId: string) =>
  (await listInspections(reader(), { limit: 50, view: "OPEN", warehouseId })).rows;

test("goods whose plan wants it are inspected as they are received: they lie in quarantine, and an undo takes both back", async () => {
  const { id: productId } = await product();
  const { id: warehouseId } = await warehouse();
  await plan({ productId, trigger: "RECEIPT" });
  const done = await receive(productId, warehouseId, "10");
  expect(done).toMatchObject({ location: "~QUARANTINE", balance: "10", inspection: { id: expect.any(String) } });
  expect(await lies(productId, warehouseId)).toEqual({ "~QUARANTINE": "10 held 10" });
  expect(await openOf(warehouseId)).toMatchObject([{ source: "RECEIPT", inspected: "10", status: "PENDING" }]);
  await undo(done.operationId);
  expect([await lies(productId, warehouseId), await openOf(warehouseId)]).toEqual([{}, []]);

  const again = await receive(productId, warehouseId, "10");
  const opened = await getInspection(reader(), again.inspection?.id ?? "");
  expect(opened.cameFrom).toBe("A-1");
  const seen = await read({ id: opened.inspection.id, version: opened.inspection.version });
  await expect(undo(again.operationId)).rejects.toMatchObject({ rule: "undo.wentOn" });
  await decide(seen, "7", "3");
  expect(await lies(productId, warehouseId)).toEqual({ "A-1": "7 held 0", "~QUARANTINE": "3 held 3" });
});

test("goods without such a plan, or with one that is not active, come into their bin", async () => {
  const { id: productId } = await product();
  const { id: warehouseId } = await warehouse();
  await plan({ productId, trigger: "STOCK" });
  await plan({ productId, trigger: "RECEIPT", isActive: false });
  expect(await receive(productId, warehouseId, "4")).toMatchObject({ location: "A-1", inspection: null });
});

test("of two receipts at once each has its own inspection", async () => {
  const { id: productId } = await product();
  const { id: warehouseId } = await warehouse();
  await plan({ productId, trigger: "RECEIPT" });
  await Promise.all([receive(productId, warehouseId, "4"), receive(productId, warehouseId, "5")]);
  expect(await lies(productId, warehouseId)).toEqual({ "~QUARANTINE": "9 held 9" });
  expect((await openOf(warehouseId)).map((one) => one.inspected).toSorted()).toEqual(["4", "5"]);
});

test("a decision needs as many readings of each check as the sample is large", async () => {
  const { id: productId } = await product();
  const { id: warehouseId } = await warehouse();
  await plan({ productId, trigger: "RECEIPT", sampling: { kind: "FIXED", count: 4 } });
  const { inspection } = await receive(productId, warehouseId, "10");
  const one = await read({ id: inspection?.id ?? "", version: 1 }, undefined, 3);
  await expect(decide(one, "10", "0")).rejects.toMatchObject({
    rule: "quality.missing",
    details: { sample: "4", checks: "1 of Diameter, 1 of Sealed" },
  });
  const view = await getInspection(reader(), one.id);
  expect(view.missing).toEqual([
    { check: "Diameter", left: 1 },
    { check: "Sealed", left: 1 },
  ]);
  expect(await decide(await read(one, undefined, 1), "10", "0")).toMatchObject({ status: "PASSED" });
});

test("lots that arrive with a transfer are inspected each by itself, with the transfer named", async () => {
  const { id: productId } = await product();
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true } });
  const [from, to] = [await warehouse(), await warehouse()];
  await plan({ productId, trigger: "TRANSFER" });
  const lots = await neonClient.lot.createManyAndReturn({
    data: ["L-1", "L-2"].map((lotNumber) => ({ productId, lotNumber })),
  });
  await commit(async (work) => {
    await postMovements(
      work,
      lots.map(({ id: lotId }) => ({
        productId,
        warehouseId: from.id,
        location: "A-1",
        lotId,
        type: "RECEIPT",
        quantity: "3",
        unitCost: "1",
      })),
    );
    work.audit({ action: "POST", resource: "inventory_items", resourceId: productId });
    return {};
  });
  const lines = [{ productId, quantity: "6" }];
  const shape = { fromWarehouseId: from.id, toWarehouseId: to.id, lines, expectedAt: null, note: null };
  const made = await commit((work) => createTransfer(work, { ...shape, idempotencyKey: KEY }));
  const step = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
  const approved = await commit((work) => approveTransfer(work, step(made)));
  const sent = await commit((work) => dispatchTransfer(work, { ...step(approved), pieces: [] }));
  const got = await commit(
    (work) => receiveTransfer(work, { ...step(sent), lines: [{ productId, quantity: "6", location: "B-1" }] }),
    { procedure: "transfer.receive" },
  );
  expect(got.status).toBe("RECEIVED");
  const open = await openOf(to.id);
  expect(open.map((one) => `${one.source} ${one.lotNumber} ${one.inspected}`).toSorted()).toEqual([
    "TRANSFER L-1 3",
    "TRANSFER L-2 3",
  ]);
  expect(await getInspection(reader(), open[0]?.id ?? "")).toMatchObject({
    cameFrom: "B-1",
    transfer: { number: made.transferNumber },
  });
  await undo(got.operationId);
  expect(await openOf(to.id)).toEqual([]);
  const { status } = await neonClient.stockTransfer.findUniqueOrThrow({ where: { id: made.id } });
  expect(status).toBe("IN_TRANSIT");
});

test("what a customer refused is inspected with its order and customer named, to whoever may read orders", async () => {
  const at = await shelf({ "A-1": "5" });
  await plan({ productId: at.productId, trigger: "RETURN" });
  const order = await confirmed([{ productId: at.productId, quantity: "2" }]);
  const { id } = await oneShipment(order.id);
  const picked = await pick(id, "2");
  const gone = await ship(await pack({ id, version: picked.version }));
  const back = await commit(
    (work) => refuseShipment(work, { id, version: gone.version, reason: "Too late", idempotencyKey: KEY }),
    { procedure: "shipment.refuse" },
  );
  const [open] = await openOf(at.warehouseId);
  expect(open).toMatchObject({ source: "RETURN", inspected: "2" });
  const view = await getInspection(reader(), open?.id ?? "");
  expect(view.order).toMatchObject({ id: order.id });
  expect(view.shipment).toMatchObject({ id });
  const blind = reader(actor({ permissions: new Set(["quality:read"]) }));
  expect(await getInspection(blind, open?.id ?? "")).toMatchObject({ order: null, shipment: null });
  await undo(back.operationId);
  expect(await openOf(at.warehouseId)).toEqual([]);
});

test("an inspection that was waived stands in the way of undoing the receipt, until it is undone too", async () => {
  const { id: productId } = await product();
  const { id: warehouseId } = await warehouse();
  await plan({ productId, trigger: "RECEIPT" });
  const { operationId, inspection } = await receive(productId, warehouseId, "3");
  const waived = await commit(
    (work) =>
      waiveInspection(work, {
        id: inspection?.id ?? "",
        version: 1,
        reason: "Known good",
        toLocation: "A-1",
        idempotencyKey: KEY,
      }),
    { procedure: "inspection.waive" },
  );
  await expect(undo(operationId)).rejects.toMatchObject({ rule: "undo.blocked" });
  await undo(waived.operationId);
  await undo(operationId);
  expect(await lies(productId, warehouseId)).toEqual({});
});
