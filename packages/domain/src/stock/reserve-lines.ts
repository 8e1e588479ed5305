import { refuse } from "@invista/contracts/errors";
import { visibleWarehouses } from "../shared/actor.ts";
import { AVAILABLE, inWarehouses, ITEM_PLACES } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { allocate, type Candidate } from "./allocate.ts";

/** Who claims stock: an order or a transfer. */
export interface Claimant {
  readonly type: "ORDER" | "TRANSFER";
  readonly id: string;
}

export interface ReservableLine {
  /** Of an order; its counters follow the claim. */
  orderItemId?: string;
  lineNo: number;
  productId: string;
  sku: string;
  quantity: string;
  warehouseId: string | null;
}

/**
 * Reserves stock for all lines or none: candidate items are locked in id order, chosen by `allocate`, and claimed in one statement.
 * Only warehouses the actor reaches are looked at.
 */
export async function reserveLines(
  work: NeonWork,
  claimant: Claimant,
  stocked: readonly ReservableLine[],
  preferred: string | null,
): Promise<void> {
  if (stocked.length === 0) return;
  const products = [...new Set(stocked.map((line) => line.productId))];
  const scope = visibleWarehouses(work.actor);
  // Locked in id order: two orders sharing products would otherwise deadlock.
  const locked = await work.tx.$queryRaw<
    (Candidate & { expires_at: Date | null; created_at: Date; priority: number })[]
  >`
    SELECT i.id AS "itemId", i.product_id AS "productId", i.warehouse_id AS "warehouseId", trim_scale(${AVAILABLE})::text AS free, l.expires_at, i.created_at, w.priority
    FROM inventory_item i ${ITEM_PLACES} JOIN warehouse w ON w.id = i.warehouse_id
    WHERE i.product_id = ANY (${products}) AND w.status = 'ACTIVE' AND b.is_sellable AND i.quantity > i.reserved_quantity
      AND ${inWarehouses("i.warehouse_id", scope)}
    ORDER BY i.id FOR UPDATE OF i`;
  const candidates = locked.filter((row) => row.free !== "0").sort(takeOrder);
  const { claims, shortages } = allocate(stocked, candidates, preferred);
  const [short] = shortages;
  if (short) {
    const skuOf = new Map(stocked.map((line) => [line.productId, line.sku]));
    const named = shortages.map((shortage) => ({ ...shortage, sku: skuOf.get(shortage.productId) }));
    throw refuse("RULE_BROKEN", "stock.insufficient", {
      requested: short.requested,
      available: short.available,
      sku: skuOf.get(short.productId),
      lines: named,
    });
  }
  const orderItemOf = new Map(stocked.map((line) => [line.lineNo, line.orderItemId]));
  const payload = claims.map((claim) => ({
    itemId: claim.itemId,
    quantity: claim.quantity,
    orderItemId: orderItemOf.get(claim.lineNo) ?? null,
  }));
  const refused = await work.tx.$queryRaw<{ requested: string; available: string }[]>`
    SELECT requested::text AS requested, available::text AS available FROM reserve_stock(${work.operationId}, ${work.actor.userId}, ${claimant.type}, ${claimant.id}, NULL, ${JSON.stringify(payload)}::jsonb)`;
  const [first] = refused;
  if (first)
    throw refuse("RULE_BROKEN", "stock.insufficient", { requested: first.requested, available: first.available });
  work.touch("stock");
}

/** FEFO, then the warehouse that comes first, then FIFO. */
function takeOrder(
  a: { expires_at: Date | null; priority: number; created_at: Date; itemId: string },
  b: typeof a,
): number {
  const expiry = (a.expires_at?.getTime() ?? Infinity) - (b.expires_at?.getTime() ?? Infinity);
  if (expiry) return expiry;
  return a.priority - b.priority || a.created_at.getTime() - b.created_at.getTime() || (a.itemId < b.itemId ? -1 : 1);
}
