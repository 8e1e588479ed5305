import { refuse } from "@invista/contracts/errors";
import type { BuildKitInput, KitOutput } from "@invista/contracts/kit/kit";
import { compare, minus, sum } from "@invista/contracts/quantity";
import { ensureLot } from "../lots/index.ts";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements } from "../stock/index.ts";
import { readTree, type KitProduct } from "./kit-tree.ts";
import { planParts, type NeededPart, type Take } from "./plan-parts.ts";
import { readFreeStock } from "./read-free-stock.ts";

/** Makes kits of parts that are free in the warehouse; they are worth exactly what went into them. All or nothing. */
export async function buildKit(work: NeonWork, input: BuildKitInput): Promise<KitOutput> {
  const { productId, warehouseId, location, quantity, serials, note } = input;
  requireWarehouse(work.actor, warehouseId);
  requireWithin(work.actor.limits.maxAdjustQty, quantity);
  const tree = await readTree(work.tx, productId);
  const [kit, ...parts] = tree;
  const stock = await readFreeStock(
    work.tx,
    warehouseId,
    parts.map((part) => part.id),
    true,
  );
  const { takes, needs } = planParts(tree, quantity, stock, input.parts);
  requireEnough(kit, quantity, needs);
  const lotId = await lotOf(work, kit, input, takes);
  const used = await postMovements(
    work,
    takes.map(({ from, quantity: taken, serials: pieces }) => ({
      itemId: from.itemId,
      type: "KIT_CONSUME",
      quantity: `-${taken}`,
      serials: pieces,
    })),
    { anyPiece: true },
  );
  const value = minus("0", sum(used.map((line) => line.value_delta)));
  const made = await postMovements(work, [
    { productId, warehouseId, location, lotId, type: "KIT_BUILD", quantity, value, serials },
  ]);
  const last = made.at(-1);
  if (!last) throw new Error("post_movements answered nothing");
  const moved = takes.map(({ part, from, quantity: taken }) => ({
    productId: part.id,
    sku: part.sku,
    location: from.location,
    lotId: from.lotId,
    quantity: taken,
  }));
  work.audit({
    action: "BUILD",
    resource: "inventory_items",
    resourceId: last.inventory_item_id,
    newValues: {
      productId,
      warehouseId,
      location,
      lotId,
      quantity,
      parts: moved,
      note,
      ...(serials ? { serials } : {}),
    },
  });
  return {
    operationId: work.operationId,
    productId,
    warehouseId,
    quantity,
    location,
    lotId,
    balance: last.balance_after,
    parts: moved,
  };
}

function requireEnough(kit: KitProduct, quantity: string, needs: readonly NeededPart[]): void {
  const missing = needs.filter(({ short }) => compare(short, "0") > 0);
  if (missing.length === 0) return;
  throw refuse("RULE_BROKEN", "kit.partsShort", {
    sku: kit.sku,
    quantity,
    missing: missing.slice(0, 5).map(({ part, short }) => `${short} of ${part.sku}`),
    parts: missing.map(({ part, needed, short }) => ({ productId: part.id, sku: part.sku, needed, short })),
  });
}

/** The lot that the kits become; of a new one without a day the first day of its parts. */
async function lotOf(
  work: NeonWork,
  kit: KitProduct,
  { lotNumber, expiresAt }: Pick<BuildKitInput, "lotNumber" | "expiresAt">,
  takes: readonly Take[],
): Promise<string | null> {
  if (lotNumber === null) {
    if (kit.trackLots) throw refuse("INVALID", "kit.lotMissing", { sku: kit.sku });
    return null;
  }
  const [first] = takes.flatMap(({ from }) => from.expiresAt ?? []).sort();
  const lot = await ensureLot(work, { productId: kit.id, lotNumber, expiresAt, otherwise: first ?? null });
  return lot.id;
}
