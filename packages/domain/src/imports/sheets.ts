import type { ImportCounts } from "@invista/contracts/import/import";
import type { SheetKind } from "@invista/contracts/import/kinds";
import type { NeonTx, NeonWork } from "../shared/work.ts";
import { RowError } from "./file-error.ts";
import type { RowFailure } from "./import-row.ts";
import { bins } from "./sheet-bins.ts";
import { counts } from "./sheet-counts.ts";
import { lotStock } from "./sheet-lot-stock.ts";
import { lots } from "./sheet-lots.ts";
import { prices } from "./sheet-prices.ts";
import type { AcceptedRow, SheetContext, SheetHandler, SheetRow } from "./sheet-row.ts";
import { serials } from "./sheet-serials.ts";
import { Tally } from "./tally.ts";

export const HANDLERS: Record<SheetKind, SheetHandler> = {
  PRICES: prices,
  BINS: bins,
  LOTS: lots,
  LOT_STOCK: lotStock,
  SERIALS: serials,
  COUNTS: counts,
};

/** Parts rows of a kind into those that can be written and those the database speaks against. */
export async function settleSheet(
  db: Pick<NeonTx, "$queryRaw">,
  rows: readonly SheetRow[],
  kind: SheetKind,
  context: SheetContext,
): Promise<{ accepted: AcceptedRow[]; failures: RowFailure[] }> {
  if (rows.length === 0) return { accepted: [], failures: [] };
  const verdicts = await HANDLERS[kind].judge(db, rows, context);
  const accepted: AcceptedRow[] = [];
  const failures: RowFailure[] = [];
  for (const row of rows) {
    const verdict = verdicts.get(row.line);
    if (!verdict) throw new Error(`line ${row.line} was not compared`);
    if (verdict instanceof RowError) {
      const { code, column, value, message } = verdict;
      failures.push({ line: row.line, code, column, value, message });
    } else accepted.push({ row, verdict });
  }
  return { accepted, failures };
}

/** Writes a batch of rows of a kind: locked, compared again, and what is not as it should be is changed. */
export async function writeSheet(
  work: NeonWork,
  jobId: string,
  rows: readonly SheetRow[],
  kind: SheetKind,
  context: SheetContext,
): Promise<{ counts: ImportCounts; failures: readonly RowFailure[]; skus: readonly string[] }> {
  const handler = HANDLERS[kind];
  if (rows.length > 0) await handler.lock?.(work, rows);
  const { accepted, failures } = await settleSheet(work.tx, rows, kind, context);
  const changed = accepted.filter(({ verdict }) => verdict.state !== "UNCHANGED");
  if (changed.length > 0) await handler.write(work, jobId, changed);
  const tally = new Tally();
  tally.read(rows.length);
  accepted.forEach(({ verdict }) => tally.acceptSheet(verdict));
  failures.forEach((failure) => tally.reject(failure));
  return { counts: tally.finish(), failures, skus: accepted.map(({ row }) => row.sku) };
}
