import { z } from "zod";
import { nonZeroQuantity, unitPrice } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, instant, locationCode, text } from "../text.ts";

export const adjustReason = z.enum([
  "COUNT",
  "DAMAGED",
  "EXPIRED",
  "FOUND",
  "LOST",
  "STOLEN",
  "DATA_ENTRY_ERROR",
  "SAMPLE",
  "OPENING",
  "OTHER",
]);
export type AdjustReason = z.infer<typeof adjustReason>;

/** One correction of the quantity at a product, warehouse and bin (and lot); `delta` is signed. */
export const adjustStockInput = z.strictObject({
  productId: id,
  warehouseId: id,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  delta: nonZeroQuantity,
  reason: adjustReason,
  unitCost: unitPrice.nullable().default(null),
  note: text(500).nullable().default(null),
  /** The pieces, where the product is tracked by serial number: as many as the quantity. */
  serials: serials.optional(),
  /** When it happened, by stock:backdate; null is now. Reports as of that moment and later change; costs are those of today. */
  occurredAt: instant.nullable().default(null),
  idempotencyKey,
});
export type AdjustStockInput = z.infer<typeof adjustStockInput>;

export const adjustStockOutput = z.object({
  operationId: z.string(),
  inventoryItemId: z.string(),
  productId: z.string(),
  warehouseId: z.string(),
  location: z.string(),
  delta: z.string(),
  quantity: z.string(),
  reserved: z.string(),
  available: z.string(),
});
export type AdjustStockOutput = z.infer<typeof adjustStockOutput>;
