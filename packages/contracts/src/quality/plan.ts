import { Decimal } from "decimal.js";
import { z } from "zod";
import { id, idempotencyKey, text, version } from "../text.ts";

export const inspectionTrigger = z.enum(["RECEIPT", "RETURN", "STOCK", "TRANSFER"]);
export type InspectionTrigger = z.infer<typeof inspectionTrigger>;

const limit = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, "is not a number");

/** One thing to look at: a number within limits, a yes, or a text that must be the expected one. */
export const check = z
  .strictObject({
    name: text(120, 1),
    kind: z.enum(["NUMBER", "YES_NO", "TEXT"]),
    min: limit.nullable().default(null),
    max: limit.nullable().default(null),
    unit: text(20).nullable().default(null),
    /** For a text: what it must say; null takes any. */
    expected: text(200).nullable().default(null),
    /** Fails the whole inspection when it fails. */
    isCritical: z.boolean().default(false),
  })
  .refine((value) => value.min === null || value.max === null || new Decimal(value.min).lte(value.max), {
    error: "can't be above the maximum",
    path: ["min"],
  });
export type Check = z.infer<typeof check>;

/** How many of a quantity are looked at: all, a share of it rounded up, or so many. */
export const sampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ALL") }),
  z.strictObject({ kind: z.literal("PERCENT"), percent: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal("FIXED"), count: z.int().min(1).max(1_000_000) }),
]);
export type Sampling = z.infer<typeof sampling>;

/** The size of the sample of a quantity in whole readings, never more than it. */
export function sampleSize(how: Sampling, of: string): string {
  const whole = new Decimal(of).ceil();
  if (how.kind === "ALL") return whole.toFixed();
  const wanted = how.kind === "FIXED" ? new Decimal(how.count) : whole.times(how.percent).div(100).ceil();
  return Decimal.min(whole, wanted).toFixed();
}

/** Whether a reading passes its check; null when it can't be read as what the check asks for. */
export function passes(one: Check, value: string): boolean | null {
  if (one.kind === "YES_NO") return value === "yes" ? true : value === "no" ? false : null;
  if (one.kind === "TEXT") return one.expected === null || value.toLowerCase() === one.expected.toLowerCase();
  if (!limit.safeParse(value).success) return null;
  const number = new Decimal(value);
  return (one.min === null || number.gte(one.min)) && (one.max === null || number.lte(one.max));
}

export const savePlanInput = z.strictObject({
  /** Null makes a new plan. */
  id: id.nullable().default(null),
  version: version.nullable().default(null),
  name: text(200, 1),
  productId: id.nullable().default(null),
  categoryId: id.nullable().default(null),
  trigger: inspectionTrigger,
  sampling,
  checks: z
    .array(check)
    .min(1, "needs at least one check")
    .max(50)
    .refine((all) => new Set(all.map((one) => one.name.toLowerCase())).size === all.length, "have two of one name"),
  isActive: z.boolean().default(true),
  idempotencyKey,
});
export type SavePlanInput = z.infer<typeof savePlanInput>;
export const planRef = z.object({ id: z.string(), name: z.string(), version: z.int() });
export type PlanRef = z.infer<typeof planRef>;

export const planView = z.object({
  id: z.string(),
  name: z.string(),
  productId: z.string().nullable(),
  categoryId: z.string().nullable(),
  /** SKU of the product or name of the category. */
  subject: z.string(),
  trigger: inspectionTrigger,
  sampling,
  checks: z.array(check),
  isActive: z.boolean(),
  inspections: z.int(),
  version: z.int(),
});
export type PlanView = z.infer<typeof planView>;
export const listPlansInput = z.strictObject({});
export const listPlansOutput = z.object({ rows: z.array(planView) });
