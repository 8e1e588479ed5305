import { refuse } from "@invista/contracts/errors";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements } from "./post-movements.ts";

interface Held {
  readonly productId: string;
  readonly warehouseId: string;
  readonly location: string;
  readonly lotId: string | null;
}

/** Brings a quantity into the warehouse's first quarantine bin; what lies in one already stays there. Answers the item it is part of. */
export async function putIntoQuarantine(
  work: NeonWork,
  from: Held & { readonly quantity: string },
): Promise<{ itemId: string }> {
  requireWarehouse(work.actor, from.warehouseId);
  const { productId, warehouseId, location, lotId, quantity } = from;
  const bins = await work.tx.$queryRaw<{ code: string; type: string }[]>`
    SELECT code, type::text AS type FROM storage_location WHERE warehouse_id = ${warehouseId} AND (type = 'QUARANTINE' OR code = ${location}) ORDER BY pick_sequence, code`;
  if (bins.find((bin) => bin.code === location)?.type === "QUARANTINE") {
    const item = await work.tx.inventoryItem.findFirst({
      where: { productId, warehouseId, location, lotId },
      select: { id: true },
    });
    if (!item) throw refuse("RULE_BROKEN", "stock.insufficient", { available: "0" });
    return { itemId: item.id };
  }
  const to = bins.find((bin) => bin.type === "QUARANTINE")?.code;
  if (to === undefined) throw refuse("RULE_BROKEN", "stock.noQuarantineBin");
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

/** Brings a quantity out of quarantine into a bin that sells. */
export async function takeOutOfQuarantine(
  work: NeonWork,
  from: Held,
  quantity: string,
  toLocation: string,
): Promise<void> {
  const { productId, warehouseId, location, lotId } = from;
  const bin = await work.tx.storageLocation.findUnique({
    where: { warehouseId_code: { warehouseId, code: toLocation } },
    select: { isSellable: true },
  });
  if (bin && !bin.isSellable) throw refuse("INVALID", "stock.notSellable", { location: toLocation || "the floor" });
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
