import type { CountScope, RootCause } from "@invista/contracts/count/count";
import type { CountRow } from "@invista/contracts/count/read-count";
import { plural } from "../../shared/format/words.ts";

export const CAUSE_WORDS: Record<RootCause, string> = {
  DATA_ENTRY_ERROR: "Entry error",
  MISPLACED: "Lies in another bin",
  DAMAGED: "Damaged",
  EXPIRED: "Expired",
  STOLEN: "Stolen",
  FOUND: "Found",
  INCORRECT_LOT_PICKED: "Wrong lot picked",
  INBOUND_NOT_RECORDED: "Receipt not recorded",
  OUTBOUND_NOT_RECORDED: "Issue not recorded",
  EARLIER_COUNT_WRONG: "Earlier count was wrong",
  UNEXPLAINED: "Not explained",
};

/** What a count is about, in a line. */
export function scopeWords(scope: CountScope, products: readonly { sku: string }[]): string {
  const parts = [
    scope.classes.length > 0 ? `class ${scope.classes.join(", ")}` : null,
    scope.zones.length > 0 ? `${scope.zones.length === 1 ? "zone" : "zones"} ${scope.zones.join(", ")}` : null,
    scope.bins.length > 0 ? `${scope.bins.length === 1 ? "bin" : "bins"} ${scope.bins.map(binWord).join(", ")}` : null,
    products.length > 0 ? products.map((product) => product.sku).join(", ") : null,
    scope.dueOnly ? "only what is due" : null,
    scope.notCountedForDays === null ? null : `not counted for ${plural(scope.notCountedForDays, "day")}`,
    scope.withEmpty ? "with empty positions" : null,
  ].filter((part) => part !== null);
  const [first, ...rest] = parts.length > 0 ? parts : ["everything in stock"];
  return [(first ?? "").charAt(0).toUpperCase() + (first ?? "").slice(1), ...rest].join(" · ");
}

export const binWord = (code: string) => code || "Floor";

/** How far a count is, in words. */
export function progressWords(count: CountRow): string {
  if (count.status === "PLANNED") return "Not begun";
  if (count.left > 0) return `${plural(count.left, "line")} left of ${count.lines}`;
  if (count.toResolve > 0) return `${plural(count.toResolve, "cause")} missing`;
  return plural(count.lines, "line");
}
