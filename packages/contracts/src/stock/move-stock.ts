import { z } from "zod";
import { positiveQuantity } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, instant, locationCode, text } from "../text.ts";

/** A quantity of one product and lot that lies in one bin. */
const held = {
  productId: id,
  warehouseId: id,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  quantity: positiveQuantity,
  note: text(500).nullable().default(null),
  /** The pieces, where the product is tracked by serial number: as many as the quantity. */
  serials: serials.optional(),
  /** When it happened, by stock:backdate; null is now. */
  occurredAt: instant.nullable().default(null),
  idempotencyKey,
};

/** From one bin to another of the same warehouse; what it is worth stays. */
export const moveStockInput = z.strictObject({ ...held, toLocation: locationCode });
export type MoveStockInput = z.infer<typeof moveStockInput>;

export const quarantineReason = z.enum(["INSPECTION", "DAMAGED", "EXPIRED", "RECALLED", "SUPPLIER_CLAIM", "OTHER"]);
/** Into a quarantine bin, the warehouse's first where none is named; it is no longer available. */
export const quarantineStockInput = z.strictObject({
  ...held,
  toLocation: locationCode.nullable().default(null),
  reason: quarantineReason,
});
export type QuarantineStockInput = z.infer<typeof quarantineStockInput>;

/** Out of a quarantine bin into one that sells. */
export const releaseStockInput = z.strictObject({ ...held, toLocation: locationCode });
export type ReleaseStockInput = z.infer<typeof releaseStockInput>;

export const scrapReason = z.enum(["DAMAGED", "EXPIRED", "OBSOLETE", "SAMPLE", "STOLEN", "OTHER"]);
/** Out of stock for good; its value becomes a loss. */
export const scrapStockInput = z.strictObject({ ...held, reason: scrapReason });
export type ScrapStockInput = z.infer<typeof scrapStockInput>;

const place = z.object({ location: z.string(), quantity: z.string() });

/** Where it was and where it is, each with what lies there now; `to` is null for what left. */
export const movedStockOutput = z.object({
  operationId: z.string(),
  productId: z.string(),
  warehouseId: z.string(),
  quantity: z.string(),
  from: place,
  to: place.nullable(),
});
export type MovedStockOutput = z.infer<typeof movedStockOutput>;
