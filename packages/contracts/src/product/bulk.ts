import { z } from "zod";
import { currency, unitPrice } from "../quantity.ts";
import { id, idempotencyKey, text, version } from "../text.ts";
import { attributeValue } from "./attributes.ts";
import { productStatus } from "./product.ts";

export const MAX_BULK = 100;

/** What one cell of the grid may change; what is left out stays. */
const change = z.strictObject({
  id,
  version,
  name: text(500, 1).optional(),
  categoryId: id.nullable().optional(),
  status: z.enum(["DRAFT", "ACTIVE"]).optional(),
  barcode: text(64).nullable().optional(),
  price: unitPrice.nullable().optional(),
  /** Values of fields of one's own by code; null takes one away, what is not named stays. */
  values: z.record(z.string().max(40), attributeValue).optional(),
});
export const bulkUpdateInput = z.strictObject({
  changes: z.array(change).min(1).max(MAX_BULK),
  currency: currency.default("EUR"),
  idempotencyKey,
});
export type BulkUpdateInput = z.infer<typeof bulkUpdateInput>;
export type BulkChange = z.infer<typeof change>;
export const bulkUpdateOutput = z.object({ changed: z.int() });

export const duplicatesInput = z.strictObject({});
const candidate = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  status: productStatus,
  onHand: z.string(),
  version: z.int(),
});
/** Products that may be one and the same. */
export const duplicatesOutput = z.object({
  rows: z.array(
    z.object({
      /** The SKUs differ in punctuation and capitals only, or the names in the order of their words. */
      why: z.enum(["SAME_SKU", "SAME_WORDS"]),
      first: candidate,
      second: candidate,
    }),
  ),
});
export type Duplicates = z.infer<typeof duplicatesOutput>;
