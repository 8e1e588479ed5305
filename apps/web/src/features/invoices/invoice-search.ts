import { invoiceKind, invoiceStatus } from "@invista/contracts/invoice/invoice";
import { z } from "zod";

/** What the address of the list of invoices says. */
export const invoiceSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  kind: invoiceKind.optional().catch(undefined),
  status: invoiceStatus.optional().catch(undefined),
  view: z.enum(["OPEN", "OVERDUE"]).optional().catch(undefined),
  customerId: z.string().max(64).optional().catch(undefined),
});
export type InvoiceSearch = z.infer<typeof invoiceSearch>;
