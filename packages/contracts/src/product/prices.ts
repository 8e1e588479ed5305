import { z } from "zod";
import { pageInput, pageOf } from "../page.ts";
import { currency, positiveQuantity, unitPrice } from "../quantity.ts";
import { code, id, idempotencyKey, instant } from "../text.ts";

export const setPriceInput = z.strictObject({
  productId: id,
  listCode: code.default("DEFAULT"),
  currency,
  /** The price holds from this quantity on. */
  minQuantity: positiveQuantity.default("1"),
  unitPrice,
  /** Now, where it is left out. */
  validFrom: instant.nullable().default(null),
  /** Until further notice, where it is left out. */
  validTo: instant.nullable().default(null),
  idempotencyKey,
});
export type SetPriceInput = z.infer<typeof setPriceInput>;
export const endPriceInput = z.strictObject({ id, idempotencyKey });
export type EndPriceInput = z.infer<typeof endPriceInput>;
export const priceRef = z.object({ id: z.string(), productId: z.string() });
export type PriceRef = z.infer<typeof priceRef>;

export const priceRow = z.object({
  id: z.string(),
  listCode: z.string(),
  currency: z.string(),
  minQuantity: z.string(),
  unitPrice: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  state: z.enum(["NOW", "LATER", "PAST"]),
});
export type PriceRow = z.infer<typeof priceRow>;
/** Prices of all products that hold or will hold, by page. */
export const listAllPricesInput = z.strictObject({ ...pageInput, listCode: code.optional() });
export type ListAllPricesInput = z.infer<typeof listAllPricesInput>;
export const listAllPricesOutput = pageOf(priceRow.extend({ sku: z.string(), productId: z.string() }));
export const listPricesInput = z.strictObject({ productId: id });
export const listPricesOutput = z.object({ rows: z.array(priceRow) });
