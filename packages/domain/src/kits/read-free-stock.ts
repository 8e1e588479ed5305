import { AVAILABLE, empty, ITEM_PLACES, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

/** What of a product may be taken from one position. */
export interface FreeStock {
  readonly itemId: string;
  readonly productId: string;
  readonly location: string;
  readonly lotId: string | null;
  readonly lotNumber: string | null;
  readonly expiresAt: string | null;
  readonly free: string;
}

/** What is free of products in a warehouse, in the order in which it should be taken: what expires first, then what has been in stock longest. Locked in id order where asked. */
export async function readFreeStock(
  db: NeonRead["db"],
  warehouseId: string,
  productIds: readonly string[],
  locked: boolean,
): Promise<FreeStock[]> {
  const rows = await db.$queryRaw<(FreeStock & { receivedAt: Date | null })[]>`
    SELECT i.id AS "itemId", i.product_id AS "productId", i.location, i.lot_id AS "lotId", l.lot_number AS "lotNumber", l.expires_at::text AS "expiresAt", i.received_at AS "receivedAt",
      trim_scale(${AVAILABLE})::text AS free
    FROM inventory_item i ${ITEM_PLACES}
    WHERE i.warehouse_id = ${warehouseId} AND i.product_id = ANY (${[...productIds]}::text[]) AND b.is_sellable AND i.quantity > i.reserved_quantity
    ORDER BY i.id ${locked ? sql`FOR UPDATE OF i` : empty}`;
  const order = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    (a.expiresAt ?? "9999").localeCompare(b.expiresAt ?? "9999") ||
    (a.receivedAt?.getTime() ?? 0) - (b.receivedAt?.getTime() ?? 0) ||
    (a.itemId < b.itemId ? -1 : 1);
  return rows.filter((row) => row.free !== "0").sort(order);
}
