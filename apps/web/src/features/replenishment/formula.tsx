import type { SuggestionView } from "@invista/contracts/replenishment/replenishment";
import { formatDecimal, formatShare } from "../../shared/format/numbers.ts";
import { Facts } from "../../shared/ui/facts.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";

/** How the reorder point comes about, each step with its numbers, and where the formula is from. */
export function Formula({ view }: { view: SuggestionView }) {
  const { suggestion: row, z, serviceLevel, reviewDays, rule } = view;
  if (row.weeklyDemand === null)
    return (
      <PeekSection title="Formula">
        <p className="dim">Nothing went out in 13 weeks, so there is nothing to calculate from.</p>
      </PeekSection>
    );
  const fixed = rule !== null && Number(rule.safetyStock) > 0;
  const weeks = formatDecimal(String(Math.round((row.leadTimeDays / 7) * 100) / 100));
  const [mean, deviation, safety] = [
    formatDecimal(row.weeklyDemand),
    formatDecimal(row.weeklyDeviation ?? "0"),
    formatDecimal(row.safetyStock),
  ];
  return (
    <PeekSection title="Formula">
      <Facts
        facts={[
          ["Weekly demand μ", mean],
          ["Deviation σ", deviation],
          ["Lead time L", `${row.leadTimeDays} days = ${weeks} weeks`],
          [
            "Service level",
            `${formatShare(serviceLevel * 100)} % (class ${row.abcClass ?? "C"}): z = ${formatDecimal(String(z))}`,
          ],
          ["Safety stock", fixed ? `${safety}, by the rule` : `z · σ · √L = ${safety}`],
          ["Reorder point", `μ · L + safety stock, rounded up = ${formatDecimal(row.formulaPoint ?? "0")}`],
          ["Fill up to", `${reviewDays} more days of demand${row.basis === "RULE" ? "; the rule decides" : ""}`],
        ]}
      />
      <p className="dim" style={{ fontSize: 12, margin: "8px 0 0" }}>
        Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., chapter 6.
      </p>
    </PeekSection>
  );
}
