import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { positiveQuantity, quantity } from "../quantity.ts";
import { id, idempotencyKey, locationCode, text, version } from "../text.ts";
import { check, inspectionTrigger } from "./plan.ts";

export const inspectionStatus = z.enum(["PENDING", "IN_PROGRESS", "PASSED", "FAILED", "PARTIAL", "WAIVED", "CLOSED"]);
export type InspectionStatus = z.infer<typeof inspectionStatus>;
const notNegative = quantity.refine((value) => !value.startsWith("-"), "can't be below 0");

/** Stock to be looked at: it goes to quarantine, where nobody can promise or move it until it is decided. */
export const startInspectionInput = z.strictObject({
  productId: id,
  warehouseId: id,
  location: locationCode.default(""),
  lotId: id.nullable().default(null),
  quantity: positiveQuantity,
  source: inspectionTrigger.extract(["STOCK", "RETURN"]).default("STOCK"),
  /** Null takes the plan of the product, else of its category and those above it. */
  planId: id.nullable().default(null),
  note: text(500).nullable().default(null),
  idempotencyKey,
});
export type StartInspectionInput = z.infer<typeof startInspectionInput>;

const step = { id, version, idempotencyKey };
export const recordReadingsInput = z.strictObject({
  ...step,
  readings: z
    .array(
      z.strictObject({
        check: text(120, 1),
        value: text(200, 1),
        /** How many pieces read alike. */
        pieces: z.int().min(1).max(1_000_000).default(1),
      }),
    )
    .min(1)
    .max(200),
});
export type RecordReadingsInput = z.infer<typeof recordReadingsInput>;

/** What is accepted goes to a bin that sells, what is rejected stays in quarantine under a nonconformance. */
export const decideInspectionInput = z.strictObject({
  ...step,
  accepted: notNegative,
  rejected: notNegative,
  toLocation: locationCode,
  severity: z.enum(["MINOR", "MAJOR", "CRITICAL"]).default("MINOR"),
  description: text(2_000).nullable().default(null),
});
export type DecideInspectionInput = z.infer<typeof decideInspectionInput>;
export const waiveInspectionInput = z.strictObject({ ...step, reason: text(500, 1), toLocation: locationCode });
export type WaiveInspectionInput = z.infer<typeof waiveInspectionInput>;
export const inspectionRef = z.object({
  id: z.string(),
  inspectionNumber: z.string(),
  status: inspectionStatus,
  version: z.int(),
  operationId: z.string(),
});
export type InspectionRef = z.infer<typeof inspectionRef>;

export const listInspectionsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: inspectionStatus.optional(),
  /** OPEN: not decided yet. */
  view: z.enum(["OPEN"]).optional(),
  warehouseId: id.optional(),
});
export type ListInspectionsInput = z.infer<typeof listInspectionsInput>;
export const inspectionRow = z.object({
  id: z.string(),
  inspectionNumber: z.string(),
  status: inspectionStatus,
  source: inspectionTrigger,
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  location: z.string(),
  lotNumber: z.string().nullable(),
  planName: z.string().nullable(),
  inspected: z.string(),
  accepted: z.string(),
  rejected: z.string(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type InspectionRow = z.infer<typeof inspectionRow>;
export const listInspectionsOutput = pageOf(inspectionRow);

export const getInspectionInput = z.strictObject({ id });
export const inspectionView = z.object({
  inspection: inspectionRow,
  checks: z.array(check),
  /** How many readings each check needs; null without a plan. */
  sample: z.string().nullable(),
  readings: z.array(
    z.object({
      check: z.string(),
      value: z.string(),
      pieces: z.int(),
      passed: z.boolean(),
      critical: z.boolean(),
      at: z.string(),
    }),
  ),
  /** Checks with fewer readings than the sample is large, and how many they still need. */
  missing: z.array(z.object({ check: z.string(), left: z.int() })),
  /** The shipment that came back, with its order and customer for whoever may read orders. */
  shipment: z.object({ id: z.string(), number: z.string() }).nullable(),
  order: z
    .object({ id: z.string(), orderNumber: z.string(), customerId: z.string(), customerName: z.string() })
    .nullable(),
  transfer: z.object({ id: z.string(), number: z.string() }).nullable(),
  inspectedByName: z.string().nullable(),
  inspectedAt: z.string().nullable(),
  waiverReason: z.string().nullable(),
  note: z.string().nullable(),
  /** Where it lay before, as a place to put it back to. */
  cameFrom: z.string(),
  nonConformances: z.array(z.object({ id: z.string(), ncrNumber: z.string(), status: z.string() })),
});
export type InspectionView = z.infer<typeof inspectionView>;
