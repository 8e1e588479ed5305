import { sheetOf, SHEETS } from "@invista/contracts/import/kinds";
import { formatCount, formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import type { ImportView } from "./import-view.ts";

/** What the dry run found, before anything is written. */
export function ImportCounts({ view, counts }: { view: ImportView; counts: NonNullable<ImportView["counts"]> }) {
  const isDone = view.status === "DONE" || view.status === "UNDOING" || view.status === "UNDONE";
  const kind = sheetOf(view.profile);
  const leftOut = counts.rowsTotal - counts.accepted - counts.rejected;
  return (
    <Panel
      title={isDone ? "What was imported" : "What this file would change"}
      hint={`${formatCount(counts.rowsTotal)} rows read`}
      flush
    >
      <Figures
        items={[
          {
            label: kind === null ? "New products" : `New ${SHEETS[kind].word.toLowerCase()}`,
            value: formatCount(counts.create),
          },
          { label: "Changed", value: formatCount(counts.update) },
          { label: "Unchanged", value: formatCount(counts.unchanged) },
          ...(kind === null || counts.movements > 0
            ? [{ label: "Ledger rows", value: formatCount(counts.movements) }]
            : []),
          ...(counts.quantity === "0" && kind !== null
            ? []
            : [{ label: "Units in the file", value: formatDecimal(counts.quantity) }]),
          ...(counts.value === "0"
            ? []
            : [{ label: "Value at cost", value: formatMoney(counts.value, view.options.currency) }]),
          ...(leftOut > 0
            ? [{ label: kind === null ? "Rows that are no article" : "Empty rows", value: formatCount(leftOut) }]
            : []),
          {
            label: "Rejected rows",
            value: formatCount(counts.rejected),
            ...(counts.rejected > 0 ? { tone: "danger" as const } : {}),
          },
        ]}
      />
      {counts.warnings.length > 0 ? (
        <ul style={{ margin: 0, padding: "8px 16px 12px 32px", color: "var(--amber)" }} aria-label="Warnings">
          {counts.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
