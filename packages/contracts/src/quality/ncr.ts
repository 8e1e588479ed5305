import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { id, idempotencyKey, locationCode, text, version } from "../text.ts";

export const ncrStatus = z.enum(["OPEN", "CONTAINED", "ROOT_CAUSE", "CORRECTED", "VERIFIED", "CLOSED"]);
export type NcrStatus = z.infer<typeof ncrStatus>;
export const ncrSeverity = z.enum(["MINOR", "MAJOR", "CRITICAL"]);
export const ncrDisposition = z.enum(["REWORK", "USE_AS_IS", "RETURN_TO_SUPPLIER", "SCRAP"]);
export type NcrDisposition = z.infer<typeof ncrDisposition>;

/** The one step that follows each state. */
export const NEXT_STATUS: Readonly<Record<NcrStatus, NcrStatus | null>> = {
  OPEN: "CONTAINED",
  CONTAINED: "ROOT_CAUSE",
  ROOT_CAUSE: "CORRECTED",
  CORRECTED: "VERIFIED",
  VERIFIED: "CLOSED",
  CLOSED: null,
};

const step = { id, version, idempotencyKey };
/** What becomes of rejected goods. Used as they are they go to `toLocation`; reworked, they are inspected again. */
export const disposeInput = z.strictObject({
  ...step,
  disposition: ncrDisposition,
  toLocation: locationCode.default(""),
  note: text(500).nullable().default(null),
});
export type DisposeInput = z.infer<typeof disposeInput>;
/** Goes on to the next state; the cause and the correction are written down on the way. */
export const advanceInput = z.strictObject({
  ...step,
  to: ncrStatus,
  text: text(4_000).nullable().default(null),
});
export type AdvanceInput = z.infer<typeof advanceInput>;
export const ncrRef = z.object({
  id: z.string(),
  ncrNumber: z.string(),
  status: ncrStatus,
  version: z.int(),
  operationId: z.string(),
});
export type NcrRef = z.infer<typeof ncrRef>;

export const listNcrsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: ncrStatus.optional(),
  view: z.enum(["OPEN"]).optional(),
});
export type ListNcrsInput = z.infer<typeof listNcrsInput>;
export const ncrRow = z.object({
  id: z.string(),
  ncrNumber: z.string(),
  status: ncrStatus,
  severity: ncrSeverity,
  disposition: ncrDisposition.nullable(),
  productId: z.string().nullable(),
  sku: z.string().nullable(),
  name: z.string().nullable(),
  unitCode: z.string().nullable(),
  lotNumber: z.string().nullable(),
  quantity: z.string(),
  inspectionId: z.string().nullable(),
  inspectionNumber: z.string().nullable(),
  warehouseId: z.string().nullable(),
  warehouseCode: z.string().nullable(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type NcrRow = z.infer<typeof ncrRow>;
export const listNcrsOutput = pageOf(ncrRow);
export const getNcrInput = z.strictObject({ id });
export const ncrView = ncrRow.extend({
  description: z.string().nullable(),
  rootCause: z.string().nullable(),
  correctiveAction: z.string().nullable(),
  closedAt: z.string().nullable(),
  createdBy: z.string(),
  /** Who inspected it: someone else decides to use it as it is. */
  inspectedBy: z.string().nullable(),
  cameFrom: z.string(),
});
export type NcrView = z.infer<typeof ncrView>;
