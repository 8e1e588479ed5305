export { creditInvoice } from "./credit-invoice.ts";
export { creditReturned } from "./credit-returned.ts";
export { discardInvoice, draftInvoice } from "./draft-invoice.ts";
export { issueInvoice } from "./issue-invoice.ts";
export { recordPayment, refundPayment } from "./payments.ts";
export { getInvoice, listInvoices } from "./read-invoices.ts";
export { ageing, remind, statement } from "./receivables.ts";
