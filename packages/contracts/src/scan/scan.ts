import { z } from "zod";
import { positiveQuantity, unitPrice } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, instant, locationCode, text } from "../text.ts";

export const resolveScanInput = z.strictObject({ code: text(128, 1), lot: text(80).optional(), warehouseId: id });
export type ResolveScanInput = z.infer<typeof resolveScanInput>;

const place = z.object({
  location: z.string(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  quantity: z.string(),
  available: z.string(),
});
export const scannedProduct = z.object({
  kind: z.literal("PRODUCT"),
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  isStocked: z.boolean(),
  trackLots: z.boolean(),
  trackExpiry: z.boolean(),
  trackSerials: z.boolean(),
  /** How many base units the scanned code stands for, exactly: 1, or what is in the pack. */
  perScan: z.object({ factorNum: z.int(), factorDen: z.int() }),
  /** Decimals its quantities may have. */
  qtyPrecision: z.int(),
  /** The lot that the code names, where it is known. */
  lot: z
    .object({ id: z.string(), lotNumber: z.string(), status: z.string(), expiresAt: z.string().nullable() })
    .nullable(),
  /** Where it lies in this warehouse, the most first. */
  places: z.array(place),
  /** Where to put it, the best first, with the reason. */
  putAway: z.array(z.object({ location: z.string(), why: z.string() })),
});
export type ScannedProduct = z.infer<typeof scannedProduct>;
const scannedBin = z.object({
  kind: z.literal("BIN"),
  location: z.string(),
  zone: z.string().nullable(),
  isSellable: z.boolean(),
  contents: z.array(
    z.object({
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      quantity: z.string(),
      lotNumber: z.string().nullable(),
    }),
  ),
});
const document = { id: z.string(), number: z.string(), status: z.string() };
const scannedDocument = z.object({ kind: z.enum(["ORDER", "SHIPMENT", "WAVE", "TRANSFER", "COUNT"]), ...document });
/** A lot or a piece by its own number, with the product where the number is of one product only. */
const scannedPart = z.object({
  kind: z.enum(["LOT", "SERIAL"]),
  ...document,
  product: scannedProduct.nullable(),
  /** The bin of this warehouse in which a piece lies. */
  location: z.string().nullable(),
});
/** What a code means; UNKNOWN when it means nothing here. */
export const scanned = z.discriminatedUnion("kind", [
  scannedProduct,
  scannedBin,
  scannedDocument,
  scannedPart,
  z.object({ kind: z.literal("UNKNOWN"), code: z.string() }),
]);
export type Scanned = z.infer<typeof scanned>;

/** Goods that came without a purchase order; a lot that is not known yet is made. */
export const receiveStockInput = z.strictObject({
  productId: id,
  warehouseId: id,
  location: locationCode.default(""),
  quantity: positiveQuantity,
  lotNumber: text(80, 1).nullable().default(null),
  expiresAt: z.iso.date().nullable().default(null),
  /** The pieces, where the product is tracked by serial number. */
  serials: serials.optional(),
  unitCost: unitPrice.nullable().default(null),
  /** When they came, by stock:backdate; null is now. */
  occurredAt: instant.nullable().default(null),
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type ReceiveStockInput = z.infer<typeof receiveStockInput>;
export const receivedOutput = z.object({
  operationId: z.string(),
  productId: z.string(),
  warehouseId: z.string(),
  location: z.string(),
  lotNumber: z.string().nullable(),
  quantity: z.string(),
  /** What lies in the bin now. */
  balance: z.string(),
  /** Where a plan wants such goods inspected: they lie in quarantine until that is decided. */
  inspection: z.object({ id: z.string(), inspectionNumber: z.string() }).nullable(),
});
export type ReceivedOutput = z.infer<typeof receivedOutput>;
