import {
  creditInvoiceInput,
  draftInvoiceInput,
  invoiceRef,
  invoiceStepInput,
  issueInvoiceInput,
  paymentRef,
  recordPaymentInput,
  refundPaymentInput,
  remindInput,
  remindOutput,
} from "@invista/contracts/invoice/invoice";
import {
  ageingInput,
  ageingOutput,
  getInvoiceInput,
  invoiceView,
  listInvoicesInput,
  listInvoicesOutput,
  statementInput,
  statementOutput,
} from "@invista/contracts/invoice/read-invoice";
import {
  ageing,
  creditInvoice,
  discardInvoice,
  draftInvoice,
  getInvoice,
  issueInvoice,
  listInvoices,
  recordPayment,
  refundPayment,
  remind,
  statement,
} from "@invista/domain/invoices";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const invoiceRouter = router({
  list: query("invoice:read", "GET /invoices", "Sales invoices and credit notes, newest first, by page")
    .input(listInvoicesInput)
    .output(listInvoicesOutput)
    .query(({ ctx, input }) => listInvoices(ctx.read, input)),
  ageing: query("invoice:read", "GET /receivables", "What customers owe, by how long it has been due")
    .input(ageingInput)
    .output(ageingOutput)
    .query(({ ctx }) => ageing(ctx.read)),
  statement: query("invoice:read", "GET /customers/{customerId}/statement", "Invoices and payments of a customer")
    .input(statementInput)
    .output(statementOutput)
    .query(({ ctx, input }) => statement(ctx.read, input)),
  get: query("invoice:read", "GET /invoices/{id}", "One invoice with its lines and payments")
    .input(getInvoiceInput)
    .output(invoiceView)
    .query(({ ctx, input }) => getInvoice(ctx.read, input)),
  draft: command("invoice:create", "POST /orders/{orderId}/invoices", "Draft an invoice for what has left")
    .input(draftInvoiceInput)
    .output(invoiceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => draftInvoice(work, input))),
  issue: command("invoice:issue", "POST /invoices/{id}/issue", "Issue a draft: it gets its number and is booked")
    .input(issueInvoiceInput)
    .output(invoiceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => issueInvoice(work, input))),
  discard: command("invoice:create", "POST /invoices/{id}/discard", "Give a draft up")
    .input(invoiceStepInput)
    .output(invoiceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => discardInvoice(work, input))),
  credit: command("invoice:void", "POST /invoices/{id}/credit", "Take an issued invoice back by a credit note")
    .input(creditInvoiceInput)
    .output(invoiceRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => creditInvoice(work, input))),
  remind: command("invoice:issue", "POST /invoices/remind", "Write down that overdue invoices were reminded of")
    .input(remindInput)
    .output(remindOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => remind(work, input))),
});

export const paymentRouter = router({
  record: command("payment:create", "POST /invoices/{invoiceId}/payments", "Record money that came for an invoice")
    .input(recordPaymentInput)
    .output(paymentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => recordPayment(work, input))),
  refund: command("payment:refund", "POST /payments/{paymentId}/refund", "Pay money back")
    .input(refundPaymentInput)
    .output(paymentRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => refundPayment(work, input))),
});
