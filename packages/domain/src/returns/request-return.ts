import { refuse } from "@invista/contracts/errors";
import { compare, decimalsOf, minus, sum } from "@invista/contracts/quantity";
import type { RequestReturnInput, ReturnRef } from "@invista/contracts/returns/returns";
import { can, requireWarehouse, visibleWarehouses } from "../shared/actor.ts";
import { when } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { inOrderScope } from "../orders/index.ts";
import { record, refOf, type ReturnRecord } from "./return-record.ts";
import { returnableLines } from "./returnable.ts";

interface OrderFacts {
  id: string;
  order_number: string;
  customer_id: string;
  shipped_from: string | null;
  days: number | null;
}

/** Asks for goods of an order to come back. Nothing moves before they are received; until then they count against what else may come back. */
export async function requestReturn(work: NeonWork, input: RequestReturnInput): Promise<ReturnRef> {
  const [order] = await work.tx.$queryRaw<OrderFacts[]>`
    SELECT o.id, o.order_number, o.customer_id, (SELECT s.warehouse_id FROM shipment s WHERE s.order_id = o.id AND s.shipped_at IS NOT NULL ORDER BY s.shipped_at LIMIT 1) AS shipped_from,
      (SELECT floor(extract(epoch FROM ${work.now}::timestamptz - max(s.shipped_at)) / 86400)::int FROM shipment s WHERE s.order_id = o.id) AS days
    FROM "order" o WHERE o.id = ${input.orderId} AND ${when(visibleWarehouses(work.actor), inOrderScope)} FOR UPDATE`;
  if (!order) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: input.orderId });
  const warehouseId = input.warehouseId ?? order.shipped_from;
  if (warehouseId === null) throw refuse("RULE_BROKEN", "return.nothingShipped", { order: order.order_number });
  requireWarehouse(work.actor, warehouseId);
  const window = work.settings.get("orders.return_days");
  if (window > 0 && (order.days ?? 0) > window && !can(work.actor, "return:approve"))
    throw refuse("RULE_BROKEN", "return.tooLate", { days: order.days, window });
  const lines = await requireReturnable(work, order.id, input.lines);
  const [made] = await work.tx.$queryRaw<ReturnRecord[]>`
    INSERT INTO return_order (order_id, customer_id, warehouse_id, reason, notes, created_by)
    VALUES (${order.id}, ${order.customer_id}, ${warehouseId}, ${input.reason}, ${input.note}, ${work.actor.userId})
    RETURNING id, rma_number, status::text AS status, version, order_id, customer_id, warehouse_id`;
  if (!made) throw new Error("the return was not inserted");
  await work.tx.$executeRaw`
    INSERT INTO return_item (return_order_id, order_item_id, quantity, lot_id)
    SELECT ${made.id}, x."orderItemId", x.quantity::numeric, x."lotId" FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS x("orderItemId" text, quantity text, "lotId" text)`;
  record(work, made.id, "REQUEST", {
    rmaNumber: made.rma_number,
    orderNumber: order.order_number,
    reason: input.reason,
    lines,
  });
  return refOf(work, made);
}

/** The lines with their lots; refuses what has not left, or comes back already. */
async function requireReturnable(
  work: NeonWork,
  orderId: string,
  asked: RequestReturnInput["lines"],
): Promise<RequestReturnInput["lines"]> {
  const returnable = await returnableLines(work.tx, orderId);
  const lines = asked.map((line) => {
    const parts = returnable.filter((one) => one.orderItemId === line.orderItemId);
    const [first] = parts;
    if (!first) throw refuse("INVALID", "record.referenceUnknown", { entity: "A line" });
    if (decimalsOf(line.quantity) > first.precision)
      throw refuse("INVALID", "quantity.precision", { sku: first.sku, precision: first.precision });
    const part = line.lotId === null && parts.length === 1 ? first : parts.find((one) => one.lotId === line.lotId);
    if (!part) {
      const lots = parts.flatMap((one) => one.lotNumber ?? []);
      throw refuse("INVALID", "return.lotNeeded", { sku: first.sku, lots });
    }
    if (compare(line.quantity, part.left) > 0)
      throw refuse("RULE_BROKEN", "return.moreThanShipped", { sku: part.sku, left: part.left });
    return { ...line, lotId: part.lotId };
  });
  for (const { orderItemId, lotId } of lines) {
    const same = lines.filter((line) => line.orderItemId === orderItemId && line.lotId === lotId);
    const part = returnable.find((one) => one.orderItemId === orderItemId && one.lotId === lotId);
    const all = sum(same.map((line) => line.quantity));
    if (part && minus(part.left, all).startsWith("-"))
      throw refuse("RULE_BROKEN", "return.moreThanShipped", { sku: part.sku, left: part.left });
  }
  return lines;
}
