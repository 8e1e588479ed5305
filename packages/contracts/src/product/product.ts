import { z } from "zod";
import { currency, unitPrice } from "../quantity.ts";
import { code, id, idempotencyKey, text, version } from "../text.ts";

export const productStatus = z.enum(["DRAFT", "ACTIVE", "ARCHIVED"]);
export const productType = z.enum(["STOCK", "KIT", "SERVICE"]);
export const costMethod = z.enum(["FIFO", "MOVING_AVG"]);
export type ProductStatus = z.infer<typeof productStatus>;

const kilograms = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,4})?$/, "is not a weight in kilograms")
  .refine((value) => /[1-9]/.test(value), "is above zero, or left empty");

/** What a person may set on a product; form and server parse this same object. */
export const productFields = {
  sku: text(100, 1),
  name: text(500, 1),
  description: text(65_536).nullable().default(null),
  categoryId: id.nullable().default(null),
  type: productType.default("STOCK"),
  unitCode: code.default("EA"),
  qtyPrecision: z.int().min(0).max(4).default(0),
  costMethod: costMethod.default("FIFO"),
  /** Tracking is fixed by the first movement; expiry is a day of a lot. */
  trackLots: z.boolean().default(false),
  trackExpiry: z.boolean().default(false),
  trackSerials: z.boolean().default(false),
  shelfLifeDays: z.int().min(1).max(36_500).nullable().default(null),
  /** Of one base unit, in kilograms: what a bin bears is measured by it. */
  weight: kilograms.nullable().default(null),
  barcode: text(64).nullable().default(null),
  /** By price:update; left out, it stays as it is. */
  price: unitPrice.nullable().optional(),
  currency: currency.default("EUR"),
};

export const createProductInput = z.strictObject({
  ...productFields,
  status: z.enum(["DRAFT", "ACTIVE"]).default("ACTIVE"),
  idempotencyKey,
});
export type CreateProductInput = z.infer<typeof createProductInput>;

export const updateProductInput = z.strictObject({
  id,
  version,
  sku: productFields.sku,
  name: productFields.name,
  description: text(65_536).nullable(),
  categoryId: id.nullable(),
  unitCode: code,
  qtyPrecision: z.int().min(0).max(4),
  costMethod,
  trackLots: z.boolean().optional(),
  trackExpiry: z.boolean().optional(),
  trackSerials: z.boolean().optional(),
  shelfLifeDays: productFields.shelfLifeDays.unwrap().optional(),
  weight: kilograms.nullable().optional(),
  barcode: text(64).nullable(),
  price: productFields.price,
  currency,
  status: z.enum(["DRAFT", "ACTIVE"]),
  idempotencyKey,
});
export type UpdateProductInput = z.infer<typeof updateProductInput>;

export const archiveProductInput = z.strictObject({ id, version, idempotencyKey });
export type ArchiveProductInput = z.infer<typeof archiveProductInput>;

export const productRef = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  version: z.int(),
  status: productStatus,
});
export type ProductRef = z.infer<typeof productRef>;
