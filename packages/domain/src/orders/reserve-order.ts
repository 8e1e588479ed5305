import { reserveLines, type ReservableLine } from "../stock/index.ts";
import type { NeonWork } from "../shared/work.ts";

export type OrderLineToReserve = ReservableLine & { readonly type: "STOCK" | "KIT" | "SERVICE" };

/** Reserves the stock of an order's lines, all or nothing. Services need no stock. */
export async function reserveOrder(
  work: NeonWork,
  orderId: string,
  lines: readonly OrderLineToReserve[],
  preferred: string | null,
): Promise<void> {
  const stocked = lines.filter((line) => line.type !== "SERVICE");
  await reserveLines(work, { type: "ORDER", id: orderId }, stocked, preferred);
}

/** What an order's lines still need of stock: ordered, and neither shipped, cancelled nor reserved. */
export function linesToReserve(
  work: NeonWork,
  orderId: string,
): Promise<(OrderLineToReserve & { readonly status: string })[]> {
  return work.tx.$queryRaw<(OrderLineToReserve & { status: string })[]>`
    SELECT x.id AS "orderItemId", x.line_no AS "lineNo", x.product_id AS "productId", p.sku, p.type::text AS type, p.status::text AS status,
      trim_scale(x.quantity - x.shipped_quantity - x.cancelled_quantity - x.reserved_quantity)::text AS quantity, x.warehouse_id AS "warehouseId"
    FROM order_item x JOIN product p ON p.id = x.product_id
    WHERE x.order_id = ${orderId} AND x.quantity > x.shipped_quantity + x.cancelled_quantity + x.reserved_quantity ORDER BY x.line_no`;
}
