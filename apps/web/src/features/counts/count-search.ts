import { abcClass } from "@invista/contracts/count/count";
import { countTab, listCountLinesInput } from "@invista/contracts/count/read-count";
import { z } from "zod";

/** What the address of the list of counts says. */
export const countSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  tab: countTab.optional().catch(undefined),
});
export type CountSearch = z.infer<typeof countSearch>;

/** What the address of one count says. */
export const sheetSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  /** ALL: every line, where differences are shown first. */
  view: z
    .enum(["ALL", ...listCountLinesInput.shape.view.unwrap().options])
    .optional()
    .catch(undefined),
});
export type SheetSearch = z.infer<typeof sheetSearch>;

/** What a link to a new count has chosen already. */
export const planSearch = z.object({
  class: abcClass.optional().catch(undefined),
  due: z.boolean().optional().catch(undefined),
});
export type PlanSearch = z.infer<typeof planSearch>;
