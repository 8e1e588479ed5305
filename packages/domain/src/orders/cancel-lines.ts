import { refuse } from "@invista/contracts/errors";
import { compare, minus } from "@invista/contracts/quantity";
import type { CancelLinesInput, OrderRef } from "@invista/contracts/order/order";
import type { NeonWork } from "../shared/work.ts";
import { releaseParts, type ClaimPart } from "../stock/index.ts";
import { lockOrder, moveOrder, requireStatus, UNSHIPPED, type OrderRecord } from "./order-record.ts";

interface OpenLine {
  id: string;
  sku: string;
  open: string;
  reserved: string;
  /** Claims that no shipment holds, the newest first. */
  claims: { claimId: string; quantity: string }[];
}

/**
 * Gives up what is open of lines: its claims are freed, the totals follow, and an order of which nothing is open any more is completed. What is in
 * a shipment is not given up here, and an order of which nothing has left is cancelled as a whole instead.
 */
export async function cancelLines(work: NeonWork, input: CancelLinesInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, ["PENDING", "CONFIRMED", "PROCESSING", "ON_HOLD"], "CANCELLED");
  const lines = await readOpen(work, order.id);
  const parts: ClaimPart[] = [];
  for (const { itemId, quantity } of input.lines) {
    const line = lines.get(itemId);
    if (!line) throw refuse("NOT_FOUND", "record.notFound", { entity: "Line", id: itemId });
    if (compare(quantity, line.open) > 0)
      throw refuse("RULE_BROKEN", "order.lessOpen", { sku: line.sku, open: line.open });
    parts.push(...partsOf(line, quantity));
  }
  await releaseParts(work, parts);
  await work.tx.$executeRaw`
    UPDATE order_item i SET cancelled_quantity = i.cancelled_quantity + x.quantity, backorder = i.backorder AND i.quantity > i.shipped_quantity + i.cancelled_quantity + x.quantity
    FROM jsonb_to_recordset(${JSON.stringify(input.lines)}::jsonb) AS x("itemId" text, quantity numeric) WHERE i.id = x."itemId" AND i.order_id = ${order.id}`;
  const moved = await moveOn(work, order);
  work.audit({
    action: "CANCEL_LINES",
    resource: "orders",
    resourceId: order.id,
    oldValues: { status: order.status, total: order.total },
    newValues: {
      status: moved.status,
      reason: input.reason,
      lines: input.lines.map(({ itemId, quantity }) => ({ sku: lines.get(itemId)?.sku, quantity })),
    },
  });
  work.touch("order");
  return moved;
}

async function readOpen(work: NeonWork, orderId: string): Promise<ReadonlyMap<string, OpenLine>> {
  const rows = await work.tx.$queryRaw<OpenLine[]>`
    SELECT i.id, p.sku, trim_scale(i.quantity - i.shipped_quantity - i.cancelled_quantity)::text AS open, trim_scale(i.reserved_quantity)::text AS reserved,
      coalesce((SELECT json_agg(json_build_object('claimId', r.id, 'quantity', trim_scale(r.quantity)::text) ORDER BY r.created_at DESC, r.id DESC) FROM stock_reservation r
        WHERE r.order_item_id = i.id AND ${UNSHIPPED}), '[]'::json) AS claims
    FROM order_item i JOIN product p ON p.id = i.product_id WHERE i.order_id = ${orderId} ORDER BY i.id FOR UPDATE OF i`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which claims end so that no more is reserved than stays open. */
function partsOf(line: OpenLine, quantity: string): ClaimPart[] {
  let excess = minus(line.reserved, minus(line.open, quantity));
  const parts: ClaimPart[] = [];
  for (const claim of line.claims) {
    if (compare(excess, "0") <= 0) break;
    const part = compare(claim.quantity, excess) < 0 ? claim.quantity : excess;
    parts.push({ claimId: claim.claimId, quantity: part });
    excess = minus(excess, part);
  }
  if (compare(excess, "0") > 0) throw refuse("RULE_BROKEN", "order.inShipment", { sku: line.sku, quantity: excess });
  return parts;
}

/** The order completed where nothing is open any more; refused where nothing of it has left. */
async function moveOn(work: NeonWork, order: OrderRecord): Promise<OrderRef> {
  const [rest] = await work.tx.$queryRaw<{ open: string; shipped: string }[]>`
    SELECT coalesce(sum(quantity - shipped_quantity - cancelled_quantity), 0)::text AS open, coalesce(sum(shipped_quantity), 0)::text AS shipped FROM order_item WHERE order_id = ${order.id}`;
  const isOver = compare(rest?.open ?? "0", "0") === 0;
  if (isOver && compare(rest?.shipped ?? "0", "0") === 0) throw refuse("RULE_BROKEN", "order.cancelWhole");
  return moveOrder(work, order, isOver && order.status === "PROCESSING" ? "COMPLETED" : order.status);
}
