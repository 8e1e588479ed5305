import { z } from "zod";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { compare, positiveQuantity, quantity } from "../quantity.ts";
import { id, idempotencyKey } from "../text.ts";

/** Demand is read from so many weeks back. */
export const DEMAND_WEEKS = 13;

/** What would be if: days more (or fewer) until a delivery arrives, per cent more (or less) demand. Nothing is changed by asking. */
export const whatIf = {
  leadTimeDelta: z.coerce.number().int().min(-365).max(365).default(0),
  demandPercent: z.coerce.number().int().min(-100).max(900).default(0),
};
export type WhatIf = { leadTimeDelta: number; demandPercent: number };

const filters = {
  q: searchTerm,
  warehouseId: id.optional(),
  supplierId: id.optional(),
};
export const listSuggestionsInput = z.strictObject({
  ...pageInput,
  ...filters,
  /** DUE: what should be ordered now. ALL: every position with a rule or with demand. */
  view: z.enum(["DUE", "ALL"]).default("DUE"),
  ...whatIf,
});
export type ListSuggestionsInput = z.infer<typeof listSuggestionsInput>;

const abc = z.enum(["A", "B", "C"]);
export const suggestionRow = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  onHand: z.string(),
  available: z.string(),
  incoming: z.string(),
  /** Ordered by customers, with nothing reserved for it. */
  openDemand: z.string(),
  /** available + incoming − openDemand */
  projected: z.string(),
  /** Mean and standard deviation of the demand of a week; null where nothing went out in 13 weeks. */
  weeklyDemand: z.string().nullable(),
  weeklyDeviation: z.string().nullable(),
  leadTimeDays: z.int(),
  abcClass: abc.nullable(),
  xyzClass: z.enum(["X", "Y", "Z"]).nullable(),
  safetyStock: z.string(),
  reorderPoint: z.string(),
  /** What the formula says, also where a rule holds; null without demand. */
  formulaPoint: z.string().nullable(),
  target: z.string(),
  basis: z.enum(["RULE", "FORMULA"]),
  /** 0 when nothing is to be ordered. */
  suggested: z.string(),
  moq: z.string(),
  multiple: z.string(),
  /** Whole days until what is available is used up; null without demand. */
  daysLeft: z.int().nullable(),
  /** In the company's currency; null without cost:read and where no cost is known. */
  unitCost: z.string().nullable(),
  cost: z.string().nullable(),
  /** 0 where no rule is kept. */
  ruleVersion: z.int(),
});
export type SuggestionRow = z.infer<typeof suggestionRow>;
export const listSuggestionsOutput = pageOf(suggestionRow);

export const summariseSuggestionsInput = z.strictObject({ ...filters, ...whatIf });
export type SummariseSuggestionsInput = z.infer<typeof summariseSuggestionsInput>;
export const suggestionSummary = z.object({
  positions: z.int(),
  due: z.int(),
  /** Of those that are due: used up before a delivery would arrive. */
  tooLate: z.int(),
  cost: z.string().nullable(),
  currency: z.string(),
  /** When demand was last read from the ledger. */
  computedAt: z.string().nullable(),
});
export type SuggestionSummary = z.infer<typeof suggestionSummary>;

const position = { productId: id, warehouseId: id };
export const getSuggestionInput = z.strictObject({ ...position, ...whatIf });
export type GetSuggestionInput = z.infer<typeof getSuggestionInput>;
export const reorderRule = z.object({
  minQuantity: z.string(),
  maxQuantity: z.string(),
  safetyStock: z.string(),
  multiple: z.string(),
  leadTimeDays: z.int().nullable(),
  supplierId: z.string().nullable(),
  abcClass: abc.nullable(),
  version: z.int(),
});
export type ReorderRule = z.infer<typeof reorderRule>;
export const suggestionView = z.object({
  suggestion: suggestionRow,
  rule: reorderRule.nullable(),
  /** The standard normal quantile of the service level. */
  z: z.number(),
  serviceLevel: z.number(),
  reviewDays: z.int(),
  /** What went out week by week, the newest last. */
  weeks: z.array(z.object({ startsAt: z.string(), quantity: z.string() })),
  /** Other warehouses that have more than they need. */
  elsewhere: z.array(z.object({ warehouseId: z.string(), warehouseCode: z.string(), spare: z.string() })),
  suppliers: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type SuggestionView = z.infer<typeof suggestionView>;

const notNegative = quantity.refine((value) => compare(value, "0") >= 0, "can't be below 0");
export const saveRuleInput = z
  .strictObject({
    ...position,
    minQuantity: notNegative,
    maxQuantity: notNegative,
    safetyStock: notNegative,
    multiple: positiveQuantity,
    leadTimeDays: z.int().min(0).max(3_650).nullable(),
    supplierId: id.nullable(),
    abcClass: abc.nullable(),
    /** 0 makes the rule. */
    version: z.int().min(0),
    idempotencyKey,
  })
  .refine((rule) => compare(rule.maxQuantity, rule.minQuantity) >= 0, {
    path: ["maxQuantity"],
    error: "can't be less than the minimum",
  });
export type SaveRuleInput = z.infer<typeof saveRuleInput>;
export const removeRuleInput = z.strictObject({ ...position, version: z.int().min(1), idempotencyKey });
export type RemoveRuleInput = z.infer<typeof removeRuleInput>;
export const ruleRef = z.object({ ...position, sku: z.string(), version: z.int() });
export type RuleRef = z.infer<typeof ruleRef>;

/** Turns what the formula says into the rules of these positions. */
export const adoptFormulaInput = z.strictObject({
  lines: z.array(z.strictObject(position)).min(1).max(200),
  idempotencyKey,
});
export type AdoptFormulaInput = z.infer<typeof adoptFormulaInput>;
export const adoptFormulaOutput = z.object({ adopted: z.int(), skipped: z.int() });

export const readDemandInput = z.strictObject({ idempotencyKey });
export const readDemandOutput = z.object({ positions: z.int() });
