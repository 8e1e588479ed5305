import { refuse } from "@invista/contracts/errors";
import type { InvoiceRow, InvoiceView, ListInvoicesInput } from "@invista/contracts/invoice/read-invoice";
import { z } from "zod";
import { can } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, pageLimit, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { CREDITED_OF_LINE, inScope, OPEN_AMOUNT, SETTLED } from "./invoice-sql.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type InvoiceListRecord = InvoiceRow & { key: string };

const COLUMNS = sql`i.id, i.invoice_number AS "invoiceNumber", i.kind::text AS kind, i.status::text AS status, i.customer_id AS "customerId", c.name AS "customerName", i.order_id AS "orderId",
  o.order_number AS "orderNumber", i.currency, trim_scale(i.net)::text AS net, trim_scale(i.tax)::text AS tax, trim_scale(i.gross)::text AS gross, trim_scale(paid.paid)::text AS paid,
  trim_scale(credited.credited)::text AS credited, trim_scale(${OPEN_AMOUNT})::text AS open, i.issued_at AS "issuedAt", i.due_at AS "dueAt",
  CASE WHEN ${OPEN_AMOUNT} > 0 AND i.due_at < now() THEN extract(day FROM now() - i.due_at)::int ELSE 0 END AS "daysOverdue", i.reminder_level AS "reminderLevel", i.reminded_at AS "remindedAt",
  i.created_at AS "createdAt", i.version, i.created_at::text AS key`;
const SOURCE = sql`JOIN customer c ON c.id = i.customer_id JOIN "order" o ON o.id = i.order_id ${SETTLED}`;
const OURS = sql`i.kind IN ('SALES', 'CREDIT_NOTE')`;

/** Sales invoices and credit notes, newest first; one statement whatever the page size. */
export async function listInvoices(
  read: NeonRead,
  input: ListInvoicesInput,
): Promise<{ rows: InvoiceRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    OURS,
    inScope(read.actor),
    when(input.kind, (kind) => sql`i.kind = ${kind}::invoice_kind`),
    when(input.status, (status) => sql`i.status = ${status}::invoice_status`),
    when(input.customerId, (id) => sql`i.customer_id = ${id}`),
    when(input.orderId, (id) => sql`i.order_id = ${id}`),
    when(
      input.view,
      (view) =>
        sql`i.kind = 'SALES' AND i.status IN ('ISSUED', 'PARTIALLY_PAID') AND (${view} = 'OPEN' OR i.due_at < now())`,
    ),
    when(
      input.q,
      (term) =>
        sql`(i.invoice_number LIKE ${startingWith(term.toUpperCase())} OR i.order_id IN (SELECT id FROM "order" WHERE order_number LIKE ${startingWith(term.toUpperCase())})
          OR i.customer_id IN (SELECT id FROM customer WHERE name ILIKE ${containing(term)}))`,
    ),
    when(after, ([at, id]) => sql`(i.created_at, i.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<InvoiceListRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT i.* FROM invoice i WHERE ${conditions} ORDER BY i.created_at DESC, i.id DESC ${pageLimit(input.limit)})
    SELECT ${COLUMNS} FROM page i ${SOURCE} ORDER BY i.created_at DESC, i.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toRow), nextCursor: page.nextCursor };
}

const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());

function toRow(row: InvoiceListRecord): InvoiceRow {
  return {
    ...without(row, "key"),
    issuedAt: iso(row.issuedAt),
    dueAt: iso(row.dueAt),
    remindedAt: iso(row.remindedAt),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

type Head = InvoiceListRecord &
  Pick<InvoiceView, "note" | "fxRate" | "paymentTermDays" | "credits" | "creditNotes" | "lines" | "payments"> & {
    billed: { lines: string[] } | null;
    address: string[];
  };

/** One invoice or credit note with its lines, payments and what is lawful now for this actor. */
export async function getInvoice(read: NeonRead, input: { id: string }): Promise<InvoiceView> {
  const [found] = await queryJson<Head>(
    read.db,
    sql`SELECT ${COLUMNS}, i.notes AS note, trim_scale(i.fx_rate)::text AS "fxRate", c.payment_term_days AS "paymentTermDays", i.bill_to AS billed, to_json(array_remove(ARRAY[c.name, c.contact_name], NULL)) AS address,
      (SELECT json_build_object('id', x.id, 'invoiceNumber', x.invoice_number) FROM invoice x WHERE x.id = i.credits_invoice_id) AS credits,
      coalesce((SELECT json_agg(json_build_object('id', n.id, 'invoiceNumber', n.invoice_number, 'gross', trim_scale(n.gross)::text, 'issuedAt', n.issued_at) ORDER BY n.issued_at, n.id)
        FROM invoice n WHERE n.credits_invoice_id = i.id AND n.status NOT IN ('DRAFT', 'VOID')), '[]') AS "creditNotes",
      coalesce((SELECT json_agg(json_build_object('id', x.id, 'lineNo', x.line_no, 'orderItemId', x.order_item_id, 'sku', p.sku, 'description', coalesce(x.description, p.name, ''), 'unitCode', u.code,
          'quantity', trim_scale(x.quantity)::text, 'unitPrice', trim_scale(x.unit_price)::text, 'net', trim_scale(x.net)::text, 'taxRateBps', x.tax_rate_bps, 'tax', trim_scale(x.tax)::text,
          'credited', trim_scale(${CREDITED_OF_LINE})::text) ORDER BY x.line_no)
        FROM invoice_item x LEFT JOIN product p ON p.id = x.product_id LEFT JOIN unit_of_measure u ON u.id = p.base_uom_id WHERE x.invoice_id = i.id), '[]') AS lines,
      coalesce((SELECT json_agg(json_build_object('id', y.id, 'amount', trim_scale(y.amount)::text, 'method', y.method, 'status', y.status, 'reference', y.external_ref, 'note', y.note, 'refundOfId', y.refund_of_id,
          'settledAt', y.settled_at, 'createdByName', w.display_name, 'refundable', CASE WHEN y.amount > 0 AND y.status IN ('SETTLED', 'PARTIALLY_REFUNDED')
            THEN trim_scale(y.amount + coalesce((SELECT sum(r.amount) FROM payment r WHERE r.refund_of_id = y.id AND r.status = 'SETTLED'), 0))::text ELSE '0' END) ORDER BY y.created_at, y.id)
        FROM payment y LEFT JOIN "user" w ON w.id = y.created_by WHERE y.invoice_id = i.id), '[]') AS payments
    FROM invoice i ${SOURCE} WHERE i.id = ${input.id} AND ${OURS} AND ${inScope(read.actor)}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Invoice", id: input.id });
  const { note, fxRate, paymentTermDays, credits, creditNotes, lines, payments, billed, address, ...row } = found;
  const maySeePayments = can(read.actor, "payment:read");
  return {
    invoice: toRow(row),
    billTo: billed?.lines ?? address,
    note,
    fxRate,
    paymentTermDays,
    credits,
    creditNotes: creditNotes.map((one) => ({ ...one, issuedAt: new Date(one.issuedAt).toISOString() })),
    lines,
    payments: maySeePayments ? payments.map((one) => ({ ...one, settledAt: iso(one.settledAt) })) : [],
    actions: lawful(row).filter((step) => can(read.actor, PERMISSION[step])),
  };
}

const PERMISSION = {
  issue: "invoice:issue",
  discard: "invoice:create",
  pay: "payment:create",
  credit: "invoice:void",
} as const;

function lawful(row: InvoiceRow): (keyof typeof PERMISSION)[] {
  if (row.status === "DRAFT") return ["issue", "discard"];
  if (row.kind === "CREDIT_NOTE" || row.status === "VOID") return [];
  const isOpen = Number(row.open) > 0;
  const isCredited = row.credited === row.gross;
  return [...(isOpen ? (["pay"] as const) : []), ...(isCredited ? [] : (["credit"] as const))];
}
