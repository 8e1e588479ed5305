import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";
import { binsOf, firstQuarantine, isHeld, isQuarantine, shownBin, type Held } from "./bins.ts";
import { postMovements } from "./post-movements.ts";

/** Brings a quantity into the warehouse's first quarantine bin; what lies in one already stays there. Answers the item it is part of. */
export async function putIntoQuarantine(
  work: NeonWork,
  from: Held & { readonly quantity: string },
): Promise<{ itemId: string }> {
  const { productId, warehouseId, location, lotId, quantity } = from;
  const bins = await binsOf(work, warehouseId, [location]);
  if (isQuarantine(bins, location)) {
    const item = await work.tx.inventoryItem.findFirst({
      where: { productId, warehouseId, location, lotId },
      select: { id: true },
    });
    if (!item) throw refuse("RULE_BROKEN", "stock.insufficient", { available: "0" });
    return { itemId: item.id };
  }
  const to = firstQuarantine(bins);
  if (to === null) throw refuse("RULE_BROKEN", "stock.noQuarantineBin");
  const line = { productId, warehouseId, lotId, type: "QUARANTINE_IN", reasonCode: "INSPECTION" };
  const posted = await postMovements(
    work,
    [
      { ...line, location, quantity: `-${quantity}` },
      { ...line, location: to, quantity },
    ],
    { anyPiece: true },
  );
  const into = posted.findLast((one) => one.line === 2);
  if (!into) throw new Error("post_movements answered nothing");
  return { itemId: into.inventory_item_id };
}

/** Refuses bins that nothing may be sold from. */
export async function requireSellingBins(work: NeonWork, warehouseId: string, codes: readonly string[]): Promise<void> {
  const bins = await binsOf(work, warehouseId, codes);
  const held = codes.find((code) => isHeld(bins, code));
  if (held !== undefined) throw refuse("INVALID", "stock.notSellable", { location: shownBin(held) });
}

/** Brings a quantity out of quarantine into a bin that sells. */
export async function takeOutOfQuarantine(
  work: NeonWork,
  from: Held,
  quantity: string,
  toLocation: string,
): Promise<void> {
  const { productId, warehouseId, location, lotId } = from;
  await requireSellingBins(work, warehouseId, [toLocation]);
  const line = { productId, warehouseId, lotId, type: "QUARANTINE_OUT" };
  await postMovements(
    work,
    [
      { ...line, location, quantity: `-${quantity}` },
      { ...line, location: toLocation, quantity },
    ],
    { anyPiece: true },
  );
}
