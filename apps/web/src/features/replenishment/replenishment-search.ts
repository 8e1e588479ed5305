import { listSuggestionsInput } from "@invista/contracts/replenishment/replenishment";
import { z } from "zod";

/** What the address of the replenishment page says; what is asked "what if" is part of it, so that it can be shared. */
export const replenishmentSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  view: z.literal("ALL").optional().catch(undefined),
  lead: listSuggestionsInput.shape.leadTimeDelta.unwrap().optional().catch(undefined),
  demand: listSuggestionsInput.shape.demandPercent.unwrap().optional().catch(undefined),
  peek: z
    .string()
    .regex(/^[^:]{1,64}:[^:]{1,64}$/)
    .optional()
    .catch(undefined),
});
export type ReplenishmentSearch = z.infer<typeof replenishmentSearch>;
