import { refuse } from "@invista/contracts/errors";
import type { CreditInvoiceInput, InvoiceRef } from "@invista/contracts/invoice/invoice";
import { compare } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { sumLines } from "./draft-invoice.ts";
import { ACCOUNT, lockInvoice, postJournal, record, settle, type InvoiceRecord } from "./invoice-record.ts";
import { CREDITED_OF_LINE } from "./invoice-sql.ts";
import { number } from "./issue-invoice.ts";

interface Creditable {
  id: string;
  label: string;
  left: string;
}

/** What the credit note of a return names: so much of lines of the order, and the return it is for. */
export interface CreditedLines {
  readonly lines: readonly { readonly itemId: string; readonly quantity: string }[] | undefined;
  readonly reason: string;
  readonly returnOrderId?: string;
}

/** Takes an issued invoice back by a credit note, issued at once with its own gap-free number and booked the other way round. */
export async function creditInvoice(work: NeonWork, input: CreditInvoiceInput): Promise<InvoiceRef> {
  const invoice = await lockInvoice(work, input, ["ISSUED", "PARTIALLY_PAID", "PAID"], "crediting");
  if (invoice.kind !== "SALES") throw refuse("RULE_BROKEN", "invoice.creditOfCredit");
  const note = await writeCreditNote(work, invoice, { lines: input.lines, reason: input.reason });
  record(work, invoice.id, "CREDIT", {
    invoiceNumber: invoice.invoice_number,
    creditNote: note.invoiceNumber,
    gross: note.gross,
    reason: input.reason,
  });
  const { id, invoiceNumber, status, version } = note;
  return { id, invoiceNumber, status, version, operationId: work.operationId };
}

/** Writes and issues a credit note for a locked invoice; the invoice's state follows. */
export async function writeCreditNote(work: NeonWork, invoice: InvoiceRecord, credited: CreditedLines) {
  const items = await work.tx.$queryRaw<Creditable[]>`
    SELECT x.id, coalesce(p.sku, x.description, '') AS label, trim_scale(x.quantity - ${CREDITED_OF_LINE})::text AS left
    FROM invoice_item x LEFT JOIN product p ON p.id = x.product_id WHERE x.invoice_id = ${invoice.id} ORDER BY x.line_no`;
  for (const { itemId, quantity } of credited.lines ?? []) {
    const item = items.find((one) => one.id === itemId);
    if (!item) throw refuse("INVALID", "record.referenceUnknown", { entity: "A line" });
    if (compare(quantity, item.left) > 0)
      throw refuse("RULE_BROKEN", "invoice.creditedAlready", { sku: item.label, left: item.left });
  }
  const lines = (credited.lines ?? items.map((item) => ({ itemId: item.id, quantity: item.left }))).filter(
    (line) => compare(line.quantity, "0") > 0,
  );
  if (lines.length === 0) throw refuse("RULE_BROKEN", "invoice.nothingToCredit", { number: invoice.invoice_number });
  const [made] = await work.tx.$queryRaw<{ id: string }[]>`
    INSERT INTO invoice (kind, order_id, customer_id, currency, credits_invoice_id, return_order_id, fx_rate, notes, created_by)
    VALUES ('CREDIT_NOTE', ${invoice.order_id}, ${invoice.customer_id}, ${invoice.currency}, ${invoice.id}, ${credited.returnOrderId ?? null}, ${invoice.fx_rate}::numeric, ${credited.reason}, ${work.actor.userId}) RETURNING id`;
  if (!made) throw new Error("the credit note was not inserted");
  await copyShares(work, { noteId: made.id, invoice, lines });
  await sumLines(work, made.id);
  const draft = await lockInvoice(work, { id: made.id }, ["DRAFT"], "issuing");
  const note = await number(work, draft);
  await postJournal(work, note, "CREDIT_NOTE", `Credit note ${note.invoiceNumber} for ${invoice.invoice_number}`, [
    { account: ACCOUNT.receivable, amount: `-${note.gross}` },
    { account: ACCOUNT.revenue, amount: note.net },
    { account: ACCOUNT.outputTax, amount: note.tax },
  ]);
  await settle(work, invoice.id);
  return note;
}

/** A part of a line takes its share of what it came to, less what was credited before: the last part takes what is left. */
async function copyShares(
  work: NeonWork,
  of: {
    noteId: string;
    invoice: InvoiceRecord;
    lines: readonly { readonly itemId: string; readonly quantity: string }[];
  },
): Promise<void> {
  await work.tx.$executeRaw`
    WITH part AS (
      SELECT ii.*, (y.line ->> 'quantity')::numeric AS part, y.n, coalesce(b.quantity, 0) AS before, coalesce(b.net, 0) AS net_before, coalesce(b.tax, 0) AS tax_before
      FROM jsonb_array_elements(${JSON.stringify(of.lines)}::jsonb) WITH ORDINALITY y(line, n) JOIN invoice_item ii ON ii.id = y.line ->> 'itemId'
        LEFT JOIN LATERAL (SELECT sum(c.quantity) AS quantity, sum(c.net) AS net, sum(c.tax) AS tax FROM invoice_item c JOIN invoice i ON i.id = c.invoice_id
          WHERE i.credits_invoice_id = ii.invoice_id AND i.status <> 'VOID' AND c.order_item_id = ii.order_item_id) b ON TRUE)
    INSERT INTO invoice_item (invoice_id, line_no, order_item_id, product_id, description, quantity, unit_price, net, tax_rate_bps, tax)
    SELECT ${of.noteId}, n, order_item_id, product_id, description, part, unit_price, round(net * (before + part) / quantity, currency_digits(${of.invoice.currency})) - net_before, tax_rate_bps,
      round(tax * (before + part) / quantity, currency_digits(${of.invoice.currency})) - tax_before
    FROM part ORDER BY n`;
}
