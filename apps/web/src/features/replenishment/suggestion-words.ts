import type { SuggestionRow } from "@invista/contracts/replenishment/replenishment";
import { formatCount, formatDecimal } from "../../shared/format/numbers.ts";
import type { Tone } from "../../shared/ui/status-chip.tsx";

/** How pressing a position is: used up before a delivery could come, below its point, or well. */
export function urgencyOf(row: SuggestionRow): { word: string; tone: Tone } {
  if (row.suggested === "0") return { word: "Enough", tone: "good" };
  if (row.daysLeft !== null && row.daysLeft < row.leadTimeDays) return { word: "Too late", tone: "danger" };
  return { word: "Order now", tone: "warning" };
}

/** Why that much, in a sentence with its numbers. */
export function reasonOf(row: SuggestionRow): string {
  const point = formatDecimal(row.reorderPoint);
  const projected = formatDecimal(row.projected);
  if (row.suggested === "0") return `Projected ${projected} is not below the reorder point of ${point}.`;
  const steps = [
    row.multiple === "1" ? null : `in multiples of ${formatDecimal(row.multiple)}`,
    row.moq === "0" || row.moq === "1" ? null : `at least ${formatDecimal(row.moq)}`,
  ].filter((step) => step !== null);
  return `Projected ${projected} is below the reorder point of ${point}: fill up to ${formatDecimal(row.target)}${steps.length > 0 ? `, ${steps.join(", ")}` : ""}.`;
}

/** "lead time +10 days, demand +20 %", or null when nothing is supposed. */
export function whatIfWords(lead: number, demand: number): string | null {
  const signed = (value: number) => `${value > 0 ? "+" : "−"}${formatCount(Math.abs(value))}`;
  const parts = [
    lead === 0 ? null : `lead time ${signed(lead)} d`,
    demand === 0 ? null : `demand ${signed(demand)} %`,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(", ") : null;
}
