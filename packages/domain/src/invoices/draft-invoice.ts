import { refuse } from "@invista/contracts/errors";
import type { DraftInvoiceInput, InvoiceRef, InvoiceStepInput } from "@invista/contracts/invoice/invoice";
import { compare } from "@invista/contracts/quantity";
import { visibleWarehouses } from "../shared/actor.ts";
import { sql, when } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { inOrderScope } from "../orders/index.ts";
import { lockInvoice, record } from "./invoice-record.ts";

interface Billable {
  id: string;
  sku: string;
  left: string;
}

/**
 * Drafts an invoice for what of an order has left, did not come back and is on no invoice yet. A part of a line takes its share of the line's amounts, counted from the
 * line's start, so that all its parts together come to exactly what the order says.
 */
export async function draftInvoice(work: NeonWork, input: DraftInvoiceInput): Promise<InvoiceRef> {
  const [order] = await work.tx.$queryRaw<
    { id: string; order_number: string; customer_id: string; currency: string }[]
  >`
    SELECT o.id, o.order_number, o.customer_id, o.currency FROM "order" o WHERE o.id = ${input.orderId} AND ${when(visibleWarehouses(work.actor), inOrderScope)} FOR UPDATE`;
  if (!order) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: input.orderId });
  const billable = await work.tx.$queryRaw<Billable[]>`
    SELECT x.id, p.sku, trim_scale(greatest(x.shipped_quantity - ${INVOICED} - greatest(x.returned_quantity - ${CREDITED}, 0), 0))::text AS left FROM order_item x JOIN product p ON p.id = x.product_id WHERE x.order_id = ${order.id} ORDER BY x.line_no`;
  const lines = input.lines ?? billable.map((line) => ({ orderItemId: line.id, quantity: line.left }));
  for (const { orderItemId, quantity } of input.lines ?? []) {
    const line = billable.find((one) => one.id === orderItemId);
    if (!line) throw refuse("INVALID", "record.referenceUnknown", { entity: "A line" });
    if (compare(quantity, line.left) > 0)
      throw refuse("RULE_BROKEN", "invoice.moreThanLeft", { sku: line.sku, left: line.left });
  }
  const billed = lines.filter((line) => compare(line.quantity, "0") > 0);
  if (billed.length === 0) throw refuse("RULE_BROKEN", "invoice.nothingToBill", { order: order.order_number });
  const [invoice] = await work.tx.$queryRaw<{ id: string; version: number }[]>`
    INSERT INTO invoice (kind, order_id, customer_id, currency, notes, created_by) VALUES ('SALES', ${order.id}, ${order.customer_id}, ${order.currency}, ${input.note}, ${work.actor.userId}) RETURNING id, version`;
  if (!invoice) throw new Error("the invoice was not inserted");
  await work.tx.$executeRaw`
    WITH part AS (
      SELECT x.*, l.quantity::numeric AS part, ${INVOICED} AS before, x.quantity - x.cancelled_quantity AS whole, coalesce(b.net, 0) AS net_before, coalesce(b.tax, 0) AS tax_before, l.n
      FROM jsonb_array_elements(${JSON.stringify(billed)}::jsonb) WITH ORDINALITY y(line, n) CROSS JOIN LATERAL (SELECT y.line ->> 'orderItemId' AS id, y.line ->> 'quantity' AS quantity, y.n) l
        JOIN order_item x ON x.id = l.id
        LEFT JOIN LATERAL (SELECT sum(ii.net) AS net, sum(ii.tax) AS tax FROM invoice_item ii JOIN invoice i ON i.id = ii.invoice_id WHERE ii.order_item_id = x.id AND i.kind = 'SALES' AND i.status <> 'VOID') b ON TRUE)
    INSERT INTO invoice_item (invoice_id, line_no, order_item_id, product_id, description, quantity, unit_price, net, tax_rate_bps, tax)
    SELECT ${invoice.id}, part.n, part.id, part.product_id, coalesce(part.description, p.name), part.part, part.unit_price,
      greatest(round(part.line_total * least((part.before + part.part) / nullif(part.whole, 0), 1), currency_digits(${order.currency})) - part.net_before, 0), part.tax_rate_bps,
      greatest(round(part.line_tax * least((part.before + part.part) / nullif(part.whole, 0), 1), currency_digits(${order.currency})) - part.tax_before, 0)
    FROM part JOIN product p ON p.id = part.product_id ORDER BY part.n`;
  await sumLines(work, invoice.id);
  record(work, invoice.id, "DRAFT", { orderNumber: order.order_number, lines: billed });
  return {
    id: invoice.id,
    invoiceNumber: null,
    status: "DRAFT",
    version: invoice.version,
    operationId: work.operationId,
  };
}

/** What of order line `x` is on an invoice that stands. */
const INVOICED = sql`coalesce((SELECT sum(ii.quantity) FROM invoice_item ii JOIN invoice i ON i.id = ii.invoice_id WHERE ii.order_item_id = x.id AND i.kind = 'SALES' AND i.status <> 'VOID'), 0)`;

/** What of order line `x` was credited. */
const CREDITED = sql`coalesce((SELECT sum(ii.quantity) FROM invoice_item ii JOIN invoice i ON i.id = ii.invoice_id JOIN invoice bill ON bill.id = i.credits_invoice_id WHERE ii.order_item_id = x.id AND i.kind = 'CREDIT_NOTE' AND i.status <> 'VOID' AND bill.status <> 'VOID'), 0)`;

/** The amounts of a draft are those of its lines. */
export async function sumLines(work: NeonWork, invoiceId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE invoice i SET net = s.net, tax = s.tax, gross = s.net + s.tax
    FROM (SELECT coalesce(sum(net), 0) AS net, coalesce(sum(tax), 0) AS tax FROM invoice_item WHERE invoice_id = ${invoiceId}) s WHERE i.id = ${invoiceId}`;
}

/** Gives a draft up; it never had a number. */
export async function discardInvoice(work: NeonWork, input: InvoiceStepInput): Promise<InvoiceRef> {
  const invoice = await lockInvoice(work, input, ["DRAFT"], "discarding");
  await work.tx.$executeRaw`UPDATE invoice SET status = 'VOID', version = version + 1 WHERE id = ${invoice.id}`;
  record(work, invoice.id, "DISCARD", { gross: invoice.gross });
  return {
    id: invoice.id,
    invoiceNumber: null,
    status: "VOID",
    version: invoice.version + 1,
    operationId: work.operationId,
  };
}
