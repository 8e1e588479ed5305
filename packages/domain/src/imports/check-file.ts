import { sum, lineAmount } from "@invista/contracts/quantity";
import type { ImportCounts } from "@invista/contracts/import/import";
import type { NeonTx } from "../shared/work.ts";
import { compareRows } from "./compare-rows.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import { NO_COUNTS } from "./job.ts";
import { judgeRow } from "./judge-row.ts";
import { readRows, type ReadPlan } from "./read-file.ts";

export const BATCH = 1_000;
const MAX_WARNINGS = 20;

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
  let batch: ImportRow[] = [];
  let failures: RowFailure[] = [];
  const flush = async () => {
    const against = await compareRows(db, batch, plan.options);
    for (const row of batch) {
      const comparison = against.get(row.line);
      if (!comparison) continue;
      const failure = judgeRow(row, comparison, plan.profile);
      if (failure) failures.push(failure);
      else tally.accept(row, comparison, plan.options.currency);
    }
    failures.forEach((failure) => tally.reject(failure));
    await report.progress(failures, tally.counts.rowsTotal);
    batch = [];
    failures = [];
  };
  for await (const outcome of readRows(plan)) {
    tally.counts.rowsTotal += 1;
    if ("row" in outcome) batch.push(outcome.row);
    if ("failure" in outcome) failures.push(outcome.failure);
    if (batch.length + failures.length >= BATCH) await flush();
  }
  await flush();
  return tally.finish();
}

class Tally {
  readonly counts: ImportCounts = { ...NO_COUNTS, byCode: {}, warnings: [] };
  readonly #lower = new Map<string, string>();
  #quantities: string[] = [];
  #values: string[] = [];

  accept(
    row: ImportRow,
    against: {
      productId: string | null;
      changed: boolean;
      barcodeTaken: boolean;
      stocks: readonly { delta: string }[];
    },
    currency: string,
  ): void {
    this.counts.accepted += 1;
    const moves = against.stocks.filter((stock) => stock.delta !== "0").length;
    this.counts.movements += moves;
    if (against.productId === null) this.counts.create += 1;
    else if (against.changed || moves > 0) this.counts.update += 1;
    else this.counts.unchanged += 1;
    for (const stock of row.stocks) {
      this.#quantities.push(stock.quantity);
      if (row.cost) this.#values.push(lineAmount(row.cost, stock.quantity, currency));
    }
    if (this.#quantities.length > BATCH) this.#fold();
    this.#watchCase(row);
    if (against.barcodeTaken)
      this.#warn(`Line ${row.line}: the barcode ${row.barcode} belongs to another product and is left out`);
  }

  reject(failure: RowFailure): void {
    this.counts.rejected += 1;
    this.counts.byCode[failure.code] = (this.counts.byCode[failure.code] ?? 0) + 1;
  }

  finish(): ImportCounts {
    this.#fold();
    return this.counts;
  }

  #fold(): void {
    this.counts.quantity = sum([this.counts.quantity, ...this.#quantities]);
    this.counts.value = sum([this.counts.value, ...this.#values]);
    this.#quantities = [];
    this.#values = [];
  }

  #watchCase(row: ImportRow): void {
    const lower = row.sku.toLowerCase();
    const other = this.#lower.get(lower);
    if (other !== undefined && other !== row.sku)
      this.#warn(`${other} and ${row.sku} differ only in case; they are two products`);
    this.#lower.set(lower, row.sku);
  }

  #warn(text: string): void {
    if (this.counts.warnings.length < MAX_WARNINGS) this.counts.warnings.push(text);
  }
}
