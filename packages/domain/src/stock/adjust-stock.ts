import type { AdjustStockInput, AdjustStockOutput } from "@invista/contracts/stock/adjust-stock";
import { minus } from "@invista/contracts/quantity";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { occurred, type Backdatable } from "./occurred.ts";
import { postMovements } from "./post-movements.ts";

/** Corrects the quantity at a bin by a signed delta; refuses to go below zero or below what is reserved. */
export async function adjustStock(work: NeonWork, input: Backdatable<AdjustStockInput>): Promise<AdjustStockOutput> {
  requireWarehouse(work.actor, input.warehouseId);
  requireWithin(work.actor.limits.maxAdjustQty, input.delta.replace("-", ""));
  const posted = await postMovements(work, [
    {
      productId: input.productId,
      warehouseId: input.warehouseId,
      location: input.location,
      lotId: input.lotId,
      type: "ADJUSTMENT",
      quantity: input.delta,
      unitCost: input.unitCost,
      reasonCode: input.reason,
      serials: input.serials,
      ...occurred(work, input.occurredAt),
    },
  ]);
  // A loss over several cost layers is several ledger rows; the last one carries the balance.
  const last = posted.at(-1);
  if (!last) throw new Error("post_movements answered nothing");
  const { inventory_item_id: inventoryItemId, balance_after: quantity, reserved_quantity: reserved } = last;
  work.audit({
    action: "ADJUST",
    resource: "inventory_items",
    resourceId: inventoryItemId,
    newValues: {
      productId: input.productId,
      warehouseId: input.warehouseId,
      location: input.location,
      delta: input.delta,
      quantity,
      reason: input.reason,
      note: input.note,
      ...(input.serials ? { serials: input.serials } : {}),
      ...(input.occurredAt ? { occurredAt: input.occurredAt } : {}),
    },
  });
  return {
    operationId: work.operationId,
    inventoryItemId,
    productId: last.product_id,
    warehouseId: last.warehouse_id,
    location: last.location,
    delta: input.delta,
    quantity,
    reserved,
    available: minus(quantity, reserved),
  };
}
