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
