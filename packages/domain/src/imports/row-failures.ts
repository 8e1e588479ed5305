import type { NeonTx } from "../shared/work.ts";
import type { RowFailure } from "./import-row.ts";

type Db = Pick<NeonTx, "importRowError">;

/** Lists rejected rows of an import. */
export async function saveFailures(db: Db, jobId: string, failures: readonly RowFailure[]): Promise<void> {
  if (failures.length > 0)
    await db.importRowError.createMany({ data: failures.map((failure) => ({ jobId, ...failure })) });
}

/** What is wrong with the lines from `first` to `last` now, in place of what was found before. */
export async function replaceFailures(
  db: Db,
  jobId: string,
  { first, last }: { first: number; last: number },
  failures: readonly RowFailure[],
): Promise<void> {
  await db.importRowError.deleteMany({ where: { jobId, line: { gte: first, lte: last } } });
  await saveFailures(db, jobId, failures);
}
