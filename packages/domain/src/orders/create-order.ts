import { refuse } from "@invista/contracts/errors";
import { sum } from "@invista/contracts/quantity";
import type { CreateOrderInput, OrderRef } from "@invista/contracts/order/order";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonSql } from "@invista/db";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { announcePlaced } from "./announce-order.ts";
import { ORDER_COLUMNS, refOf, type OrderRecord } from "./order-record.ts";
import { prepareOrder, type PreparedLine } from "./prepare-lines.ts";
import { reserveOrder } from "./reserve-order.ts";

/** Creates a draft, or with `place` a PENDING order whose stock is reserved, all or nothing, in the same transaction. */
export async function createOrder(work: NeonWork, input: CreateOrderInput): Promise<OrderRef> {
  if (input.place && input.lines.length === 0) throw refuse("INVALID", "order.noLines");
  if (input.warehouseId) requireWarehouse(work.actor, input.warehouseId);
  const { customer, lines } = await prepareOrder(work, input.customerId, input.lines);
  const currency = input.currency ?? customer.currency;
  if (currency !== customer.currency)
    throw refuse("INVALID", "order.currencyMismatch", { order: currency, customer: customer.currency });
  const { subtotal, tax, total } = amountsOf(lines);
  const [order] = await work.tx.$queryRaw<OrderRecord[]>`
    INSERT INTO "order" (customer_id, warehouse_id, status, currency, subtotal, tax, total, requested_at, notes, customer_reference, ship_to, created_by, placed_at)
    VALUES (${input.customerId}, ${input.warehouseId}, ${input.place ? "PENDING" : "DRAFT"}::order_status, ${currency}, ${subtotal}::numeric, ${tax}::numeric, ${total}::numeric, ${input.requestedAt}::timestamptz,
      ${input.note}, ${input.customerReference ?? null}, ${shipTo(input)}, ${work.actor.userId}, CASE WHEN ${input.place} THEN now() END)
    RETURNING ${ORDER_COLUMNS}`;
  if (!order) throw new Error("the order was not inserted");
  const items = await insertLines(work, order.id, lines);
  if (input.place) await reserveOrder(work, order.id, items, input.warehouseId);
  const { idempotencyKey: _, ...values } = input;
  work.audit({
    action: input.place ? "PLACE" : "CREATE",
    resource: "orders",
    resourceId: order.id,
    newValues: { ...values, orderNumber: order.order_number, total },
  });
  work.touch("order");
  if (input.place) announcePlaced(work, order, customer.name);
  return refOf(work, order);
}

/** The address of the customer that an order is sent to, as it is now: the one that is named, else his default. */
export function shipTo(order: { customerId: string; shipToAddressId?: string | null | undefined }): NeonSql.Sql {
  const named = order.shipToAddressId ?? null;
  return sql`(SELECT jsonb_build_object('lines', to_jsonb(array_remove(ARRAY[coalesce(a.name, c.name), nullif(a.line1, ''), nullif(a.line2, ''), nullif(concat_ws(' ', nullif(a.postal_code, ''), nullif(a.city, '')), ''), nullif(a.region, ''), a.country], NULL)),
      'country', a.country, 'postalCode', a.postal_code)
    FROM address a JOIN customer c ON c.id = a.customer_id WHERE a.customer_id = ${order.customerId} AND CASE WHEN ${named}::text IS NULL THEN a.kind IN ('SHIPPING', 'BOTH') ELSE a.id = ${named} END
    ORDER BY a.is_default DESC, a.created_at, a.id LIMIT 1)`;
}

/** What the lines come to; the database sums the same. */
export function amountsOf(lines: readonly PreparedLine[]): { subtotal: string; tax: string; total: string } {
  const subtotal = sum(lines.map((line) => line.lineTotal));
  const tax = sum(lines.map((line) => line.lineTax));
  return { subtotal, tax, total: sum([subtotal, tax]) };
}

/** Writes an order's lines in one statement; answers them with their ids. */
export async function insertLines(work: NeonWork, orderId: string, lines: readonly PreparedLine[]) {
  if (lines.length === 0) return [];
  const rows = await work.tx.$queryRaw<{ id: string; line_no: number }[]>`
    INSERT INTO order_item (order_id, line_no, product_id, warehouse_id, quantity, unit_price, line_total, tax_rate_bps, line_tax)
    SELECT ${orderId}, x."lineNo", x."productId", x."warehouseId", x.quantity, x."unitPrice", x."lineTotal", x."taxRateBps", x."lineTax"
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS x("lineNo" int, "productId" text, "warehouseId" text, quantity numeric, "unitPrice" numeric, "lineTotal" numeric, "taxRateBps" int, "lineTax" numeric) ORDER BY x."lineNo"
    RETURNING id, line_no`;
  const idOf = new Map(rows.map((row) => [row.line_no, row.id]));
  return lines.map((line) => ({ ...line, orderItemId: idOf.get(line.lineNo) ?? "" }));
}
