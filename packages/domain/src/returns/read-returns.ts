import { refuse } from "@invista/contracts/errors";
import type { ListReturnsInput, ReturnRow, ReturnView } from "@invista/contracts/returns/returns";
import { z } from "zod";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, pageLimit, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { lawfulActions, PERMISSION } from "./rules.ts";
import { shippedGoods } from "./shipped-goods.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type ReturnListRecord = ReturnRow & { key: string };

const COLUMNS = sql`r.id, r.rma_number AS "rmaNumber", r.status::text AS status, r.reason, r.order_id AS "orderId", o.order_number AS "orderNumber", r.customer_id AS "customerId", c.name AS "customerName",
  r.warehouse_id AS "warehouseId", w.code AS "warehouseCode", s.quantity, s.received, r.created_at AS "createdAt", r.received_at AS "receivedAt", u.display_name AS "createdByName", r.version, r.created_at::text AS key`;
const SOURCE = sql`JOIN "order" o ON o.id = r.order_id JOIN customer c ON c.id = r.customer_id JOIN warehouse w ON w.id = r.warehouse_id LEFT JOIN "user" u ON u.id = r.created_by
  LEFT JOIN LATERAL (SELECT trim_scale(coalesce(sum(i.quantity), 0))::text AS quantity, trim_scale(coalesce(sum(i.received_quantity), 0))::text AS received FROM return_item i WHERE i.return_order_id = r.id) s ON TRUE`;

/** Returns, newest first, of the warehouses that are seen; one statement whatever the page size. */
export async function listReturns(
  read: NeonRead,
  input: ListReturnsInput,
): Promise<{ rows: ReturnRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    inWarehouses("r.warehouse_id", visibleWarehouses(read.actor)),
    when(input.status, (status) => sql`r.status = ${status}::return_status`),
    when(input.view, () => sql`r.status IN ('REQUESTED', 'APPROVED', 'IN_TRANSIT', 'RECEIVED', 'INSPECTED')`),
    when(input.orderId, (id) => sql`r.order_id = ${id}`),
    when(input.customerId, (id) => sql`r.customer_id = ${id}`),
    when(
      input.q,
      (term) =>
        sql`(r.rma_number LIKE ${startingWith(term.toUpperCase())} OR r.order_id IN (SELECT id FROM "order" WHERE order_number LIKE ${startingWith(term.toUpperCase())})
          OR r.customer_id IN (SELECT id FROM customer WHERE name ILIKE ${containing(term)}))`,
    ),
    when(after, ([at, id]) => sql`(r.created_at, r.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<ReturnListRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT r.* FROM return_order r WHERE ${conditions} ORDER BY r.created_at DESC, r.id DESC ${pageLimit(input.limit)})
    SELECT ${COLUMNS} FROM page r ${SOURCE} ORDER BY r.created_at DESC, r.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map(toRow), nextCursor: page.nextCursor };
}

function toRow(row: ReturnListRecord): ReturnRow {
  return {
    ...without(row, "key"),
    createdAt: new Date(row.createdAt).toISOString(),
    receivedAt: row.receivedAt === null ? null : new Date(row.receivedAt).toISOString(),
  };
}

type Head = ReturnListRecord &
  Pick<ReturnView, "note" | "creditNotes" | "replacements"> & {
    lines: Omit<ReturnView["lines"][number], "shippedSerials">[];
  };

/** One return with its lines, what was made of it and the steps that are lawful now for this actor. */
export async function getReturn(read: NeonRead, input: { id: string }): Promise<ReturnView> {
  const [found] = await queryJson<Head>(
    read.db,
    sql`SELECT ${COLUMNS}, r.notes AS note,
      coalesce((SELECT json_agg(json_build_object('id', n.id, 'invoiceNumber', n.invoice_number) ORDER BY n.invoice_number) FROM invoice n WHERE n.return_order_id = r.id AND n.invoice_number IS NOT NULL), '[]') AS "creditNotes",
      coalesce((SELECT json_agg(json_build_object('id', x.id, 'orderNumber', x.order_number) ORDER BY x.order_number) FROM "order" x WHERE x.replaces_return_id = r.id AND x.status <> 'CANCELLED'), '[]') AS replacements,
      coalesce((SELECT json_agg(json_build_object('id', i.id, 'orderItemId', i.order_item_id, 'productId', p.id, 'sku', p.sku, 'name', p.name, 'unitCode', m.code, 'lotId', i.lot_id, 'lotNumber', l.lot_number,
          'tracksSerials', p.track_serials, 'quantity', trim_scale(i.quantity)::text, 'received', trim_scale(i.received_quantity)::text, 'serials', i.serials, 'restocked', trim_scale(i.restocked_quantity)::text,
          'scrapped', trim_scale(i.scrapped_quantity)::text, 'disposition', i.disposition, 'refundAmount', trim_scale(i.refund_amount)::text) ORDER BY x.line_no, l.lot_number)
        FROM return_item i JOIN order_item x ON x.id = i.order_item_id JOIN product p ON p.id = x.product_id JOIN unit_of_measure m ON m.id = p.base_uom_id LEFT JOIN lot l ON l.id = i.lot_id
        WHERE i.return_order_id = r.id), '[]') AS lines
    FROM return_order r ${SOURCE} WHERE r.id = ${input.id} AND ${inWarehouses("r.warehouse_id", visibleWarehouses(read.actor))}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Return", id: input.id });
  const { note, creditNotes, replacements, lines, ...row } = found;
  const isToCome = row.status === "APPROVED" || row.status === "IN_TRANSIT";
  const goods = isToCome && lines.some((line) => line.tracksSerials) ? await shippedGoods(read.db, row.orderId) : [];
  const maySee = can(read.actor, "price:read");
  return {
    row: toRow(row),
    note,
    lines: lines.map((line) => ({
      ...line,
      refundAmount: maySee ? line.refundAmount : null,
      shippedSerials: goods.flatMap((one) =>
        one.order_item_id === line.orderItemId && one.serial !== null && one.gone === "0" ? [one.serial] : [],
      ),
    })),
    creditNotes: can(read.actor, "invoice:read") ? creditNotes : [],
    replacements,
    actions: lawfulActions(row.status, { lines, creditNotes, replacements }).filter((step) =>
      can(read.actor, PERMISSION[step]),
    ),
  };
}
