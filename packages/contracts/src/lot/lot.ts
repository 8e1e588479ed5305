import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { id, idempotencyKey, text, version } from "../text.ts";
import { lotStatus, traceShape } from "./trace.ts";

/** A calendar day that the database can hold. */
const day = z.iso.date().refine((value) => value >= "1900-01-01", "is not between the years 1900 and 9999");

export const listLotsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  productId: id.optional(),
  warehouseId: id.optional(),
  status: lotStatus.optional(),
  /** EXPIRING: something is left and expires within `days`. EXPIRED: something is left past its day. IN_STOCK: something is left. */
  view: z.enum(["EXPIRING", "EXPIRED", "IN_STOCK"]).optional(),
  days: z.coerce.number().int().min(1).max(3_650).default(30),
});
export type ListLotsInput = z.infer<typeof listLotsInput>;

export const lotRow = z.object({
  id: z.string(),
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  lotNumber: z.string(),
  status: lotStatus,
  manufacturedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** Until it expires, below zero after that; null without a day. */
  daysLeft: z.int().nullable(),
  onHand: z.string(),
  reserved: z.string(),
  version: z.int(),
});
export type LotRow = z.infer<typeof lotRow>;
export const listLotsOutput = pageOf(lotRow);

export const getLotInput = z.strictObject({ id });
export const lotView = z.object({
  lot: lotRow,
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  supplierLot: z.string().nullable(),
  notes: z.string().nullable(),
  ...traceShape,
});
export type LotView = z.infer<typeof lotView>;

const facts = {
  manufacturedAt: day.nullable().default(null),
  /** Left out where the product tells its shelf life: counted from the day it was made. */
  expiresAt: day.nullable().default(null),
  supplierId: id.nullable().default(null),
  supplierLot: text(100).nullable().default(null),
  notes: text(2_000).nullable().default(null),
};
export const createLotInput = z.strictObject({ productId: id, lotNumber: text(100, 1), ...facts, idempotencyKey });
export type CreateLotInput = z.infer<typeof createLotInput>;
export const updateLotInput = z.strictObject({ id, version, ...facts, idempotencyKey });
export type UpdateLotInput = z.infer<typeof updateLotInput>;

const step = { id, version, reason: text(500, 1), idempotencyKey };
export const holdLotInput = z.strictObject(step);
export const releaseLotInput = z.strictObject(step);
export const recallLotInput = z.strictObject(step);
export type LotStepInput = z.infer<typeof holdLotInput>;

export const lotRef = z.object({
  id: z.string(),
  productId: z.string(),
  lotNumber: z.string(),
  status: lotStatus,
  version: z.int(),
  operationId: z.string(),
  /** Claims of orders and transfers that were given back, because nothing of it may leave. */
  released: z.int(),
});
export type LotRef = z.infer<typeof lotRef>;
