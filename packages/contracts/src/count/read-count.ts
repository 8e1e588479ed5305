import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { id } from "../text.ts";
import { abcClass, countScope, countStatus, rootCause } from "./count.ts";

/** The work that waits: to be counted, differences to be explained, to be approved; and what is over. */
export const countTab = z.enum(["COUNT", "RESOLVE", "APPROVE", "DONE"]);
export type CountTab = z.infer<typeof countTab>;

export const listCountsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  tab: countTab.optional(),
  warehouseId: id.optional(),
});
export type ListCountsInput = z.infer<typeof listCountsInput>;

export const countRow = z.object({
  id: z.string(),
  countNumber: z.string(),
  status: countStatus,
  tab: countTab,
  warehouseId: z.string(),
  warehouseCode: z.string(),
  lines: z.int(),
  /** Lines still to be counted. */
  left: z.int(),
  /** Lines whose difference has no cause yet. */
  toResolve: z.int(),
  /** Lines that differ; null while a blind count is under way, and without count:see_expected. */
  differing: z.int().nullable(),
  /** What the differences are worth; null as above, and without cost:read. */
  varianceValue: z.string().nullable(),
  plannedFor: z.string().nullable(),
  startedAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  createdAt: z.string(),
  createdByName: z.string().nullable(),
  version: z.int(),
});
export type CountRow = z.infer<typeof countRow>;
export const listCountsOutput = pageOf(countRow);

export const getCountInput = z.strictObject({ id });
/** The paper sheets of so many counts at a time. */
export const MAX_SHEETS = 20;
export const countSheetsInput = z.strictObject({
  /** Ids of counts, with commas between them. */
  ids: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(id).min(1).max(MAX_SHEETS)),
});
export const countView = z.object({
  count: countRow,
  scope: countScope,
  scopeProducts: z.array(z.object({ id: z.string(), sku: z.string() })),
  blind: z.boolean(),
  toleranceQty: z.string(),
  tolerancePct: z.string(),
  toleranceValue: z.string(),
  note: z.string().nullable(),
  countedByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  operationId: z.string().nullable(),
  /** The reader counted some of it, so someone else approves. */
  countedByMe: z.boolean(),
  /** Lines the reader may still count: not those he counted before. */
  leftForMe: z.int(),
  /** Value of what is more and of what is less; null as varianceValue is. */
  gain: z.string().nullable(),
  loss: z.string().nullable(),
});
export type CountView = z.infer<typeof countView>;

export const lineState = z.enum(["TO_COUNT", "COUNTED", "TO_RECOUNT", "AGREES", "TO_RESOLVE", "RESOLVED"]);
export type LineState = z.infer<typeof lineState>;

export const listCountLinesInput = z.strictObject({
  ...pageInput,
  id,
  q: searchTerm,
  /** LEFT: still to be counted. AGAIN: counted more than once. DIFFERENT: those that differ. UNRESOLVED: without a cause. */
  view: z.enum(["LEFT", "AGAIN", "DIFFERENT", "UNRESOLVED"]).optional(),
});
export type ListCountLinesInput = z.infer<typeof listCountLinesInput>;

export const countLine = z.object({
  id: z.string(),
  lineNo: z.int(),
  state: lineState,
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  qtyPrecision: z.int(),
  location: z.string(),
  lotNumber: z.string().nullable(),
  expiresOn: z.string().nullable(),
  isSerial: z.boolean(),
  /** The pieces that were named as missing or found. */
  serials: z.array(z.string()),
  isAdded: z.boolean(),
  /** Which count of this line is wanted or was made last. */
  attempt: z.int(),
  /** What was entered for this attempt. */
  counted: z.string().nullable(),
  countedByName: z.string().nullable(),
  countedByMe: z.boolean(),
  /** Someone else must count this line: the reader did before. */
  isForOthers: z.boolean(),
  note: z.string().nullable(),
  rootCause: rootCause.nullable(),
  /** Null for who may not see it (count:see_expected), and for everyone while a blind line is to be counted. */
  expected: z.string().nullable(),
  moved: z.string().nullable(),
  variance: z.string().nullable(),
  /** Null without cost:read, too. */
  varianceValue: z.string().nullable(),
  entries: z
    .array(z.object({ attempt: z.int(), quantity: z.string(), by: z.string().nullable(), at: z.string() }))
    .nullable(),
});
export type CountLine = z.infer<typeof countLine>;
export const listCountLinesOutput = pageOf(countLine);

export const countSummaryInput = z.strictObject({ warehouseId: id.optional() });
export type CountSummaryInput = z.infer<typeof countSummaryInput>;
export const countSummary = z.object({
  tabs: z.object({ COUNT: z.int(), RESOLVE: z.int(), APPROVE: z.int() }),
  /** Of the counts posted in the last twelve months and not taken back. */
  lines: z.int(),
  /** Share of lines without any difference, in percent; null where nothing was counted. */
  itemAccuracy: z.string().nullable(),
  /** 100 % less the share of the differences in the value counted; null without cost:read. */
  valueAccuracy: z.string().nullable(),
  /** What was found less what was missing; null without cost:read. */
  netValue: z.string().nullable(),
  months: z.array(
    z.object({ day: z.string(), lines: z.int(), accuracy: z.string().nullable(), net: z.string().nullable() }),
  ),
  causes: z.array(z.object({ cause: rootCause, lines: z.int(), net: z.string().nullable() })),
});
export type CountSummary = z.infer<typeof countSummary>;

export const countsDueInput = z.strictObject({ warehouseId: id.optional() });
export type CountsDueInput = z.infer<typeof countsDueInput>;
export const countsDue = z.object({
  rows: z.array(
    z.object({
      abcClass,
      intervalDays: z.int(),
      positions: z.int(),
      due: z.int(),
      neverCounted: z.int(),
      /** The longest wait, in days. */
      oldestDays: z.int().nullable(),
    }),
  ),
});
export type CountsDue = z.infer<typeof countsDue>;
