import { z } from "zod";
import { pageOf, searchTerm } from "../page.ts";
import { moment, pageThen, sharesThen } from "../stock/as-of.ts";
import { id, locationCode } from "../text.ts";
import { locationType } from "./warehouse.ts";

export const listLocationsAsOfInput = z.strictObject({ ...pageThen, warehouseId: id, q: searchTerm });
export type ListLocationsAsOfInput = z.infer<typeof listLocationsAsOfInput>;

export const locationThen = z.object({
  id: z.string(),
  warehouseId: z.string(),
  code: z.string(),
  zone: z.string().nullable(),
  /** Null where it was not kept what the bin was then. */
  type: locationType.nullable(),
  isSellable: z.boolean().nullable(),
  positions: z.int(),
  onHand: z.string(),
  ...sharesThen,
});
export type LocationThen = z.infer<typeof locationThen>;
export const listLocationsAsOfOutput = pageOf(locationThen).extend({ pin: z.string() });

export const mapLocationsAsOfInput = z.strictObject({ ...moment, warehouseId: id });
export type MapLocationsAsOfInput = z.infer<typeof mapLocationsAsOfInput>;
/** The bins that there were, in the order of today's picking route, at most MAX_MAP of them. */
export const mapLocationsAsOfOutput = z.object({ pin: z.string(), rows: z.array(locationThen), isCut: z.boolean() });

export const binContentsAsOfInput = z.strictObject({ ...moment, warehouseId: id, location: locationCode });
export type BinContentsAsOfInput = z.infer<typeof binContentsAsOfInput>;
/** What lay in a bin then, the first 500 positions by SKU. */
export const binContentsAsOfOutput = z.object({
  pin: z.string(),
  rows: z.array(
    z.object({
      inventoryItemId: z.string(),
      productId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitCode: z.string(),
      lotId: z.string().nullable(),
      lotNumber: z.string().nullable(),
      quantity: z.string(),
      ...sharesThen,
    }),
  ),
});
export type BinContentsAsOf = z.infer<typeof binContentsAsOfOutput>;
