import { refuse } from "@invista/contracts/errors";
import { compare, minus } from "@invista/contracts/quantity";
import type { MoveContentsInput, MoveContentsOutput } from "@invista/contracts/warehouse/warehouse";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { shownBin } from "./bins.ts";
import { requireTwoBins } from "./move-stock.ts";
import { postMovements } from "./post-movements.ts";

/** Empties a bin into another of the same warehouse and kind, in one operation; what somebody has reserved stays where it was promised from. */
export async function moveContents(work: NeonWork, input: MoveContentsInput): Promise<MoveContentsOutput> {
  const { warehouseId, location, toLocation } = input;
  requireWarehouse(work.actor, warehouseId);
  requireTwoBins(location, toLocation);
  const items = await work.tx.$queryRaw<
    { productId: string; lotId: string | null; quantity: string; reserved: string }[]
  >`
    SELECT product_id AS "productId", lot_id AS "lotId", quantity::text AS quantity, reserved_quantity::text AS reserved FROM inventory_item
    WHERE warehouse_id = ${warehouseId} AND location = ${location} AND quantity > 0 ORDER BY id FOR NO KEY UPDATE`;
  const free = items
    .map(({ reserved, ...item }) => ({ ...item, quantity: minus(item.quantity, reserved) }))
    .filter((item) => compare(item.quantity, "0") > 0);
  if (items.length === 0) throw refuse("RULE_BROKEN", "location.empty", { location: location || "The floor" });
  if (free.length === 0) throw refuse("RULE_BROKEN", "location.allReserved", { location: shownBin(location) });
  await postMovements(
    work,
    free.flatMap(({ quantity, ...item }) => [
      { ...item, warehouseId, location, type: "PUTAWAY", quantity: `-${quantity}` },
      { ...item, warehouseId, location: toLocation, type: "PUTAWAY", quantity },
    ]),
    { anyPiece: true },
  );
  const stayed = items.filter((item) => compare(item.reserved, "0") > 0).length;
  work.audit({
    action: "MOVE_CONTENTS",
    resource: "storage_locations",
    resourceId: `${warehouseId}/${location}`,
    newValues: { toLocation, moved: free.length, stayed },
  });
  return { operationId: work.operationId, moved: free.length, stayed };
}
