import { refuse } from "@invista/contracts/errors";
import type { InvoiceKind, InvoiceRef, InvoiceStatus } from "@invista/contracts/invoice/invoice";
import { visibleWarehouses } from "../shared/actor.ts";
import { sql, when } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";
import { inOrderScope } from "../orders/index.ts";

export interface InvoiceRecord {
  id: string;
  kind: InvoiceKind;
  invoice_number: string | null;
  status: InvoiceStatus;
  version: number;
  order_id: string;
  customer_id: string;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  fx_rate: string;
}

const COLUMNS = sql`i.id, i.kind::text AS kind, i.invoice_number, i.status::text AS status, i.version, i.order_id, i.customer_id, i.currency, trim_scale(i.net)::text AS net, trim_scale(i.tax)::text AS tax,
  trim_scale(i.gross)::text AS gross, trim_scale(i.fx_rate)::text AS fx_rate`;

/** Reads and locks a sales invoice or credit note; with a version, the one the caller saw. Refuses one in none of these states. */
export async function lockInvoice(
  work: NeonWork,
  seen: { id: string; version?: number },
  allowed: readonly InvoiceStatus[],
  step: string,
): Promise<InvoiceRecord> {
  const [invoice] = await work.tx.$queryRaw<InvoiceRecord[]>`
    SELECT ${COLUMNS} FROM invoice i JOIN "order" o ON o.id = i.order_id
    WHERE i.id = ${seen.id} AND i.kind IN ('SALES', 'CREDIT_NOTE') AND ${when(visibleWarehouses(work.actor), inOrderScope)} FOR UPDATE OF i`;
  if (!invoice || (seen.version !== undefined && invoice.version !== seen.version))
    throw missingOrStale("Invoice", invoice, { id: seen.id });
  if (!allowed.includes(invoice.status))
    throw refuse("RULE_BROKEN", "invoice.step", { status: wordOf(invoice.status), step });
  return invoice;
}

/** The state that payments and credit notes leave an invoice in. */
export async function settle(work: NeonWork, id: string): Promise<Omit<InvoiceRef, "operationId">> {
  await work.tx.$queryRaw`SELECT 1 AS done FROM settle_invoice(${id})`;
  const [invoice] = await work.tx.$queryRaw<InvoiceRecord[]>`SELECT ${COLUMNS} FROM invoice i WHERE i.id = ${id}`;
  if (!invoice) throw refuse("NOT_FOUND", "record.notFound", { entity: "Invoice", id });
  const { invoice_number: invoiceNumber, status, version } = invoice;
  return { id, invoiceNumber, status, version };
}

export interface JournalLine {
  readonly account: string;
  /** In the document's currency; positive is a debit. */
  readonly amount: string;
}

export const ACCOUNT = { bank: "1000", receivable: "1100", outputTax: "2200", revenue: "4000" } as const;

/** Posts an entry in the company's currency at the invoice's rate; what rounding leaves goes to the first line. */
export async function postJournal(
  work: NeonWork,
  invoice: Pick<InvoiceRecord, "id" | "fx_rate">,
  kind: "INVOICE" | "CREDIT_NOTE" | "PAYMENT",
  memo: string,
  lines: readonly JournalLine[],
): Promise<void> {
  await work.tx.$queryRaw`
    WITH line AS (SELECT x.n, x.l ->> 'account' AS account, round((x.l ->> 'amount')::numeric * ${invoice.fx_rate}::numeric, currency_digits(${work.settings.get("general.currency")})) AS amount
      FROM jsonb_array_elements(${JSON.stringify(lines)}::jsonb) WITH ORDINALITY x(l, n)),
    even AS (SELECT account, CASE WHEN n = 1 THEN amount - (SELECT sum(amount) FROM line) ELSE amount END AS amount FROM line)
    SELECT post_journal(${work.operationId}, ${work.actor.userId}, ${kind}, 'INVOICE', ${invoice.id}, ${memo}, (SELECT jsonb_agg(jsonb_build_object('account', account, 'amount', amount)) FROM even)) AS entry`;
}

export function record(work: NeonWork, invoiceId: string, action: string, newValues: Record<string, unknown>): void {
  work.audit({ action, resource: "invoices", resourceId: invoiceId, newValues });
  work.touch("order");
}
