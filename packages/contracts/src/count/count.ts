import { z } from "zod";
import { compare, money, quantity } from "../quantity.ts";
import { serials } from "../serial/serial.ts";
import { id, idempotencyKey, instant, locationCode, text, version } from "../text.ts";

export const countStatus = z.enum(["PLANNED", "COUNTING", "COUNTED", "RECOUNT", "IN_REVIEW", "APPROVED", "CANCELLED"]);
export type CountStatus = z.infer<typeof countStatus>;

export const abcClass = z.enum(["A", "B", "C"]);
export type AbcClass = z.infer<typeof abcClass>;

/** Why stock and system differ: a closed list, so that causes can be counted. */
export const rootCause = z.enum([
  "DATA_ENTRY_ERROR",
  "MISPLACED",
  "DAMAGED",
  "EXPIRED",
  "STOLEN",
  "FOUND",
  "INCORRECT_LOT_PICKED",
  "INBOUND_NOT_RECORDED",
  "OUTBOUND_NOT_RECORDED",
  "EARLIER_COUNT_WRONG",
  "UNEXPLAINED",
]);
export type RootCause = z.infer<typeof rootCause>;

/** How many positions one count holds at most. */
export const MAX_COUNT_LINES = 10_000;

const unique = (values: readonly string[]) => new Set(values).size === values.length;

/** Which positions of the warehouse: all that meet every condition given. */
export const countScope = z.strictObject({
  classes: z.array(abcClass).max(3).refine(unique, "names a class twice").default([]),
  zones: z.array(text(40, 1)).max(50).default([]),
  bins: z.array(locationCode).max(200).default([]),
  productIds: z.array(id).max(200).default([]),
  /** Only what is due: not counted for as long as its class asks for. */
  dueOnly: z.boolean().default(false),
  /** Only what has not been counted for so many days. */
  notCountedForDays: z.int().min(0).max(3_650).nullable().default(null),
  /** Positions that hold nothing, too. */
  withEmpty: z.boolean().default(false),
});
export type CountScope = z.infer<typeof countScope>;

const notNegative = quantity.refine((value) => !value.startsWith("-"), "must not be negative");
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, { error: "is not a percentage", abort: true })
  .refine((value) => compare(value, "100") <= 0, "is at most 100");

/** A difference is small when it is within the quantity or the percentage, and within the value unless that is 0. */
const tolerance = {
  toleranceQty: notNegative,
  tolerancePct: percent,
  toleranceValue: money.refine((value) => !value.startsWith("-"), "must not be negative"),
};

export const previewCountInput = z.strictObject({ warehouseId: id, scope: countScope });
export type PreviewCountInput = z.infer<typeof previewCountInput>;
export const countPreview = z.object({
  positions: z.int(),
  products: z.int(),
  bins: z.int(),
  /** Left out, because another count that is under way holds them. */
  busy: z.int(),
});
export type CountPreview = z.infer<typeof countPreview>;

export const createCountInput = z.strictObject({
  warehouseId: id,
  scope: countScope,
  /** Nobody sees what is expected while it is counted, whatever his rights. */
  blind: z.boolean().default(true),
  plannedFor: z.iso.date().nullable().default(null),
  note: text(2000).nullable().default(null),
  /** Absent: as the settings say. */
  toleranceQty: tolerance.toleranceQty.optional(),
  tolerancePct: tolerance.tolerancePct.optional(),
  toleranceValue: tolerance.toleranceValue.optional(),
  idempotencyKey,
});
export type CreateCountInput = z.infer<typeof createCountInput>;

/** Start, approve or cancel the count that was seen at `version`. */
export const countStepInput = z.strictObject({ id, version, idempotencyKey });
export type CountStepInput = z.infer<typeof countStepInput>;

/** What was found on lines of the sheet; a repeated number of the same person replaces the one before. */
export const enterCountInput = z.strictObject({
  id,
  lines: z
    .array(z.strictObject({ lineId: id, quantity: notNegative, note: text(500).nullable().default(null) }))
    .min(1, "needs at least one line")
    .max(100)
    .refine((lines) => unique(lines.map((line) => line.lineId)), "names a line twice"),
  /** When it was counted, where that was not now: a device that was offline sends later. */
  countedAt: instant.optional(),
  idempotencyKey,
});
export type EnterCountInput = z.infer<typeof enterCountInput>;

/** Something that lies there and is not on the sheet. */
export const addCountLineInput = z.strictObject({
  id,
  productId: id,
  location: locationCode,
  lotNumber: text(100).nullable().default(null),
  quantity: notNegative,
  note: text(500).nullable().default(null),
  /** When it was counted, where that was not now. */
  countedAt: instant.optional(),
  /** Where it is on the sheet by now: replace takes the quantity as the new number of its line. */
  onSheet: z.enum(["refuse", "replace"]).default("refuse"),
  idempotencyKey,
});
export type AddCountLineInput = z.infer<typeof addCountLineInput>;

/** Ends the counting, or the recount; with `leaveOut` what was not counted is taken off the sheet. */
export const finishCountInput = z.strictObject({ id, version, leaveOut: z.boolean().default(false), idempotencyKey });
export type FinishCountInput = z.infer<typeof finishCountInput>;

const lineIds = z
  .array(id)
  .min(1, "needs at least one line")
  .max(200)
  .refine((ids) => unique(ids), "names a line twice");

/** The cause found for lines that differ. */
export const resolveCountInput = z.strictObject({
  id,
  version,
  lineIds,
  rootCause,
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type ResolveCountInput = z.infer<typeof resolveCountInput>;

/** The pieces that are missing, or that were found, on a line that differs of a product tracked by serial number. */
export const namePiecesInput = z.strictObject({ id, version, lineId: id, serials, idempotencyKey });
export type NamePiecesInput = z.infer<typeof namePiecesInput>;

/** Lines to be counted once more, by yet another person. */
export const recountLinesInput = z.strictObject({ id, version, lineIds, idempotencyKey });
export type RecountLinesInput = z.infer<typeof recountLinesInput>;

export const countRef = z.object({
  id: z.string(),
  countNumber: z.string(),
  status: countStatus,
  version: z.int(),
  operationId: z.string(),
});
export type CountRef = z.infer<typeof countRef>;

export const countEntered = z.object({
  operationId: z.string(),
  lineIds: z.array(z.string()),
  /** Lines of the sheet still to be counted. */
  left: z.int(),
});
export type CountEntered = z.infer<typeof countEntered>;

export const countApproved = countRef.extend({
  adjusted: z.int(),
  /** Null without the right to see costs. */
  valueDelta: z.string().nullable(),
});
export type CountApproved = z.infer<typeof countApproved>;
