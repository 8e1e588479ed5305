import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { ordered, shipAll, sold } from "@invista/testkit/sold-orders";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getOrder } from "../orders/index.ts";
import { checkInvariants } from "../reporting/index.ts";
import { undoOperation } from "../stock/index.ts";
import {
  ageing,
  creditInvoice,
  discardInvoice,
  draftInvoice,
  listInvoices,
  recordPayment,
  refundPayment,
  remind,
  statement,
} from "./index.ts";
import { booked, invoiceOf, issue } from "./invoices.fixture.ts";

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

const draft = (orderId: string, lines?: { orderItemId: string; quantity: string }[]) =>
  commit((work) => draftInvoice(work, { orderId, note: null, idempotencyKey: KEY, ...(lines ? { lines } : {}) }));
const pay = (invoiceId: string, amount: string, reference: string | null = null) =>
  commit((work) =>
    recordPayment(work, {
      invoiceId,
      amount,
      method: "BANK",
      reference,
      paidAt: null,
      note: null,
      idempotencyKey: KEY,
    }),
  );
const refund = (paymentId: string, amount: string) =>
  commit((work) =>
    refundPayment(work, { paymentId, amount, reference: null, reason: "Sent back", idempotencyKey: KEY }),
  );
const credit = async (id: string, lines?: { itemId: string; quantity: string }[]) => {
  const { invoice } = await invoiceOf(id);
  return commit((work) =>
    creditInvoice(work, {
      id,
      version: invoice.version,
      reason: "Wrong",
      idempotencyKey: KEY,
      ...(lines ? { lines } : {}),
    }),
  );
};
const issued = async (orderId: string) => issue(await draft(orderId));

test("an order is invoiced for what has left, with its tax, and what is issued is booked", async () => {
  const order = await ordered([
    { quantity: "3", price: "33.33", taxRateBps: 1900 },
    { quantity: "2.5", price: "4", taxRateBps: 700 },
  ]);
  await expect(draft(order.orderId)).rejects.toMatchObject({ rule: "invoice.nothingToBill" });
  await shipAll(order.shipmentId);
  const made = await draft(order.orderId);
  expect(made).toMatchObject({ invoiceNumber: null, status: "DRAFT" });
  const bill = await issue(made);
  const { invoice, lines, actions } = await invoiceOf(bill.id);
  expect(invoice).toMatchObject({ status: "ISSUED", net: "109.99", tax: "19.7", gross: "129.69", open: "129.69" });
  expect(invoice.invoiceNumber).toMatch(/^INV-\d{6}$/);
  expect(lines.map(({ quantity, net, tax }) => [quantity, net, tax])).toEqual([
    ["3", "99.99", "19"],
    ["2.5", "10", "0.7"],
  ]);
  expect(Date.parse(invoice.dueAt ?? "") - Date.parse(invoice.issuedAt ?? "")).toBe(14 * 86_400_000);
  expect(actions).toEqual(["pay", "credit"]);
  expect(await booked(bill.id)).toEqual({ "1100": "129.69", "2200": "-19.7", "4000": "-109.99" });
  await expect(draft(order.orderId)).rejects.toMatchObject({ rule: "invoice.nothingToBill" });
});

test("the parts of a line come to exactly what the order says, whatever they round to", async () => {
  const order = await sold([{ quantity: "3", price: "0.335", taxRateBps: 1900 }]);
  const [orderItemId = ""] = order.lineIds;
  const parts: InvoiceView[] = [];
  for (let n = 0; n < 3; n++)
    parts.push(await invoiceOf((await draft(order.orderId, [{ orderItemId, quantity: "1" }])).id));
  const sum = (of: (part: (typeof parts)[number]) => string) =>
    parts.reduce((all, part) => all + Math.round(Number(of(part)) * 100), 0);
  const { lineTotal, lineTax } = await neonClient.orderItem.findUniqueOrThrow({ where: { id: orderItemId } });
  expect(sum(({ invoice }) => invoice.net)).toBe(Math.round(Number(lineTotal) * 100));
  expect(sum(({ invoice }) => invoice.tax)).toBe(Math.round(Number(lineTax) * 100));
});

test("of two drafts at once for the same goods one is refused", async () => {
  const order = await sold([{ quantity: "1", price: "10" }]);
  const answers = await Promise.allSettled([draft(order.orderId), draft(order.orderId), draft(order.orderId)]);
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  await expect(
    neonClient.invoiceItem.create({
      data: {
        invoiceId: (await listInvoices(reader(), { limit: 1, orderId: order.orderId })).rows[0]?.id ?? "",
        orderItemId: order.lineIds[0] ?? "",
        quantity: "1",
        unitPrice: "10",
      },
    }),
  ).rejects.toThrow(/no more is invoiced than has left/);
});

test("numbers have no gap, also when twenty are issued at once and some of them fail", async () => {
  const drafts = [];
  for (let n = 0; n < 8; n++) drafts.push(await draft((await sold([{ quantity: "1", price: "10" }])).orderId));
  const stale = drafts.map((one) => ({ ...one, version: one.version + 7 }));
  const answers = await Promise.allSettled([...drafts, ...stale].map((one) => issue(one)));
  const numbers = answers
    .flatMap((answer) => (answer.status === "fulfilled" ? [Number(answer.value.invoiceNumber?.slice(4))] : []))
    .toSorted((a, b) => a - b);
  expect(numbers).toHaveLength(8);
  expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(7);
});

test("an issued invoice does not change, and a shipment whose goods are invoiced can't be taken back", async () => {
  const order = await sold([{ quantity: "2", price: "10" }]);
  const bill = await issued(order.orderId);
  await expect(neonClient.invoice.update({ where: { id: bill.id }, data: { gross: "1", net: "1" } })).rejects.toThrow(
    /does not change/,
  );
  const shipped = await neonClient.operation.findFirstOrThrow({
    where: { procedure: "shipment.ship", entity: `shipments:${order.shipmentId}` },
  });
  await expect(
    commit((work) => undoOperation(work, { id: shipped.id, chain: false, idempotencyKey: KEY }, "any")),
  ).rejects.toMatchObject({ rule: "order.invoiced" });
  await credit(bill.id);
  await commit((work) => undoOperation(work, { id: shipped.id, chain: false, idempotencyKey: KEY }, "any"));
});

test("payments come in parts up to what is open, and are paid back by rows of their own", async () => {
  const { orderId } = await sold([{ quantity: "1", price: "100" }]);
  const bill = await issued(orderId);
  const first = await pay(bill.id, "40", `bank-${bill.id}`);
  expect(first.invoice.status).toBe("PARTIALLY_PAID");
  await expect(pay(bill.id, "60.01")).rejects.toMatchObject({ rule: "payment.moreThanOpen", details: { open: "60" } });
  await expect(pay(bill.id, "1.001")).rejects.toMatchObject({ rule: "payment.tooFine" });
  await expect(pay(bill.id, "10", `bank-${bill.id}`)).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await pay(bill.id, "60")).invoice.status).toBe("PAID");
  await expect(refund(first.id, "40.01")).rejects.toMatchObject({ rule: "payment.moreThanPaid" });
  const ofOrder = async () => (await getOrder(reader(), { id: orderId })).paymentStatus;
  expect(await ofOrder()).toBe("PAID");
  expect((await refund(first.id, "15")).invoice.status).toBe("PARTIALLY_PAID");
  expect(await ofOrder()).toBe("PARTIAL");
  const { invoice, payments } = await invoiceOf(bill.id);
  expect(invoice).toMatchObject({ paid: "85", open: "15" });
  expect(payments.map(({ amount, status, refundable }) => [amount, status, refundable])).toEqual([
    ["40", "PARTIALLY_REFUNDED", "25"],
    ["60", "SETTLED", "60"],
    ["-15", "SETTLED", "0"],
  ]);
  expect(await booked(bill.id)).toEqual({ "1000": "85", "1100": "15", "4000": "-100" });
});

test("ten payments at once of all that is open: one is taken", async () => {
  const bill = await issued((await sold([{ quantity: "1", price: "100" }])).orderId);
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => pay(bill.id, "100")));
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect((await invoiceOf(bill.id)).invoice).toMatchObject({ paid: "100", open: "0", status: "PAID" });
});

test("a credit note takes back lines or all, with its own number; what was paid too much is paid back", async () => {
  const order = await sold([{ quantity: "3", price: "10", taxRateBps: 1900 }]);
  const bill = await issued(order.orderId);
  const paid = await pay(bill.id, "35.7");
  const [line] = (await invoiceOf(bill.id)).lines;
  const note = await credit(bill.id, [{ itemId: line?.id ?? "", quantity: "1" }]);
  expect(note.invoiceNumber).toMatch(/^CN-\d{6}$/);
  expect((await invoiceOf(note.id)).invoice).toMatchObject({
    kind: "CREDIT_NOTE",
    net: "10",
    tax: "1.9",
    gross: "11.9",
  });
  expect((await invoiceOf(bill.id)).invoice).toMatchObject({ status: "PAID", credited: "11.9", open: "-11.9" });
  await expect(credit(bill.id, [{ itemId: line?.id ?? "", quantity: "2.5" }])).rejects.toMatchObject({
    rule: "invoice.creditedAlready",
  });
  expect((await refund(paid.id, "11.9")).invoice.status).toBe("PAID");
  await credit(bill.id);
  await expect(credit(bill.id)).rejects.toMatchObject({ rule: "invoice.nothingToCredit" });
  expect((await refund(paid.id, "23.8")).invoice.status).toBe("VOID");
  expect(await booked(bill.id)).toEqual({ "1000": "0", "1100": "0", "2200": "0", "4000": "0" });
  expect((await draft(order.orderId)).status).toBe("DRAFT");
});

test("an invoice in another currency asks for its rate and is booked in the company's", async () => {
  const made = await draft((await sold([{ quantity: "3", price: "10", taxRateBps: 1900 }], "USD")).orderId);
  await expect(issue(made)).rejects.toMatchObject({ rule: "invoice.rateNeeded" });
  const bill = await issue(made, "0.913333");
  await pay(bill.id, "35.7");
  expect(await booked(bill.id)).toEqual({ "1000": "32.61", "1100": "0", "2200": "-5.21", "4000": "-27.4" });
});

test("a draft is given up without a number, and its goods can be invoiced anew", async () => {
  const { orderId } = await sold([{ quantity: "1", price: "10" }]);
  const made = await draft(orderId);
  const gone = await commit((work) =>
    discardInvoice(work, { id: made.id, version: made.version, idempotencyKey: KEY }),
  );
  expect(gone).toMatchObject({ status: "VOID", invoiceNumber: null });
  expect((await issued(orderId)).status).toBe("ISSUED");
});

test("ageing tells what each customer owes by how long it has been due; reminders are counted on overdue ones only", async () => {
  const order = await sold([{ quantity: "1", price: "100" }]);
  const bill = await issued(order.orderId);
  await expect(commit((work) => remind(work, { ids: [bill.id], idempotencyKey: KEY }))).rejects.toMatchObject({
    rule: "invoice.notOverdue",
  });
  await pay(bill.id, "30");
  const later = { ...reader(), now: new Date(Date.now() + 60 * 86_400_000) };
  const { rows } = await ageing(later);
  expect(rows.find((row) => row.customerId === order.customerId)).toMatchObject({
    notDue: "0",
    days30: "0",
    days60: "70",
    open: "70",
    invoices: 1,
    oldestDays: 46,
  });
  const { rows: history } = await statement(reader(), { customerId: order.customerId });
  expect(history.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
    ["INVOICE", "100", "100"],
    ["PAYMENT", "-30", "70"],
  ]);
});

test("who works in other warehouses finds no invoice of an order that stands elsewhere", async () => {
  const order = await sold([{ quantity: "1", price: "10" }]);
  await neonClient.order.update({
    where: { id: order.orderId },
    data: { warehouseId: (await neonClient.warehouse.findFirstOrThrow()).id },
  });
  const bill = await draft(order.orderId);
  const elsewhere = actor({ warehouses: ["nowhere"] });
  expect((await listInvoices(reader(elsewhere), { limit: 10, orderId: order.orderId })).rows).toEqual([]);
  await expect(
    commit((work) => discardInvoice(work, { id: bill.id, version: bill.version, idempotencyKey: KEY }), {
      as: elsewhere,
    }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});
