import { z } from "zod";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { id } from "../text.ts";
import { invoiceKind, invoiceStatus } from "./invoice.ts";

export const listInvoicesInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  kind: invoiceKind.optional(),
  status: invoiceStatus.optional(),
  customerId: id.optional(),
  orderId: id.optional(),
  /** OPEN: issued and not paid in full; OVERDUE: those that should have been paid by now. */
  view: z.enum(["OPEN", "OVERDUE"]).optional(),
});
export type ListInvoicesInput = z.infer<typeof listInvoicesInput>;

export const invoiceRow = z.object({
  id: z.string(),
  invoiceNumber: z.string().nullable(),
  kind: invoiceKind,
  status: invoiceStatus,
  customerId: z.string(),
  customerName: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  currency: z.string(),
  net: z.string(),
  tax: z.string(),
  gross: z.string(),
  paid: z.string(),
  credited: z.string(),
  /** What is still to come; below 0 what is to be paid back. A credit note has nothing open. */
  open: z.string(),
  issuedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  /** Whole days since it was due, while something is open. */
  daysOverdue: z.int(),
  reminderLevel: z.int(),
  remindedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.int(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;
export const listInvoicesOutput = pageOf(invoiceRow);

export const invoiceLine = z.object({
  id: z.string(),
  lineNo: z.int(),
  orderItemId: z.string().nullable(),
  sku: z.string().nullable(),
  description: z.string(),
  unitCode: z.string().nullable(),
  quantity: z.string(),
  /** Of a line of an invoice, how much a credit note has taken back. */
  credited: z.string(),
  unitPrice: z.string(),
  net: z.string(),
  taxRateBps: z.int(),
  tax: z.string(),
});
export type InvoiceLine = z.infer<typeof invoiceLine>;

export const paymentRow = z.object({
  id: z.string(),
  amount: z.string(),
  method: z.string(),
  status: z.string(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  refundOfId: z.string().nullable(),
  /** What can still be paid back of it. */
  refundable: z.string(),
  settledAt: z.string().nullable(),
  createdByName: z.string().nullable(),
});
export type PaymentRow = z.infer<typeof paymentRow>;

export const getInvoiceInput = z.strictObject({ id });
export const invoiceView = z.object({
  invoice: invoiceRow,
  billTo: z.array(z.string()),
  note: z.string().nullable(),
  fxRate: z.string(),
  paymentTermDays: z.int(),
  /** The invoice that a credit note takes back. */
  credits: z.object({ id: z.string(), invoiceNumber: z.string() }).nullable(),
  creditNotes: z.array(
    z.object({ id: z.string(), invoiceNumber: z.string(), gross: z.string(), issuedAt: z.string() }),
  ),
  lines: z.array(invoiceLine),
  payments: z.array(paymentRow),
  /** The next steps that are lawful now and allowed to this user. */
  actions: z.array(z.enum(["issue", "discard", "pay", "credit"])),
});
export type InvoiceView = z.infer<typeof invoiceView>;

export const ageingInput = z.strictObject({});
/** What a customer owes in one currency, by how long it has been due. */
export const ageingRow = z.object({
  customerId: z.string(),
  customerName: z.string(),
  email: z.string().nullable(),
  currency: z.string(),
  notDue: z.string(),
  days30: z.string(),
  days60: z.string(),
  days90: z.string(),
  older: z.string(),
  open: z.string(),
  invoices: z.int(),
  oldestDays: z.int(),
});
export type AgeingRow = z.infer<typeof ageingRow>;
export const ageingOutput = z.object({ rows: z.array(ageingRow), at: z.string() });
export type AgeingOutput = z.infer<typeof ageingOutput>;

export const statementInput = z.strictObject({ customerId: id });
/** Invoices, credit notes and payments of a customer, oldest first, with what was owed after each. */
export const statementOutput = z.object({
  customerName: z.string(),
  rows: z.array(
    z.object({
      id: z.string(),
      invoiceId: z.string(),
      kind: z.enum(["INVOICE", "CREDIT_NOTE", "PAYMENT", "REFUND"]),
      number: z.string(),
      at: z.string(),
      dueAt: z.string().nullable(),
      currency: z.string(),
      amount: z.string(),
      balance: z.string(),
    }),
  ),
});
export type StatementOutput = z.infer<typeof statementOutput>;
