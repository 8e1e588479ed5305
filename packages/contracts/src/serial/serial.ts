import { z } from "zod";
import { traceShape } from "../lot/trace.ts";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { movementType } from "../stock/list-stock.ts";
import { id, text } from "../text.ts";

export const serialStatus = z.enum(["IN_STOCK", "RESERVED", "SHIPPED", "RETURNED", "SCRAPPED"]);
export type SerialStatus = z.infer<typeof serialStatus>;

export const MAX_SERIALS = 500;
/** The pieces of a quantity by their numbers, each once, in any order. */
export const serials = z
  .array(text(80, 1))
  .max(MAX_SERIALS)
  .refine((all) => new Set(all).size === all.length, "name a number twice");

export const listSerialsInput = z.strictObject({
  ...pageInput,
  q: searchTerm,
  productId: id.optional(),
  warehouseId: id.optional(),
  status: serialStatus.optional(),
});
export type ListSerialsInput = z.infer<typeof listSerialsInput>;
export const serialRow = z.object({
  id: z.string(),
  serial: z.string(),
  status: serialStatus,
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  lotNumber: z.string().nullable(),
  inventoryItemId: z.string().nullable(),
  warehouseId: z.string().nullable(),
  warehouseCode: z.string().nullable(),
  location: z.string().nullable(),
  updatedAt: z.string(),
});
export type SerialRow = z.infer<typeof serialRow>;
export const listSerialsOutput = pageOf(serialRow);

export const getSerialInput = z.strictObject({ id });
export const serialView = z.object({
  serial: serialRow,
  lotId: z.string().nullable(),
  ...traceShape,
  /** Who has it or is to get it. */
  order: z.object({ id: z.string(), orderNumber: z.string(), customerName: z.string() }).nullable(),
  /** Its whole way, newest first, at most 200 steps. */
  movements: z.array(
    z.object({
      seq: z.string(),
      type: movementType,
      quantity: z.string(),
      warehouseCode: z.string(),
      location: z.string(),
      occurredAt: z.string(),
      createdByName: z.string().nullable(),
      operationId: z.string().nullable(),
    }),
  ),
});
export type SerialView = z.infer<typeof serialView>;
