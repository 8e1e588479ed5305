import { refuse } from "@invista/contracts/errors";
import type { KitSource } from "@invista/contracts/kit/kit";
import { compare, decimalsOf, minus, sum, times } from "@invista/contracts/quantity";
import type { KitProduct } from "./kit-tree.ts";
import type { FreeStock } from "./read-free-stock.ts";

/** So much of a part out of one position; the pieces that came first, where none are named. */
export interface Take {
  readonly part: KitProduct;
  readonly from: FreeStock;
  readonly quantity: string;
  readonly serials?: readonly string[] | undefined;
}
/** A part, how much of it kits need, and what is missing of that. */
export interface NeededPart {
  readonly part: KitProduct;
  readonly needed: string;
  /** A kit in the kit: what is not taken from stock is made of its own parts. */
  readonly isMade: boolean;
  readonly short: string;
}

/**
 * What so many kits take, and from where. A kit in a kit is taken from stock as far as it is built; what is missing of it is made of its own parts.
 * Of a part that is named exactly that is taken.
 */
export function planParts(
  [kit, ...parts]: readonly [KitProduct, ...KitProduct[]],
  quantity: string,
  stock: readonly FreeStock[],
  named: readonly KitSource[] = [],
): { takes: Take[]; needs: NeededPart[] } {
  requireFitting(kit, quantity);
  const open = new Map<string, string>();
  const need = (product: KitProduct, times_: string) => {
    for (const { productId, quantity: each } of product.components)
      open.set(productId, sum([open.get(productId) ?? "0", times(each, times_)]));
  };
  need(kit, quantity);
  const takes: Take[] = [];
  const needs: NeededPart[] = [];
  for (const part of parts) {
    const needed = open.get(part.id) ?? "0";
    if (compare(needed, "0") === 0) continue;
    requireFitting(part, needed);
    const here = stock.filter((one) => one.productId === part.id);
    const chosen = named.filter((one) => one.productId === part.id);
    const mine = chosen.length > 0 ? takeNamed(part, chosen, here) : takeFirst(part, here, needed);
    takes.push(...mine);
    const rest = minus(needed, sum(mine.map((take) => take.quantity)));
    if (compare(rest, "0") < 0) throw refuse("INVALID", "kit.sourcesDiffer", { sku: part.sku, needed });
    // A kit that is not built yet is made of its own parts.
    const isMade = part.type === "KIT" && part.components.length > 0;
    if (isMade) need(part, rest);
    else if (chosen.length > 0 && compare(rest, "0") > 0)
      throw refuse("INVALID", "kit.sourcesDiffer", { sku: part.sku, needed });
    needs.push({ part, needed, isMade, short: isMade ? "0" : rest });
  }
  const stranger = named.find(({ productId }) => !needs.some(({ part }) => part.id === productId));
  if (stranger) throw refuse("INVALID", "kit.notAPart", { sku: kit.sku });
  return { takes, needs };
}

function takeFirst(part: KitProduct, here: readonly FreeStock[], needed: string): Take[] {
  let open = needed;
  return here.flatMap((from) => {
    const quantity = compare(from.free, open) < 0 ? from.free : open;
    if (compare(quantity, "0") <= 0) return [];
    open = minus(open, quantity);
    return [{ part, from, quantity }];
  });
}

function takeNamed(part: KitProduct, chosen: readonly KitSource[], here: readonly FreeStock[]): Take[] {
  const left = new Map(here.map((one) => [one.itemId, one.free]));
  return chosen.map(({ location, lotId, quantity, serials }) => {
    requireFitting(part, quantity);
    const from = here.find((one) => one.location === location && one.lotId === lotId);
    const free = (from && left.get(from.itemId)) ?? "0";
    if (!from || compare(free, quantity) < 0)
      throw refuse("RULE_BROKEN", "kit.sourceShort", {
        sku: part.sku,
        location: location || "the floor",
        free,
        quantity,
      });
    left.set(from.itemId, minus(free, quantity));
    return { part, from, quantity, serials };
  });
}

function requireFitting(product: KitProduct, quantity: string): void {
  if (decimalsOf(quantity) > product.qtyPrecision)
    throw refuse("INVALID", "quantity.precision", { sku: product.sku, precision: product.qtyPrecision });
}
