import type { Comparison } from "./compare-rows.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import { judgeRow } from "./judge-row.ts";
import type { ReadPlan } from "./read-plan.ts";

export interface SettledRow {
  readonly row: ImportRow;
  readonly against: Comparison;
  /** An earlier row of the file gives this product its fields; this one only brings stock. */
  readonly later: boolean;
}

/** Parts rows into those that can be written and those the database speaks against; `taken` are the SKUs accepted earlier in the file. */
export function settleRows(
  rows: readonly ImportRow[],
  comparisons: ReadonlyMap<number, Comparison>,
  plan: Pick<ReadPlan, "profile" | "actor">,
  taken: ReadonlySet<string>,
): { accepted: SettledRow[]; failures: RowFailure[] } {
  const accepted: SettledRow[] = [];
  const failures: RowFailure[] = [];
  const here = new Set<string>();
  for (const row of rows) {
    const against = comparisons.get(row.line);
    if (!against) throw new Error(`line ${row.line} was not compared`);
    const later = taken.has(row.sku) || here.has(row.sku);
    const failure = judgeRow(row, against, plan, later);
    if (failure) {
      failures.push(failure);
      continue;
    }
    here.add(row.sku);
    accepted.push({ row, against, later });
  }
  return { accepted, failures };
}
