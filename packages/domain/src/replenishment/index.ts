export { readDemandDaily, runDemand } from "./read-demand.ts";
export { getSuggestion, listSuggestions, summariseSuggestions } from "./read-suggestions.ts";
export { adoptFormula, removeRule, saveRule } from "./save-rule.ts";
