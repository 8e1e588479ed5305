import { z } from "zod";
import { chosenIds, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { id } from "../text.ts";
import { costMethod, productStatus, productType } from "./product.ts";

export const listProductsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: productStatus.optional(),
  categoryId: id.optional(),
  sort: z.enum(["name", "sku", "updatedAt"]).default("name"),
  direction,
});
export type ListProductsInput = z.infer<typeof listProductsInput>;

const warehouseStock = z.object({
  warehouseId: z.string(),
  code: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  available: z.string(),
});

export const productRow = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  status: productStatus,
  type: productType,
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  unitCode: z.string(),
  price: z.string().nullable(),
  currency: z.string().nullable(),
  barcode: z.string().nullable(),
  /** Of one base unit, in kilograms. */
  weight: z.string().nullable(),
  onHand: z.string(),
  reserved: z.string(),
  available: z.string(),
  stock: z.array(warehouseStock),
  updatedAt: z.string(),
  version: z.int(),
});
export type ProductRow = z.infer<typeof productRow>;
export const listProductsOutput = pageOf(productRow);

export const getProductInput = z.strictObject({ id });
export const productView = productRow.extend({
  description: z.string().nullable(),
  qtyPrecision: z.int(),
  costMethod,
  trackLots: z.boolean(),
  trackSerials: z.boolean(),
  trackExpiry: z.boolean(),
  shelfLifeDays: z.int().nullable(),
  hasMovements: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  /** The product it was merged into. */
  replacedBy: z.object({ id: z.string(), sku: z.string() }).nullable(),
});
export type ProductView = z.infer<typeof productView>;

export const searchInput = z.strictObject({ q: z.string().max(100), limit: z.int().min(1).max(50).default(20) });
export type SearchInput = z.infer<typeof searchInput>;
export const searchProductsOutput = z.object({
  rows: z.array(
    productRow.pick({
      id: true,
      sku: true,
      name: true,
      status: true,
      type: true,
      barcode: true,
      unitCode: true,
      price: true,
      currency: true,
      available: true,
    }),
  ),
});
export type SearchProductsOutput = z.infer<typeof searchProductsOutput>;
