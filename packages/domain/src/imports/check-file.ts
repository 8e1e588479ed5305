import type { ImportCounts } from "@invista/contracts/import/import";
import type { NeonTx } from "../shared/work.ts";
import { compareRows } from "./compare-rows.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import { readRows, type ReadPlan } from "./read-file.ts";
import { settleRows } from "./settle-rows.ts";
import { Tally } from "./tally.ts";

export const BATCH = 1_000;
const PRICES_LEFT =
  "The prices of products that exist are left as they are: changing them needs the permission price:update";

export interface CheckReport {
  /** Called with the failures of each batch and how many records were read so far. */
  progress(failures: readonly RowFailure[], rowsDone: number): Promise<void>;
}

/** The dry run: reads the whole file, compares every row with the database and counts what a commit would do. Writes nothing itself. */
export async function checkFile(
  db: Pick<NeonTx, "$queryRaw">,
  plan: ReadPlan,
  report: CheckReport,
): Promise<ImportCounts> {
  const tally = new Tally();
  const taken = new Set<string>();
  let batch: ImportRow[] = [];
  let failures: RowFailure[] = [];
  const flush = async () => {
    const settled = settleRows(batch, await compareRows(db, batch, plan), plan.profile, taken);
    for (const row of settled.accepted) {
      taken.add(row.row.sku);
      tally.accept(row, plan.options.currency);
      if (!plan.mayPrice && row.against.priceDiffers) tally.warnOnce(PRICES_LEFT);
    }
    failures.push(...settled.failures);
    failures.forEach((failure) => tally.reject(failure));
    await report.progress(failures, tally.rowsTotal);
    batch = [];
    failures = [];
  };
  for await (const outcome of readRows(plan)) {
    tally.read();
    if ("row" in outcome) batch.push(outcome.row);
    if ("failure" in outcome) failures.push(outcome.failure);
    if (batch.length + failures.length >= BATCH) await flush();
  }
  await flush();
  return tally.finish();
}
