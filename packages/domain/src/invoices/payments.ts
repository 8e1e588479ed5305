import { refuse } from "@invista/contracts/errors";
import type { PaymentRef, RecordPaymentInput, RefundPaymentInput } from "@invista/contracts/invoice/invoice";
import { compare, decimalsOf, minorUnits } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { ACCOUNT, lockInvoice, postJournal, record, settle, type InvoiceRecord } from "./invoice-record.ts";
import { OPEN_AMOUNT, SETTLED } from "./invoice-sql.ts";

/** Records money that came for an issued invoice: no more than is open. The invoice's state follows. */
export async function recordPayment(work: NeonWork, input: RecordPaymentInput): Promise<PaymentRef> {
  const invoice = await lockInvoice(work, { id: input.invoiceId }, ["ISSUED", "PARTIALLY_PAID", "PAID"], "a payment");
  if (invoice.kind !== "SALES") throw refuse("RULE_BROKEN", "invoice.creditIsNotPaid");
  requireDigits(input.amount, invoice.currency);
  const paidAt = input.paidAt === null ? work.now : new Date(input.paidAt);
  if (paidAt > work.now) throw refuse("INVALID", "payment.future");
  const open = await openOf(work, invoice.id);
  if (compare(input.amount, open) > 0)
    throw refuse("RULE_BROKEN", "payment.moreThanOpen", { open, currency: invoice.currency });
  const payment = await insert(work, invoice, { ...input, settledAt: paidAt, refundOfId: null });
  await postJournal(work, invoice, "PAYMENT", `Payment of ${invoice.invoice_number}`, [
    { account: ACCOUNT.bank, amount: input.amount },
    { account: ACCOUNT.receivable, amount: `-${input.amount}` },
  ]);
  const settled = await settle(work, invoice.id);
  record(work, invoice.id, "PAY", {
    invoiceNumber: invoice.invoice_number,
    amount: input.amount,
    status: settled.status,
  });
  return { id: payment.id, invoice: settled, operationId: work.operationId };
}

/** Pays money back: a row of its own with a negative amount, no more than is left of the payment. */
export async function refundPayment(work: NeonWork, input: RefundPaymentInput): Promise<PaymentRef> {
  const [found] = await work.tx.$queryRaw<{ invoice_id: string }[]>`
    SELECT invoice_id FROM payment WHERE id = ${input.paymentId} AND refund_of_id IS NULL`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Payment", id: input.paymentId });
  const invoice = await lockInvoice(work, { id: found.invoice_id }, ["PARTIALLY_PAID", "PAID"], "a refund");
  requireDigits(input.amount, invoice.currency);
  const [payment] = await work.tx.$queryRaw<{ left: string; method: RecordPaymentInput["method"] }[]>`
    SELECT p.method::text AS method, trim_scale(p.amount + coalesce((SELECT sum(r.amount) FROM payment r WHERE r.refund_of_id = p.id AND r.status = 'SETTLED'), 0))::text AS left FROM payment p WHERE p.id = ${input.paymentId} FOR UPDATE`;
  if (!payment || compare(input.amount, payment.left) > 0)
    throw refuse("RULE_BROKEN", "payment.moreThanPaid", { left: payment?.left ?? "0", currency: invoice.currency });
  const refund = await insert(work, invoice, {
    amount: `-${input.amount}`,
    method: payment.method,
    reference: input.reference,
    note: input.reason,
    settledAt: work.now,
    refundOfId: input.paymentId,
  });
  await work.tx.$executeRaw`
    UPDATE payment SET status = ${compare(input.amount, payment.left) === 0 ? "REFUNDED" : "PARTIALLY_REFUNDED"}::payment_status, version = version + 1
    WHERE id = ${input.paymentId} AND status <> ${compare(input.amount, payment.left) === 0 ? "REFUNDED" : "PARTIALLY_REFUNDED"}::payment_status`;
  await postJournal(work, invoice, "PAYMENT", `Refund for ${invoice.invoice_number}`, [
    { account: ACCOUNT.receivable, amount: input.amount },
    { account: ACCOUNT.bank, amount: `-${input.amount}` },
  ]);
  const settled = await settle(work, invoice.id);
  record(work, invoice.id, "REFUND", {
    invoiceNumber: invoice.invoice_number,
    amount: input.amount,
    reason: input.reason,
  });
  return { id: refund.id, invoice: settled, operationId: work.operationId };
}

function requireDigits(amount: string, currency: string): void {
  if (decimalsOf(amount) > minorUnits(currency))
    throw refuse("INVALID", "payment.tooFine", { currency, digits: minorUnits(currency) });
}

async function openOf(work: NeonWork, invoiceId: string): Promise<string> {
  const [sums] = await work.tx.$queryRaw<{ open: string }[]>`
    SELECT trim_scale(${OPEN_AMOUNT})::text AS open FROM invoice i ${SETTLED} WHERE i.id = ${invoiceId}`;
  return sums?.open ?? "0";
}

async function insert(
  work: NeonWork,
  invoice: InvoiceRecord,
  payment: Pick<RecordPaymentInput, "amount" | "method" | "reference" | "note"> & {
    settledAt: Date;
    refundOfId: string | null;
  },
): Promise<{ id: string }> {
  const { amount, method, reference: externalRef, note, settledAt, refundOfId } = payment;
  return work.tx.payment.create({
    data: {
      invoiceId: invoice.id,
      amount,
      method,
      currency: invoice.currency,
      status: "SETTLED",
      externalRef: externalRef === "" ? null : externalRef,
      note,
      settledAt,
      refundOfId,
      createdBy: work.actor.userId,
    },
    select: { id: true },
  });
}
