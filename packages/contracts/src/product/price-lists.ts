import { z } from "zod";
import { searchTerm } from "../page.ts";
import { currency } from "../quantity.ts";
import { code, idempotencyKey, text, version } from "../text.ts";

/** The list that everybody is on who is on no other; it takes prices in any currency and is never archived. */
export const STANDARD_LIST = "DEFAULT";

export const listPriceListsInput = z.strictObject({ q: searchTerm, isActive: z.boolean().optional() });
export type ListPriceListsInput = z.infer<typeof listPriceListsInput>;
export const priceListView = z.object({
  code: z.string(),
  name: z.string(),
  /** Null takes prices in any currency. */
  currency: z.string().nullable(),
  isActive: z.boolean(),
  /** Prices that hold or will hold. */
  prices: z.int(),
  /** Customers on it that are not archived. */
  customers: z.int(),
  version: z.int(),
});
export type PriceListView = z.infer<typeof priceListView>;
export const listPriceListsOutput = z.object({ rows: z.array(priceListView) });

export const createPriceListInput = z.strictObject({
  code,
  name: text(80, 1),
  currency: currency.nullable().default(null),
  idempotencyKey,
});
export type CreatePriceListInput = z.infer<typeof createPriceListInput>;
/** Another name or currency, or out of use and back; what is left out stays. */
export const updatePriceListInput = z.strictObject({
  code,
  version,
  name: text(80, 1).optional(),
  currency: currency.nullable().optional(),
  isActive: z.boolean().optional(),
  idempotencyKey,
});
export type UpdatePriceListInput = z.infer<typeof updatePriceListInput>;
export const priceListRef = z.object({ code: z.string(), name: z.string(), version: z.int() });
export type PriceListRef = z.infer<typeof priceListRef>;
