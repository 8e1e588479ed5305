import { refuse } from "@invista/contracts/errors";
import type { ListOrdersInput, OrderRow, OrderView } from "@invista/contracts/order/read-order";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can, visibleWarehouses, type Actor } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { AVAILABLE, ITEM_PLACES, all, inWarehouses, isChosen, pageLimit, raw, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { inOrderScope, UNSHIPPED } from "./order-record.ts";
import { lawfulActions, type OpenWork, type OrderAction } from "./rules.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);

type OrderListRecord = Omit<OrderRow, "createdAt" | "requestedAt"> & {
  createdAt: Date;
  requestedAt: Date | null;
  created_key: string;
  total_key: string;
};

/** One page of orders, newest first unless asked otherwise; lines are summed for the page's orders only. */
export async function listOrders(
  read: NeonRead,
  input: ListOrdersInput,
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
  // The order of amounts would tell them.
  if (input.sort === "total" && !can(read.actor, "price:read"))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "price:read" });
  const after = decodeCursor(input.cursor, cursorShape);
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const key = raw(input.sort === "total" ? "o.total" : "o.created_at");
  const cast = raw(input.sort === "total" ? "::numeric" : "::timestamptz");
  const conditions = all([
    isChosen("o.id", input.ids),
    when(
      input.view,
      () => sql`o.status IN ('PENDING', 'CONFIRMED', 'PROCESSING') AND coalesce(o.promised_at, o.requested_at) < now()`,
    ),
    when(visibleWarehouses(read.actor), inOrderScope),
    when(input.status, (status) => sql`o.status = ${status}::order_status`),
    when(input.customerId, (id) => sql`o.customer_id = ${id}`),
    when(
      input.q,
      (term) =>
        sql`(o.order_number LIKE ${startingWith(term.toUpperCase())} OR o.customer_id IN (SELECT id FROM customer WHERE name ILIKE ${containing(term)}))`,
    ),
    when(after, ([value, id]) => sql`(${key}, o.id) ${beyond} (${value}${cast}, ${id})`),
  ]);
  const rows = await readOrders(
    read,
    sql`SELECT o.* FROM "order" o WHERE ${conditions} ORDER BY ${key} ${order}, o.id ${order} ${pageLimit(input.limit)}`,
    sql`${key} ${order}, o.id ${order}`,
  );
  const page = cutPage(rows, input.limit, (row) => [input.sort === "total" ? row.total_key : row.created_key, row.id]);
  return { rows: page.rows.map((row) => toOrderRow(row, read.actor)), nextCursor: page.nextCursor };
}

const FULFILMENT = sql`CASE WHEN coalesce(s.shipped, 0) = 0 THEN 'UNFULFILLED' WHEN s.returned >= s.shipped THEN 'RETURNED' WHEN s.returned > 0 THEN 'RETURNED_PARTIAL' WHEN s.shipped >= s.ordered THEN 'FULFILLED' ELSE 'PARTIAL' END`;
const PAYMENT = sql`CASE WHEN coalesce(m.came, 0) = 0 THEN 'UNPAID' WHEN m.back >= m.came THEN 'REFUNDED' WHEN m.came - coalesce(m.back, 0) < o.total - coalesce(m.credited, 0) THEN 'PARTIAL' WHEN m.back > 0 THEN 'REFUNDED_PARTIAL' ELSE 'PAID' END`;

function readOrders(read: NeonRead, page: NeonSql.Sql, order: NeonSql.Sql): Promise<OrderListRecord[]> {
  return read.db.$queryRaw<OrderListRecord[]>`
    WITH page AS MATERIALIZED (${page}),
    sums AS (SELECT order_id, count(*)::int AS n, sum(quantity - cancelled_quantity) AS ordered, sum(reserved_quantity) AS reserved, sum(shipped_quantity) AS shipped, sum(returned_quantity) AS returned
      FROM order_item WHERE order_id = ANY (ARRAY(SELECT id FROM page)) GROUP BY 1),
    money AS (SELECT i.order_id, sum(i.gross) FILTER (WHERE i.kind = 'CREDIT_NOTE') AS credited, sum(p.came) AS came, sum(p.back) AS back
      FROM invoice i LEFT JOIN LATERAL (SELECT sum(y.amount) FILTER (WHERE y.amount > 0) AS came, -sum(y.amount) FILTER (WHERE y.amount < 0) AS back FROM payment y
        WHERE y.invoice_id = i.id AND y.status IN ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED')) p ON TRUE
      WHERE i.order_id = ANY (ARRAY(SELECT id FROM page)) AND i.status NOT IN ('DRAFT') GROUP BY 1)
    SELECT o.id, o.order_number AS "orderNumber", o.status::text AS status, o.customer_id AS "customerId", c.name AS "customerName", o.currency, trim_scale(o.total)::text AS total,
      coalesce(s.n, 0) AS lines, trim_scale(coalesce(s.ordered, 0))::text AS ordered, trim_scale(coalesce(s.reserved, 0))::text AS reserved, trim_scale(coalesce(s.shipped, 0))::text AS shipped,
      ${FULFILMENT} AS "fulfilmentStatus", ${PAYMENT} AS "paymentStatus", o.requested_at AS "requestedAt", o.created_at AS "createdAt", o.created_by AS "createdBy", u.display_name AS "createdByName", o.version, o.created_at::text AS created_key, o.total::text AS total_key
    FROM page o JOIN customer c ON c.id = o.customer_id LEFT JOIN sums s ON s.order_id = o.id LEFT JOIN money m ON m.order_id = o.id LEFT JOIN "user" u ON u.id = o.created_by ORDER BY ${order}`;
}

/** Amounts only for those who may read prices. */
function toOrderRow(record: OrderListRecord, actor: Actor): OrderRow {
  const row = without(record, "created_key", "total_key");
  const total = can(actor, "price:read") ? row.total : null;
  return { ...row, total, createdAt: row.createdAt.toISOString(), requestedAt: row.requestedAt?.toISOString() ?? null };
}

type HeadRecord = Pick<
  OrderView,
  | "subtotal"
  | "discount"
  | "tax"
  | "shipping"
  | "note"
  | "customerReference"
  | "shipTo"
  | "holdReason"
  | "cancelReason"
  | "heldFrom"
  | "warehouseId"
> &
  OpenWork;

/** One order with its lines, where each is reserved, what happened to it and the steps that are lawful now for this actor. */
export async function getOrder(read: NeonRead, input: { id: string }): Promise<OrderView> {
  const scope = visibleWarehouses(read.actor);
  const here = inWarehouses("i.warehouse_id", scope);
  const [rows, heads, items, timeline, shipments] = await Promise.all([
    readOrders(
      read,
      sql`SELECT o.* FROM "order" o WHERE o.id = ${input.id} AND ${when(scope, inOrderScope)}`,
      sql`o.id`,
    ),
    read.db.$queryRaw<HeadRecord[]>`
      SELECT trim_scale(subtotal)::text AS subtotal, trim_scale(discount)::text AS discount, trim_scale(tax)::text AS tax, trim_scale(shipping)::text AS shipping, notes AS note, customer_reference AS "customerReference", coalesce(ARRAY(SELECT jsonb_array_elements_text(ship_to -> 'lines')), '{}') AS "shipTo", hold_reason AS "holdReason", cancel_reason AS "cancelReason",
        held_from::text AS "heldFrom", warehouse_id AS "warehouseId", EXISTS (SELECT FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
          WHERE r.reservation_type = 'ORDER' AND r.reference_id = o.id AND ${UNSHIPPED} AND ${here}) AS "hasClaims",
        EXISTS (SELECT FROM order_item x JOIN product p ON p.id = x.product_id WHERE x.order_id = o.id AND p.type <> 'SERVICE'
          AND x.quantity > x.shipped_quantity + x.cancelled_quantity + x.reserved_quantity) AS "isShort", EXISTS (SELECT FROM order_item x WHERE x.order_id = o.id AND x.shipped_quantity > 0) AS "hasShipped"
      FROM "order" o WHERE o.id = ${input.id}`,
    read.db.$queryRaw<OrderView["items"]>`
      SELECT x.id, x.line_no AS "lineNo", x.product_id AS "productId", p.sku, p.name, p.type::text AS type, u.code AS "unitCode", trim_scale(x.quantity)::text AS quantity, trim_scale(x.unit_price)::text AS "unitPrice",
        trim_scale(x.line_total)::text AS "lineTotal", trim_scale(x.reserved_quantity)::text AS reserved, trim_scale(x.shipped_quantity)::text AS shipped, trim_scale(x.cancelled_quantity)::text AS cancelled,
        (SELECT trim_scale(coalesce(sum(${AVAILABLE}), 0))::text FROM inventory_item i ${ITEM_PLACES} WHERE i.product_id = x.product_id AND ${here}) AS available,
        coalesce((SELECT json_agg(json_build_object('warehouseCode', w.code, 'location', i.location, 'quantity', trim_scale(r.quantity)::text, 'status', r.status) ORDER BY w.code, i.location)
          FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id JOIN warehouse w ON w.id = i.warehouse_id
          WHERE r.order_item_id = x.id AND r.status IN ('ACTIVE', 'PICKED') AND ${here}), '[]'::json) AS reservations
      FROM order_item x JOIN product p ON p.id = x.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id WHERE x.order_id = ${input.id} ORDER BY x.line_no`,
    read.db.$queryRaw<(Omit<OrderView["timeline"][number], "at"> & { at: Date })[]>`
      SELECT op.id AS "operationId", op.procedure, op.created_at AS at, op.created_by AS "userId", u.display_name AS "userName"
      FROM operation op LEFT JOIN "user" u ON u.id = op.created_by WHERE op.entity = ANY (ARRAY(SELECT ${`orders:${input.id}`}::text UNION ALL SELECT 'shipments:' || s.id FROM shipment s WHERE s.order_id = ${input.id}
        UNION ALL SELECT 'invoices:' || i.id FROM invoice i WHERE i.order_id = ${input.id} UNION ALL SELECT 'returns:' || r.id FROM return_order r WHERE r.order_id = ${input.id})) ORDER BY op.created_at, op.id LIMIT 200`,
    read.db.$queryRaw<OrderView["shipments"]>`
      SELECT s.id, s.shipment_number AS "shipmentNumber", s.status::text AS status, w.code AS "warehouseCode", trim_scale(coalesce(sum(y.quantity), 0))::text AS quantity,
        trim_scale(coalesce(sum(y.picked_quantity), 0))::text AS picked
      FROM shipment s JOIN warehouse w ON w.id = s.warehouse_id LEFT JOIN shipment_item y ON y.shipment_id = s.id
      WHERE s.order_id = ${input.id} AND ${inWarehouses("s.warehouse_id", scope)} GROUP BY s.id, w.code ORDER BY s.shipment_number`,
  ]);
  const [row] = rows;
  const [head] = heads;
  if (!row || !head) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: input.id });
  const maySee = can(read.actor, "price:read");
  const actions = lawfulActions(row.status, head).filter((action) => can(read.actor, PERMISSION[action]));
  return {
    ...toOrderRow(row, read.actor),
    ...without(head, "hasClaims", "isShort", "hasShipped"),
    ...(maySee ? {} : { subtotal: null, discount: null, tax: null, shipping: null }),
    items: maySee ? items : items.map((item) => ({ ...item, unitPrice: null, lineTotal: null })),
    timeline: timeline.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    actions,
    shipments: can(read.actor, "shipment:read") ? shipments : [],
  };
}

const PERMISSION = {
  edit: "order:update",
  place: "order:create",
  confirm: "order:confirm",
  allocate: "order:update",
  ship: "shipment:create",
  hold: "order:hold",
  release: "order:hold",
  cancelLines: "order:cancel",
  cancel: "order:cancel",
} as const satisfies Record<OrderAction, string>;
