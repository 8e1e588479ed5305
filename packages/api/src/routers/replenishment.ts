import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import {
  adoptFormulaInput,
  adoptFormulaOutput,
  getSuggestionInput,
  listSuggestionsInput,
  listSuggestionsOutput,
  readDemandInput,
  readDemandOutput,
  removeRuleInput,
  ruleRef,
  saveRuleInput,
  suggestionSummary,
  suggestionView,
  summariseSuggestionsInput,
} from "@invista/contracts/replenishment/replenishment";
import {
  adoptFormula,
  getSuggestion,
  listSuggestions,
  removeRule,
  runDemand,
  saveRule,
  summariseSuggestions,
} from "@invista/domain/replenishment";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const replenishmentRouter = router({
  list: query("replenishment:read", "GET /replenishment", "What to order, the first to run out first, by page")
    .input(listSuggestionsInput)
    .output(listSuggestionsOutput)
    .query(({ ctx, input }) => listSuggestions(ctx.read, input, ctx.host.settings ?? DEFAULT_SETTINGS)),
  summary: query("replenishment:read", "GET /replenishment-summary", "How many positions are due and what that costs")
    .input(summariseSuggestionsInput)
    .output(suggestionSummary)
    .query(({ ctx, input }) => summariseSuggestions(ctx.read, input, ctx.host.settings ?? DEFAULT_SETTINGS)),
  get: query(
    "replenishment:read",
    "GET /replenishment/{productId}/{warehouseId}",
    "One position: what its suggestion follows from",
  )
    .input(getSuggestionInput)
    .output(suggestionView)
    .query(({ ctx, input }) => getSuggestion(ctx.read, input, ctx.host.settings ?? DEFAULT_SETTINGS)),
  saveRule: command("replenishment:manage", "POST /reorder-rules", "Make or change the reorder rule of a position")
    .input(saveRuleInput)
    .output(ruleRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => saveRule(work, input))),
  removeRule: command("replenishment:manage", "POST /reorder-rules/remove", "Leave a position to the formula")
    .input(removeRuleInput)
    .output(ruleRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeRule(work, input))),
  adopt: command(
    "replenishment:manage",
    "POST /reorder-rules/adopt",
    "Make what the formula says the rule of positions",
  )
    .input(adoptFormulaInput)
    .output(adoptFormulaOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => adoptFormula(work, input, work.settings))),
  run: command("replenishment:run", "POST /replenishment/run", "Read the demand from the ledger again")
    .input(readDemandInput)
    .output(readDemandOutput)
    .mutation(({ ctx }) => ctx.commit((work) => runDemand(work))),
});
