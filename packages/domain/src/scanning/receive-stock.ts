import type { ReceivedOutput, ReceiveStockInput } from "@invista/contracts/scan/scan";
import { refuse } from "@invista/contracts/errors";
import { ensureLot } from "../lots/index.ts";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { occurred, openInspections, placeArrivals, postMovements, type Backdatable } from "../stock/index.ts";

/** Takes goods in that came without a purchase order: what they are worth waits for an invoice. A lot that is not known yet is made; what a plan wants inspected lies in quarantine. */
export async function receiveStock(work: NeonWork, input: Backdatable<ReceiveStockInput>): Promise<ReceivedOutput> {
  requireWarehouse(work.actor, input.warehouseId);
  requireWithin(work.actor.limits.maxAdjustQty, input.quantity);
  const { productId, warehouseId, location: wanted, quantity, lotNumber, expiresAt, unitCost, note } = input;
  const product = await work.tx.product.findUnique({
    where: { id: productId },
    select: { sku: true, trackLots: true },
  });
  if (!product) throw refuse("INVALID", "record.referenceUnknown", { entity: "The product" });
  if (product.trackLots && lotNumber === null) throw refuse("INVALID", "scan.lotMissing", { sku: product.sku });
  const lot = lotNumber === null ? null : await ensureLot(work, { productId, lotNumber, expiresAt });
  const lotId = lot?.id ?? null;
  const [arrival] = await placeArrivals(work, "RECEIPT", warehouseId, [
    { productId, lotId, quantity, location: wanted },
  ]);
  const location = arrival?.location ?? wanted;
  const posted = await postMovements(work, [
    {
      productId,
      warehouseId,
      location,
      lotId,
      type: "RECEIPT",
      quantity,
      unitCost,
      reasonCode: "NO_ORDER",
      serials: input.serials,
      ...occurred(work, input.occurredAt),
    },
  ]);
  const last = posted.at(-1);
  if (!last) throw new Error("post_movements answered nothing");
  const [inspection] = arrival
    ? await openInspections(work, "RECEIPT", warehouseId, [{ ...arrival, itemId: last.inventory_item_id }], null)
    : [];
  work.audit({
    action: "RECEIVE",
    resource: "inventory_items",
    resourceId: last.inventory_item_id,
    newValues: {
      productId,
      warehouseId,
      location,
      quantity,
      lotNumber,
      lotMade: lot?.isNew ?? false,
      note,
      ...(input.occurredAt ? { occurredAt: input.occurredAt } : {}),
      ...(inspection ? { inspection: inspection.inspectionNumber } : {}),
    },
  });
  return {
    operationId: work.operationId,
    productId,
    warehouseId,
    location,
    lotNumber,
    quantity,
    balance: last.balance_after,
    inspection: inspection ?? null,
  };
}
