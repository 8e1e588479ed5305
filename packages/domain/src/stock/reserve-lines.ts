import { refuse } from "@invista/contracts/errors";
import { sum } from "@invista/contracts/quantity";
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
  /** Positions that are left out: something was not found there. */
  except: readonly string[] = [],
): Promise<void> {
  if (stocked.length === 0) return;
  const locked = await lockFree(
    work,
    stocked.map((line) => line.productId),
    except,
    claimant.type === "ORDER" ? claimant.id : null,
  );
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

type FreeItem = Candidate & { expires_at: Date | null; received_at: Date | null; priority: number };

/**
 * Locks the positions of products that sell, in id order: two orders sharing products would otherwise deadlock. Only warehouses the actor reaches, and for an order no lot
 * that expires sooner than its customer takes.
 */
function lockFree(
  work: NeonWork,
  productIds: readonly string[],
  except: readonly string[],
  orderId: string | null,
): Promise<FreeItem[]> {
  const products = [...new Set(productIds)];
  return work.tx.$queryRaw<FreeItem[]>`
    SELECT i.id AS "itemId", i.product_id AS "productId", i.warehouse_id AS "warehouseId", trim_scale(${AVAILABLE})::text AS free, l.expires_at, i.received_at, w.priority
    FROM inventory_item i ${ITEM_PLACES} JOIN warehouse w ON w.id = i.warehouse_id
    WHERE i.product_id = ANY (${products}) AND w.status = 'ACTIVE' AND b.is_sellable AND i.quantity > i.reserved_quantity AND i.id <> ALL (${[...except]}::text[])
      AND ${inWarehouses("i.warehouse_id", visibleWarehouses(work.actor))}
      AND (l.expires_at IS NULL OR ${orderId}::text IS NULL OR l.expires_at >= now() + make_interval(days => (SELECT c.min_shelf_life_days FROM "order" o JOIN customer c ON c.id = o.customer_id WHERE o.id = ${orderId})))
    ORDER BY i.id FOR UPDATE OF i`;
}

/** How much of products may be promised to an order now, locked: in all by `productId`, and by `productId warehouseId`. */
export async function freeOf(
  work: NeonWork,
  productIds: readonly string[],
  except: readonly string[],
  orderId: string,
): Promise<ReadonlyMap<string, string>> {
  const free = new Map<string, string>();
  for (const item of await lockFree(work, productIds, except, orderId))
    for (const key of [item.productId, `${item.productId} ${item.warehouseId}`])
      free.set(key, sum([free.get(key) ?? "0", item.free]));
  return free;
}

/** FEFO, then the warehouse that comes first, then FIFO: what has been in stock longest, whichever bin it went through. */
function takeOrder(a: FreeItem, b: FreeItem): number {
  const expiry = (a.expires_at?.getTime() ?? Infinity) - (b.expires_at?.getTime() ?? Infinity);
  if (expiry) return expiry;
  return (
    a.priority - b.priority ||
    (a.received_at?.getTime() ?? 0) - (b.received_at?.getTime() ?? 0) ||
    (a.itemId < b.itemId ? -1 : 1)
  );
}
