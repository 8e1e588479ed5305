import { z } from "zod";
import { money, positiveQuantity } from "../quantity.ts";
import { id, idempotencyKey, instant, text, version } from "../text.ts";

export const invoiceKind = z.enum(["SALES", "CREDIT_NOTE"]);
export type InvoiceKind = z.infer<typeof invoiceKind>;
export const invoiceStatus = z.enum(["DRAFT", "ISSUED", "PARTIALLY_PAID", "PAID", "VOID"]);
export type InvoiceStatus = z.infer<typeof invoiceStatus>;
export const paymentMethod = z.enum(["BANK", "CARD", "CASH", "OTHER"]);
export type PaymentMethod = z.infer<typeof paymentMethod>;

const positiveMoney = money.refine((value) => !value.startsWith("-") && /[1-9]/.test(value), "must be more than 0");
/** How many units of the company's currency one unit of the document's is worth: numeric(18,6). */
const rate = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "is not a rate")
  .refine((value) => /[1-9]/.test(value), "must be more than 0");

/** Drafts an invoice for what of an order has left and is on no invoice yet; with lines, for so much of these. */
export const draftInvoiceInput = z.strictObject({
  orderId: id,
  lines: z
    .array(z.strictObject({ orderItemId: id, quantity: positiveQuantity }))
    .min(1, "needs at least one line")
    .max(500)
    .refine((all) => new Set(all.map((one) => one.orderItemId)).size === all.length, "names a line twice")
    .optional(),
  note: text(2000).nullable().default(null),
  idempotencyKey,
});
export type DraftInvoiceInput = z.infer<typeof draftInvoiceInput>;

/** Issues the draft that was seen at `version`; the rate is asked for where its currency is not the company's. */
export const issueInvoiceInput = z.strictObject({ id, version, fxRate: rate.nullable().default(null), idempotencyKey });
export type IssueInvoiceInput = z.infer<typeof issueInvoiceInput>;

export const invoiceStepInput = z.strictObject({ id, version, idempotencyKey });
export type InvoiceStepInput = z.infer<typeof invoiceStepInput>;

/** Takes an issued invoice back, all of what is left of it or so much of these lines. */
export const creditInvoiceInput = z.strictObject({
  id,
  version,
  lines: z
    .array(z.strictObject({ itemId: id, quantity: positiveQuantity }))
    .min(1, "needs at least one line")
    .max(500)
    .refine((all) => new Set(all.map((one) => one.itemId)).size === all.length, "names a line twice")
    .optional(),
  reason: text(500, 1),
  idempotencyKey,
});
export type CreditInvoiceInput = z.infer<typeof creditInvoiceInput>;

/** Money that came for an invoice. */
export const recordPaymentInput = z.strictObject({
  invoiceId: id,
  amount: positiveMoney,
  method: paymentMethod.default("BANK"),
  /** What the bank or the card company calls it; no two payments share one. */
  reference: text(120).nullable().default(null),
  paidAt: instant.nullable().default(null),
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type RecordPaymentInput = z.infer<typeof recordPaymentInput>;

/** Money that goes back. */
export const refundPaymentInput = z.strictObject({
  paymentId: id,
  amount: positiveMoney,
  reference: text(120).nullable().default(null),
  reason: text(500, 1),
  idempotencyKey,
});
export type RefundPaymentInput = z.infer<typeof refundPaymentInput>;

/** Writes down that the customers of these invoices were reminded. */
export const remindInput = z.strictObject({ ids: z.array(id).min(1).max(200), idempotencyKey });
export type RemindInput = z.infer<typeof remindInput>;
export const remindOutput = z.object({ reminded: z.int(), operationId: z.string() });
export type RemindOutput = z.infer<typeof remindOutput>;

export const invoiceRef = z.object({
  id: z.string(),
  /** Null while it is a draft. */
  invoiceNumber: z.string().nullable(),
  status: invoiceStatus,
  version: z.int(),
  operationId: z.string(),
});
export type InvoiceRef = z.infer<typeof invoiceRef>;
export const paymentRef = z.object({
  id: z.string(),
  invoice: invoiceRef.omit({ operationId: true }),
  operationId: z.string(),
});
export type PaymentRef = z.infer<typeof paymentRef>;
