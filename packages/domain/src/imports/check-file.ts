import type { ImportCounts } from "@invista/contracts/import/import";
import { sheetOf } from "@invista/contracts/import/kinds";
import type { NeonTx } from "../shared/work.ts";
import { compareRows, type Comparison } from "./compare-rows.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import { readRows } from "./read-file.ts";
import type { ReadPlan } from "./read-plan.ts";
import { settleRows } from "./settle-rows.ts";
import type { SheetRow } from "./sheet-row.ts";
import { settleSheet } from "./sheets.ts";
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
  let sheet: SheetRow[] = [];
  const kind = sheetOf(plan.profile);
  let failures: RowFailure[] = [];
  const flush = async () => {
    const compared = batch.length > 0 ? await compareRows(db, batch, plan) : new Map<number, Comparison>();
    const settled = settleRows(batch, compared, plan, taken);
    for (const row of settled.accepted) {
      taken.add(row.row.sku);
      tally.accept(row, plan.options.currency);
      if (!plan.mayPrice && row.against.priceDiffers) tally.warnOnce(PRICES_LEFT);
    }
    failures.push(...settled.failures);
    if (kind !== null) {
      const judged = await settleSheet(db, sheet, kind, plan);
      judged.accepted.forEach(({ verdict }) => tally.acceptSheet(verdict));
      failures.push(...judged.failures);
    }
    failures.forEach((failure) => tally.reject(failure));
    await report.progress(failures, tally.rowsTotal);
    batch = [];
    sheet = [];
    failures = [];
  };
  for await (const outcome of readRows(plan)) {
    tally.read();
    if ("row" in outcome) batch.push(outcome.row);
    if ("sheet" in outcome) sheet.push(outcome.sheet);
    if ("failure" in outcome) failures.push(outcome.failure);
    if (batch.length + sheet.length + failures.length >= BATCH) await flush();
  }
  await flush();
  return tally.finish();
}
