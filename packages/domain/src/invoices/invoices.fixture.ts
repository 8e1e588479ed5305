import type { InvoiceRef } from "@invista/contracts/invoice/invoice";
import { neonClient } from "@invista/db";
import { commit, KEY, reader } from "@invista/testkit/makers";
import { getInvoice, issueInvoice } from "./index.ts";

export const issue = ({ id, version }: InvoiceRef, fxRate: string | null = null) =>
  commit((work) => issueInvoice(work, { id, version, fxRate, idempotencyKey: KEY }));

export const invoiceOf = (id: string) => getInvoice(reader(), { id });

/** The balances of these accounts that an invoice's entries made, debits less credits. */
export async function booked(invoiceId: string): Promise<Record<string, string>> {
  const rows = await neonClient.$queryRaw<{ account: string; amount: string }[]>`
    SELECT l.account_code AS account, trim_scale(sum(l.debit - l.credit))::text AS amount FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id
    WHERE e.reference_type = 'INVOICE' AND e.reference_id IN (SELECT id FROM invoice WHERE id = ${invoiceId} OR credits_invoice_id = ${invoiceId}) GROUP BY 1 ORDER BY 1`;
  return Object.fromEntries(rows.map(({ account, amount }) => [account, amount]));
}
