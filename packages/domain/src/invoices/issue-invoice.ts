import { refuse } from "@invista/contracts/errors";
import type { InvoiceRef, IssueInvoiceInput } from "@invista/contracts/invoice/invoice";
import type { NeonWork } from "../shared/work.ts";
import { ACCOUNT, lockInvoice, postJournal, record, type InvoiceRecord } from "./invoice-record.ts";

/** The series that numbers are taken from, by kind. */
export const SERIES = { SALES: "INV", CREDIT_NOTE: "CN" } as const;

/**
 * Issues a draft: it gets the next number of its series (gap-free: the series stays locked until this commits), its due day by the customer's terms and the
 * customer as he is now, and is booked (debtor against revenue and tax). From here on it does not change.
 */
export async function issueInvoice(work: NeonWork, input: IssueInvoiceInput): Promise<InvoiceRef> {
  const invoice = await lockInvoice(work, input, ["DRAFT"], "issuing");
  const fxRate = rateFor(work, invoice, input.fxRate);
  const issued = await number(work, { ...invoice, fx_rate: fxRate });
  await postJournal(work, issued, "INVOICE", `Invoice ${issued.invoiceNumber}`, [
    { account: ACCOUNT.receivable, amount: invoice.gross },
    { account: ACCOUNT.revenue, amount: `-${invoice.net}` },
    { account: ACCOUNT.outputTax, amount: `-${invoice.tax}` },
  ]);
  record(work, invoice.id, "ISSUE", { invoiceNumber: issued.invoiceNumber, gross: invoice.gross, fxRate });
  const { id, invoiceNumber, status, version } = issued;
  return { id, invoiceNumber, status, version, operationId: work.operationId };
}

function rateFor(work: NeonWork, invoice: InvoiceRecord, given: string | null): string {
  const own = work.settings.get("general.currency");
  if (invoice.currency === own) {
    if (given !== null && Number(given) !== 1) throw refuse("INVALID", "invoice.rateNotNeeded", { currency: own });
    return "1";
  }
  if (given === null) throw refuse("INVALID", "invoice.rateNeeded", { currency: invoice.currency, own });
  return given;
}

/** Gives a draft its number and days; answers it as issued. */
export async function number(work: NeonWork, invoice: InvoiceRecord) {
  const [issued] = await work.tx.$queryRaw<{ invoice_number: string; status: "ISSUED"; version: number }[]>`
    UPDATE invoice i SET status = 'ISSUED', invoice_number = next_number(${SERIES[invoice.kind]}), issued_at = ${work.now}::timestamptz, fx_rate = ${invoice.fx_rate}::numeric, version = i.version + 1,
      due_at = CASE WHEN i.kind = 'SALES' THEN ${work.now}::timestamptz + make_interval(days => c.payment_term_days) END,
      bill_to = jsonb_build_object('lines', to_jsonb(array_remove(ARRAY[c.name, c.contact_name, nullif(a.line1, ''), nullif(a.line2, ''), nullif(concat_ws(' ', nullif(a.postal_code, ''), nullif(a.city, '')), ''), a.country, 'Tax id ' || nullif(c.tax_id, '')], NULL)))
    FROM customer c LEFT JOIN LATERAL (SELECT * FROM address x WHERE x.customer_id = c.id AND x.kind IN ('BILLING', 'BOTH') ORDER BY x.is_default DESC, x.id LIMIT 1) a ON TRUE
    WHERE i.id = ${invoice.id} AND c.id = i.customer_id RETURNING i.invoice_number, i.status::text AS status, i.version`;
  if (!issued) throw refuse("NOT_FOUND", "record.notFound", { entity: "Invoice", id: invoice.id });
  return { ...invoice, invoiceNumber: issued.invoice_number, status: issued.status, version: issued.version };
}
