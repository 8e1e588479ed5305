import { z } from "zod";
import { pageOf, searchTerm } from "../page.ts";
import { moment, pageThen, sharesThen } from "../stock/as-of.ts";
import { id } from "../text.ts";
import { listLotsInput, lotRow } from "./lot.ts";
import { lotStatus } from "./trace.ts";

export const listLotsAsOfInput = z.strictObject({
  ...pageThen,
  q: searchTerm,
  productId: id.optional(),
  warehouseId: id.optional(),
  /** As they were then; `days` from the moment on. */
  status: lotStatus.optional(),
  view: listLotsInput.shape.view,
  days: listLotsInput.shape.days,
});
export type ListLotsAsOfInput = z.infer<typeof listLotsAsOfInput>;

export const lotThen = lotRow.omit({ version: true }).extend({
  /** Null where it was not kept what the lot was then; so are its day and what is left until it. */
  status: lotStatus.nullable(),
  ...sharesThen,
});
export type LotThen = z.infer<typeof lotThen>;
export const listLotsAsOfOutput = pageOf(lotThen).extend({ pin: z.string() });

export const getLotAsOfInput = z.strictObject({ ...moment, id });
export type GetLotAsOfInput = z.infer<typeof getLotAsOfInput>;
export const lotAsOfView = z.object({
  pin: z.string(),
  lot: lotThen,
  /** The bins that held some of it then, at most 500. */
  places: z.array(
    z.object({
      inventoryItemId: z.string(),
      warehouseId: z.string(),
      warehouseCode: z.string(),
      location: z.string(),
      quantity: z.string(),
      ...sharesThen,
    }),
  ),
});
export type LotAsOfView = z.infer<typeof lotAsOfView>;
