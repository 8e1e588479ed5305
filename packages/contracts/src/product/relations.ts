import { z } from "zod";
import { positiveQuantity } from "../quantity.ts";
import { id, idempotencyKey, text, version } from "../text.ts";
import { productStatus } from "./product.ts";
import { productUnit } from "./units.ts";

export const MAX_COMPONENTS = 100;
export const MAX_SUBSTITUTES = 20;

/** The whole of a kit's parts: what is not in the list is no part of it any more. */
export const setComponentsInput = z.strictObject({
  productId: id,
  version,
  components: z.array(z.strictObject({ productId: id, quantity: positiveQuantity })).max(MAX_COMPONENTS),
  idempotencyKey,
});
export type SetComponentsInput = z.infer<typeof setComponentsInput>;

/** What may be given instead, the best first. */
export const setSubstitutesInput = z.strictObject({
  productId: id,
  version,
  substitutes: z
    .array(
      z.strictObject({
        productId: id,
        note: text(200)
          .transform((value) => value || null)
          .nullable()
          .default(null),
      }),
    )
    .max(MAX_SUBSTITUTES),
  idempotencyKey,
});
export type SetSubstitutesInput = z.infer<typeof setSubstitutesInput>;
export const relationRef = z.object({ productId: z.string(), version: z.int(), count: z.int() });
export type RelationRef = z.infer<typeof relationRef>;

const other = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  status: productStatus,
  available: z.string(),
});
export const component = other.extend({ quantity: z.string(), unitCode: z.string() });
export type Component = z.infer<typeof component>;

export const productRelationsInput = z.strictObject({ id });
export const productRelations = z.object({
  units: z.array(productUnit),
  components: z.array(component),
  /** How many of a kit its parts suffice for, per warehouse the reader may see; empty for what is no kit. */
  buildable: z.array(z.object({ warehouseId: z.string(), code: z.string(), quantity: z.string() })),
  usedInKits: z.array(other.extend({ quantity: z.string() })),
  variants: z.array(other.extend({ options: z.record(z.string(), z.string()) })),
  parent: z.object({ productId: z.string(), sku: z.string(), name: z.string() }).nullable(),
  substitutes: z.array(other.extend({ note: z.string().nullable() })),
  /** Empty for whoever may not read suppliers. */
  suppliers: z.array(
    z.object({
      supplierId: z.string(),
      name: z.string(),
      supplierSku: z.string().nullable(),
      moq: z.string(),
      leadTimeDays: z.int().nullable(),
      isPreferred: z.boolean(),
    }),
  ),
});
export type ProductRelations = z.infer<typeof productRelations>;
