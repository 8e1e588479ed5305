import { Decimal } from "decimal.js";
import { z } from "zod";
import { isGtin } from "../scan/parse-scan.ts";
import { code, id, idempotencyKey, text, version } from "../text.ts";

/** A numerator or denominator of a conversion: exact, so whole. */
const factor = z.int().min(1, "must be at least 1").max(1_000_000);

/** A barcode as printed: a number of 8, 12, 13 or 14 digits is a GTIN and must have the right check digit. */
export const barcode = text(64, 1).refine(
  (value) => !/^(\d{8}|\d{12,14})$/.test(value) || isGtin(value),
  "has a wrong check digit: look at the label again",
);

export const saveUnitInput = z.strictObject({
  productId: id,
  /** Of the product, as it was seen. */
  version,
  unitCode: code,
  /** One of this unit is factorNum / factorDen of the product's own unit. */
  factorNum: factor,
  factorDen: factor.default(1),
  barcode: barcode.nullable().default(null),
  isPurchase: z.boolean().default(false),
  isSales: z.boolean().default(false),
  idempotencyKey,
});
export type SaveUnitInput = z.infer<typeof saveUnitInput>;
export const removeUnitInput = z.strictObject({ id, idempotencyKey });
export type RemoveUnitInput = z.infer<typeof removeUnitInput>;

export const addBarcodeInput = z.strictObject({
  productId: id,
  /** Which pack the code is printed on; null is the product's own unit. */
  unitId: id.nullable().default(null),
  /** Null makes a number of the company's own. */
  code: barcode.nullable(),
  idempotencyKey,
});
export type AddBarcodeInput = z.infer<typeof addBarcodeInput>;
export const removeBarcodeInput = z.strictObject({ id, idempotencyKey });
export type RemoveBarcodeInput = z.infer<typeof removeBarcodeInput>;

export const unitRef = z.object({ id: z.string(), productId: z.string(), unitCode: z.string() });
export type UnitRef = z.infer<typeof unitRef>;
export const barcodeRef = z.object({ id: z.string(), productId: z.string(), code: z.string() });
export type BarcodeRef = z.infer<typeof barcodeRef>;

export const productUnit = z.object({
  id: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  factorNum: z.int(),
  factorDen: z.int(),
  isBase: z.boolean(),
  isPurchase: z.boolean(),
  isSales: z.boolean(),
  /** Every code that means it; `isOwn` is the one printed on its labels. */
  barcodes: z.array(z.object({ id: z.string(), code: z.string(), isOwn: z.boolean() })),
});
export type ProductUnit = z.infer<typeof productUnit>;

export const unitOfMeasure = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  dimension: z.string(),
  products: z.int(),
});
export type UnitOfMeasure = z.infer<typeof unitOfMeasure>;
export const listUnitsInput = z.strictObject({});
export const listUnitsOutput = z.object({ rows: z.array(unitOfMeasure) });
export const createUnitInput = z.strictObject({
  code: text(12, 1).regex(/^[A-Z][A-Z0-9_.-]*$/, "takes capital letters and digits"),
  name: text(60, 1),
  idempotencyKey,
});
export type CreateUnitInput = z.infer<typeof createUnitInput>;
export const unitOfMeasureRef = z.object({ id: z.string(), code: z.string(), name: z.string() });

export const listPacksInput = z.strictObject({ productId: id });
/** What a quantity of a product can be typed in. */
export const productPacks = z.object({
  /** The product's own unit, and the digits after the point that it takes. */
  unitCode: z.string(),
  qtyPrecision: z.int(),
  packs: z.array(z.object({ unitCode: z.string(), factorNum: z.int(), factorDen: z.int() })),
});
export type ProductPacks = z.infer<typeof productPacks>;

/** As many digits as the longest quantity times the largest factor has: nothing is rounded on the way. */
const Exact = Decimal.clone({ precision: 60 });

/** A quantity of a pack in the product's own unit, exact; null where it is finer than `precision` allows. */
export function toBaseUnit(
  quantity: string,
  unit: { readonly factorNum: number; readonly factorDen: number },
  precision: number,
): string | null {
  const total = new Exact(quantity).times(unit.factorNum);
  const scaled = total.times(new Exact(10).pow(precision));
  return scaled.mod(unit.factorDen).isZero() ? total.div(unit.factorDen).toFixed() : null;
}
