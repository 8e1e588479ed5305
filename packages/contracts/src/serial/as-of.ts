import { z } from "zod";
import { pageOf, searchTerm } from "../page.ts";
import { moment, pageThen } from "../stock/as-of.ts";
import { id } from "../text.ts";
import { serialRow, serialStatus, serialView } from "./serial.ts";

export const listSerialsAsOfInput = z.strictObject({
  ...pageThen,
  q: searchTerm,
  productId: id.optional(),
  /** The pieces that were in this warehouse, or in this state, then. */
  warehouseId: id.optional(),
  status: serialStatus.optional(),
});
export type ListSerialsAsOfInput = z.infer<typeof listSerialsAsOfInput>;

export const serialThen = serialRow.omit({ updatedAt: true }).extend({
  /** When it came to where it was then, or left; null where it had not moved yet. */
  movedAt: z.string().nullable(),
});
export type SerialThen = z.infer<typeof serialThen>;
export const listSerialsAsOfOutput = pageOf(serialThen).extend({ pin: z.string() });

export const getSerialAsOfInput = z.strictObject({ ...moment, id });
export type GetSerialAsOfInput = z.infer<typeof getSerialAsOfInput>;
export const serialAsOfView = z.object({
  pin: z.string(),
  serial: serialThen,
  /** Its way by then, newest first, at most 200 steps. */
  movements: serialView.shape.movements,
});
export type SerialAsOfView = z.infer<typeof serialAsOfView>;
