import { refuse } from "@invista/contracts/errors";
import { compare, minus, sum } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { writeCreditNote } from "./credit-invoice.ts";
import { lockInvoice } from "./invoice-record.ts";
import { CREDITED_OF_LINE } from "./invoice-sql.ts";

interface Billed {
  invoice_id: string;
  item_id: string;
  order_item_id: string;
  left: string;
}

interface Returned {
  /** What the caller calls the line. */
  readonly key: string;
  readonly orderItemId: string;
  readonly sku: string;
  readonly quantity: string;
}

export interface CreditedReturn {
  readonly notes: { id: string; invoiceNumber: string; gross: string; currency: string }[];
  /** What each line came to, tax included. */
  readonly amounts: { key: string; amount: string }[];
}

/**
 * Credits goods that came back on the invoices that billed them, the oldest first: one credit note for each of these. What was never invoiced needs none, but a line of
 * which less is invoiced than came back is refused when nothing of it is.
 */
export async function creditReturned(
  work: NeonWork,
  of: { orderId: string; returnOrderId: string; reason: string; lines: readonly Returned[] },
): Promise<CreditedReturn> {
  await work.tx
    .$queryRaw`SELECT id FROM invoice WHERE order_id = ${of.orderId} AND kind = 'SALES' ORDER BY id FOR UPDATE`;
  const billed = await work.tx.$queryRaw<Billed[]>`
    SELECT i.id AS invoice_id, x.id AS item_id, x.order_item_id, trim_scale(x.quantity - ${CREDITED_OF_LINE})::text AS left
    FROM invoice i JOIN invoice_item x ON x.invoice_id = i.id WHERE i.order_id = ${of.orderId} AND i.kind = 'SALES' AND i.status IN ('ISSUED', 'PARTIALLY_PAID', 'PAID')
    ORDER BY i.issued_at, i.id, x.line_no`;
  const byInvoice = new Map<string, { itemId: string; quantity: string; key: string }[]>();
  for (const line of of.lines) {
    let left = line.quantity;
    for (const item of billed) {
      if (item.order_item_id !== line.orderItemId || compare(item.left, "0") <= 0 || compare(left, "0") <= 0) continue;
      const quantity = compare(left, item.left) < 0 ? left : item.left;
      item.left = minus(item.left, quantity);
      left = minus(left, quantity);
      byInvoice.set(item.invoice_id, [
        ...(byInvoice.get(item.invoice_id) ?? []),
        { itemId: item.item_id, quantity, key: line.key },
      ]);
    }
    if (compare(left, line.quantity) === 0)
      throw refuse("RULE_BROKEN", "return.notInvoiced", { sku: line.sku, left: "0" });
  }
  const notes = [];
  const amounts = new Map<string, string>();
  for (const [id, lines] of byInvoice) {
    const invoice = await lockInvoice(work, { id }, ["ISSUED", "PARTIALLY_PAID", "PAID"], "crediting");
    const note = await writeCreditNote(work, invoice, {
      lines: joined(lines),
      reason: of.reason,
      returnOrderId: of.returnOrderId,
    });
    notes.push({ id: note.id, invoiceNumber: note.invoiceNumber, gross: note.gross, currency: note.currency });
    for (const { key, amount } of await amountsOf(work, note.id, lines))
      amounts.set(key, sum([amounts.get(key) ?? "0", amount]));
  }
  return { notes, amounts: [...amounts].map(([key, amount]) => ({ key, amount })) };
}

/** Lines of one item, which several lots of it may have made, in one. */
function joined(lines: readonly { itemId: string; quantity: string }[]): { itemId: string; quantity: string }[] {
  const byItem = new Map<string, string>();
  for (const { itemId, quantity } of lines) byItem.set(itemId, sum([byItem.get(itemId) ?? "0", quantity]));
  return [...byItem].map(([itemId, quantity]) => ({ itemId, quantity }));
}

/** What the lines of a note came to, shared among the lines of the return by quantity; the last takes what rounding leaves. */
async function amountsOf(
  work: NeonWork,
  noteId: string,
  lines: readonly { itemId: string; quantity: string; key: string }[],
): Promise<{ key: string; amount: string }[]> {
  return work.tx.$queryRaw<{ key: string; amount: string }[]>`
    WITH part AS (
      SELECT x.key, x.quantity::numeric AS quantity, c.net + c.tax AS amount, c.quantity AS whole, n.currency, row_number() OVER w AS n, count(*) OVER (PARTITION BY c.id) AS parts,
        sum(x.quantity::numeric) OVER w AS until
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS x("itemId" text, quantity text, key text) JOIN invoice_item b ON b.id = x."itemId"
        JOIN invoice_item c ON c.invoice_id = ${noteId} AND c.order_item_id = b.order_item_id JOIN invoice n ON n.id = c.invoice_id
      WINDOW w AS (PARTITION BY c.id ORDER BY x.key))
    SELECT key, trim_scale(round(amount * until / whole, currency_digits(currency)) - round(amount * (until - quantity) / whole, currency_digits(currency)))::text AS amount FROM part`;
}
