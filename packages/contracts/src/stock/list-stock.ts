import { z } from "zod";
import { MAX_CHOSEN, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { id, instant, locationCode } from "../text.ts";

export const stockState = z.enum(["ENOUGH", "BELOW_MINIMUM", "ALL_RESERVED", "OUT"]);
export type StockState = z.infer<typeof stockState>;

export const listStockInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  warehouseId: id.optional(),
  categoryId: id.optional(),
  state: stockState.optional(),
  /** BELOW_REORDER: less available than the minimum, whatever the state. */
  view: z.enum(["BELOW_REORDER"]).optional(),
  sort: z.enum(["sku", "name", "available", "onHand"]).default("sku"),
  direction,
});
export type ListStockInput = z.infer<typeof listStockInput>;

export const stockRow = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  held: z.string(),
  available: z.string(),
  /** Open purchase lines and what is in transit to it. */
  incoming: z.string(),
  /** available + incoming − demand that nothing is reserved for; below zero it will run out. */
  projected: z.string(),
  /** Available over the mean daily shipment of 90 days; null where nothing was shipped. */
  daysOfCover: z.string().nullable(),
  minQuantity: z.string().nullable(),
  maxQuantity: z.string().nullable(),
  value: z.string().nullable(),
  state: stockState,
  lastMovementAt: z.string().nullable(),
});
export type StockRow = z.infer<typeof stockRow>;
export const listStockOutput = pageOf(stockRow);

export const movementType = z.enum([
  "OPENING",
  "RECEIPT",
  "SHIPMENT",
  "RETURN_IN",
  "SUPPLIER_RETURN",
  "TRANSFER_OUT",
  "TRANSFER_IN",
  "TRANSFER_LOSS",
  "PUTAWAY",
  "ADJUSTMENT",
  "SCRAP",
  "QUARANTINE_IN",
  "QUARANTINE_OUT",
  "KIT_CONSUME",
  "KIT_BUILD",
  "REVALUATION",
  "REVERSAL",
]);

export const listMovementsInput = z.strictObject({
  ...pageInput,
  /** Numbers of movements. */
  ids: z
    .array(z.string().regex(/^\d{1,18}$/, "is not the number of a movement"))
    .min(1)
    .max(MAX_CHOSEN)
    .optional(),
  q: searchTerm,
  productId: id.optional(),
  warehouseId: id.optional(),
  operationId: id.optional(),
  location: locationCode.optional(),
  lotId: id.optional(),
  createdBy: id.optional(),
  referenceId: id.optional(),
  type: movementType.optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type ListMovementsInput = z.infer<typeof listMovementsInput>;
export const movementRow = z.object({
  seq: z.string(),
  type: movementType,
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  location: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  quantity: z.string(),
  /** In the bin and lot, after it. */
  balanceAfter: z.string(),
  value: z.string().nullable(),
  reasonCode: z.string().nullable(),
  referenceType: z.string().nullable(),
  referenceId: z.string().nullable(),
  /** The number of the document that moved it. */
  referenceNumber: z.string().nullable(),
  operationId: z.string().nullable(),
  /** The movement it takes back, and the one that took it back. */
  reversalOf: z.string().nullable(),
  reversedBy: z.string().nullable(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
});
export type MovementRow = z.infer<typeof movementRow>;
export const listMovementsOutput = pageOf(movementRow);

export const getPositionInput = z.strictObject({ productId: id, warehouseId: id });
export type GetPositionInput = z.infer<typeof getPositionInput>;
export const positionView = z.object({
  position: stockRow,
  qtyPrecision: z.int(),
  /** Its pieces have serial numbers and move under them. */
  trackSerials: z.boolean(),
  items: z.array(
    z.object({
      inventoryItemId: z.string(),
      location: z.string(),
      lotId: z.string().nullable(),
      lotNumber: z.string().nullable(),
      quantity: z.string(),
      reserved: z.string(),
      lastCountedAt: z.string().nullable(),
      version: z.int(),
    }),
  ),
  reservations: z.array(
    z.object({
      id: z.string(),
      referenceId: z.string(),
      /** The number of the document; null where it has none. */
      reference: z.string().nullable(),
      customerName: z.string().nullable(),
      quantity: z.string(),
      /** The kind of the document: ORDER, TRANSFER, INSPECTION, NON_CONFORMANCE, KIT or MANUAL. */
      type: z.string(),
      createdAt: z.string(),
    }),
  ),
  movements: z.array(movementRow),
  history: z.array(z.object({ day: z.string(), onHand: z.string() })),
});
export type PositionView = z.infer<typeof positionView>;
