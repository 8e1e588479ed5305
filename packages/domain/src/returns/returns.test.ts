import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { ordered, shipAll, sold } from "@invista/testkit/sold-orders";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InspectReturnInput } from "@invista/contracts/returns/returns";
import { draftInvoice, getInvoice, issueInvoice, listInvoices } from "../invoices/index.ts";
import { getOrder } from "../orders/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  getReturn,
  inspectReturn,
  receiveReturn,
  refundReturn,
  rejectReturn,
  reopenReturn,
  replaceReturn,
  requestReturn,
  returnable,
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

const seen = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: KEY });
const request = (orderId: string, orderItemId: string, quantity: string, as = actor()) =>
  commit(
    (work) =>
      requestReturn(work, {
        orderId,
        warehouseId: null,
        reason: "DAMAGED",
        note: null,
        lines: [{ orderItemId, quantity, lotId: null }],
        idempotencyKey: KEY,
      }),
    { as },
  );
const view = (id: string) => getReturn(reader(), { id });
type Ref = { id: string; version: number };
const approve = (ref: Ref) => commit((work) => approveReturn(work, seen(ref)));
const receive = async (ref: Ref, quantity: string) => {
  const [line] = (await view(ref.id)).lines;
  return commit((work) => receiveReturn(work, { ...seen(ref), lines: [{ itemId: line?.id ?? "", quantity }] }), {
    procedure: "returns.receive",
  });
};
const inspect = async (ref: Ref, parts: readonly Omit<InspectReturnInput["parts"][number], "itemId">[]) => {
  const [line] = (await view(ref.id)).lines;
  return commit(
    (work) => inspectReturn(work, { ...seen(ref), parts: parts.map((part) => ({ ...part, itemId: line?.id ?? "" })) }),
    { procedure: "returns.inspect" },
  );
};
const cameBack = async (orderId: string, orderItemId: string, quantity: string) =>
  receive(await approve(await request(orderId, orderItemId, quantity)), quantity);
const itemOf = (id: string) => neonClient.orderItem.findUniqueOrThrow({ where: { id } });
/** What lies of the product of a line, bin by bin, with what it is worth in all. */
async function places(orderItemId: string) {
  const { productId } = await itemOf(orderItemId);
  const items = await neonClient.inventoryItem.findMany({
    where: { productId, quantity: { gt: 0 } },
    orderBy: { location: "asc" },
  });
  const value = await neonClient.costLayer.aggregate({ where: { productId }, _sum: { remainingValue: true } });
  return {
    bins: Object.fromEntries(items.map((item) => [item.location, item.quantity.toFixed()])),
    value: Number(value._sum.remainingValue ?? 0),
  };
}
const shipped = async (lines: Parameters<typeof sold>[0] = [{ quantity: "10", price: "5", taxRateBps: 1900 }]) => {
  const order = await sold(lines);
  return { ...order, line: order.lineIds[0] ?? "" };
};
const invoiced = async (orderId: string) => {
  const made = await commit((work) => draftInvoice(work, { orderId, note: null, idempotencyKey: KEY }));
  return commit((work) => issueInvoice(work, { ...seen(made), fxRate: null }));
};

test("goods come back into quarantine at the cost at which they left, are restocked in part and scrapped in part", async () => {
  const order = await ordered([{ quantity: "10", price: "5" }]);
  const [line = ""] = order.lineIds;
  const before = await places(line);
  await shipAll(order.shipmentId);
  const out = await places(line);
  expect(before.value).toBeGreaterThan(out.value);
  const back = await cameBack(order.orderId, line, "4");
  expect(back.status).toBe("RECEIVED");
  const there = await places(line);
  expect(there.bins).toEqual({ "": "990", "~QUARANTINE": "4" });
  expect(there.value - out.value).toBeCloseTo((before.value - out.value) * 0.4, 4);
  expect((await itemOf(line)).returnedQuantity.toFixed()).toBe("4");
  const done = await inspect(back, [
    { disposition: "RESTOCK", quantity: "3", location: "A-1" },
    { disposition: "SCRAP", quantity: "1", location: "" },
  ]);
  expect((await places(line)).bins).toEqual({ "": "990", "A-1": "3" });
  expect((await view(done.id)).lines[0]).toMatchObject({ restocked: "3", scrapped: "1", disposition: null });
  const closed = await commit((work) => closeReturn(work, seen(done)));
  expect(closed.status).toBe("CLOSED");
  expect((await commit((work) => reopenReturn(work, seen(closed)))).status).toBe("INSPECTED");
});

test("no more comes back than has left, also when ten ask at once", async () => {
  const { orderId, line } = await shipped();
  await expect(request(orderId, line, "10.01")).rejects.toMatchObject({
    rule: "return.moreThanShipped",
    details: { left: "10" },
  });
  await expect(request(orderId, line, "1.001")).rejects.toMatchObject({ rule: "quantity.precision" });
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => request(orderId, line, "3")));
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(3);
  expect((await returnable(reader(), { orderId })).lines.map(({ left }) => left)).toEqual(["1"]);
  const [first] = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  await commit((work) => cancelReturn(work, { ...seen(first ?? { id: "", version: 1 }), reason: "Keeps it" }));
  expect((await returnable(reader(), { orderId })).lines.map(({ left }) => left)).toEqual(["4"]);
  await expect(
    neonClient.returnItem.create({
      data: { returnOrderId: (await request(orderId, line, "1")).id, orderItemId: line, quantity: "9" },
    }),
  ).rejects.toThrow(/no more comes back than has left/);
});

test("what was not shipped can't come back, and after the days of the setting only who approves asks for more", async () => {
  const order = await ordered([{ quantity: "2", price: "5" }]);
  const [line = ""] = order.lineIds;
  await expect(request(order.orderId, line, "1")).rejects.toMatchObject({ rule: "return.nothingShipped" });
  await shipAll(order.shipmentId);
  await neonClient.shipment.updateMany({
    where: { orderId: order.orderId },
    data: { packedAt: new Date(Date.now() - 41 * 86_400_000), shippedAt: new Date(Date.now() - 40 * 86_400_000) },
  });
  const late = actor({ permissions: new Set(["return:create"]) });
  await expect(request(order.orderId, line, "1", late)).rejects.toMatchObject({ rule: "return.tooLate" });
  expect((await request(order.orderId, line, "1")).status).toBe("REQUESTED");
});

test("a return is refused with a reason, and each step only in its turn", async () => {
  const { orderId, line } = await shipped();
  const asked = await request(orderId, line, "1");
  await expect(receive(asked, "1")).rejects.toMatchObject({ rule: "return.step" });
  const no = await commit((work) => rejectReturn(work, { ...seen(asked), reason: "Used" }));
  expect(no.status).toBe("REJECTED");
  await expect(approve(no)).rejects.toMatchObject({ rule: "return.step" });
  await expect(approve(asked)).rejects.toMatchObject({ code: "STALE" });
  const again = await approve(await request(orderId, line, "2"));
  await expect(receive(again, "3")).rejects.toMatchObject({ rule: "return.moreThanAsked" });
  const back = await receive(again, "2");
  await expect(inspect(back, [{ disposition: "RESTOCK", quantity: "1", location: "A-1" }])).rejects.toMatchObject({
    rule: "return.allDecided",
  });
  await expect(
    inspect(back, [
      { disposition: "REPAIR", quantity: "1", location: "" },
      { disposition: "QUARANTINE", quantity: "1", location: "" },
    ]),
  ).rejects.toMatchObject({ rule: "return.oneFate" });
  await expect(
    inspect(back, [{ disposition: "RESTOCK", quantity: "2", location: "~QUARANTINE" }]),
  ).rejects.toMatchObject({ rule: "stock.notSellable" });
});

test("receipt and inspection can be taken back, latest first; a shipment whose goods came back can't", async () => {
  const { orderId, line, shipmentId } = await shipped();
  const back = await cameBack(orderId, line, "10");
  const done = await inspect(back, [{ disposition: "RESTOCK", quantity: "10", location: "A-1" }]);
  const undo = (id: string) => commit((work) => undoOperation(work, { id, chain: false, idempotencyKey: KEY }, "any"));
  const left = await neonClient.operation.findFirstOrThrow({
    where: { procedure: "shipment.ship", entity: `shipments:${shipmentId}` },
  });
  await expect(undo(left.id)).rejects.toMatchObject({ rule: "return.cameBack" });
  await expect(undo(back.operationId)).rejects.toMatchObject({ code: "RULE_BROKEN" });
  await undo(done.operationId);
  expect((await view(back.id)).row.status).toBe("RECEIVED");
  expect((await places(line)).bins).toEqual({ "": "990", "~QUARANTINE": "10" });
  await undo(back.operationId);
  expect((await view(back.id)).row).toMatchObject({ status: "APPROVED", received: "0" });
  expect((await places(line)).bins).toEqual({ "": "990" });
  expect((await itemOf(line)).returnedQuantity.toFixed()).toBe("0");
});

test("what came back is credited on its invoice; an unpaid part goes, a paid one is to be paid back", async () => {
  const { orderId, line } = await shipped();
  const bill = await invoiced(orderId);
  const done = await inspect(await cameBack(orderId, line, "4"), [
    { disposition: "RESTOCK", quantity: "1", location: "A-1" },
    { disposition: "SCRAP", quantity: "3", location: "" },
  ]);
  const small = actor({ limits: { maxApprovalAmount: "10", maxAdjustQty: null, maxDiscountPct: null } });
  await expect(commit((work) => refundReturn(work, seen(done)), { as: small })).rejects.toMatchObject({
    rule: "permission.limit",
  });
  const { creditNotes } = await commit((work) => refundReturn(work, seen(done)));
  expect(creditNotes.map(({ gross }) => gross)).toEqual(["23.8"]);
  expect((await getInvoice(reader(), { id: bill.id })).invoice).toMatchObject({ credited: "23.8", open: "35.7" });
  expect(await getOrder(reader(), { id: orderId })).toMatchObject({
    fulfilmentStatus: "RETURNED_PARTIAL",
    paymentStatus: "UNPAID",
  });
  const after = await view(done.id);
  expect(after.lines[0]?.refundAmount).toBe("23.8");
  expect(after.actions).toEqual(["close"]);
  expect((await listInvoices(reader(), { limit: 10, orderId, kind: "CREDIT_NOTE" })).rows).toHaveLength(1);
});

test("goods that came back before they were invoiced are not billed", async () => {
  const { orderId, line } = await shipped();
  const done = await inspect(await cameBack(orderId, line, "4"), [
    { disposition: "RESTOCK", quantity: "4", location: "" },
  ]);
  await expect(commit((work) => refundReturn(work, seen(done)))).rejects.toMatchObject({ rule: "return.notInvoiced" });
  const bill = await invoiced(orderId);
  expect((await getInvoice(reader(), { id: bill.id })).lines.map(({ quantity }) => quantity)).toEqual(["6"]);
});

test("what is to be replaced is ordered anew at no price, once", async () => {
  const { orderId, line } = await shipped();
  const done = await inspect(await cameBack(orderId, line, "2"), [
    { disposition: "REPLACE", quantity: "2", location: "" },
  ]);
  await expect(commit((work) => refundReturn(work, seen(done)))).rejects.toMatchObject({
    rule: "return.nothingToRefund",
  });
  const anew = await commit((work) => replaceReturn(work, { ...seen(done), place: true }));
  expect(anew).toMatchObject({ status: "PENDING", total: "0" });
  expect(await neonClient.order.findUniqueOrThrow({ where: { id: anew.id } })).toMatchObject({
    origin: "REPLACEMENT",
    replacesReturnId: done.id,
  });
  await expect(commit((work) => replaceReturn(work, { ...seen(done), place: true }))).rejects.toMatchObject({
    rule: "return.replacedAlready",
  });
});

test("what goes back to the customer leaves stock again and may come back once more", async () => {
  const { orderId, line } = await shipped();
  await inspect(await cameBack(orderId, line, "2"), [
    { disposition: "RETURN_TO_CUSTOMER", quantity: "2", location: "" },
  ]);
  expect((await places(line)).bins).toEqual({ "": "990" });
  expect((await itemOf(line)).returnedQuantity.toFixed()).toBe("0");
  expect((await returnable(reader(), { orderId })).lines.map(({ left }) => left)).toEqual(["10"]);
  await cameBack(orderId, line, "10");
  expect((await places(line)).bins).toEqual({ "": "990", "~QUARANTINE": "10" });
});

test("who works in another warehouse does not see a return", async () => {
  const { orderId, line } = await shipped();
  const asked = await request(orderId, line, "1");
  const elsewhere = actor({ warehouses: ["nowhere"] });
  await expect(getReturn(reader(elsewhere), { id: asked.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(commit((work) => approveReturn(work, seen(asked)), { as: elsewhere })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
