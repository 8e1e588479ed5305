import type { ImportCounts } from "@invista/contracts/import/import";
import { BATCH } from "./check-file.ts";
import { commitBatch, commitWhole, type BatchOutput, type ReadOutcome } from "./commit-batch.ts";
import type { CommitContext } from "./commit-context.ts";
import { keyOf } from "./import-row.ts";
import { NO_COUNTS } from "./job.ts";
import { readRows } from "./read-file.ts";
import type { ReadPlan } from "./read-plan.ts";
import { addCounts } from "./tally.ts";

/** Batches written at once: one keeps the database busy while the other is prepared. */
const PARALLEL = 2;

/**
 * Writes the file batch by batch, each one command in one transaction, two at a time; batches that share a SKU one after the other.
 * What was cut off is read again from the start: a batch that was written answers its stored result. Reports the counts so far even when it throws.
 */
export async function commitInBatches(
  context: CommitContext,
  report: (counts: ImportCounts) => void,
): Promise<ImportCounts> {
  const running = new Map<Promise<void>, ReadonlySet<string>>();
  const taken = new Set<string>();
  let counts: ImportCounts = { ...NO_COUNTS, warnings: context.job.counts.counts?.warnings ?? [] };
  let from = 0;
  const take = (output: BatchOutput) => {
    counts = addCounts(counts, output.counts);
    output.skus.forEach((sku) => taken.add(sku));
    report(counts);
  };
  const start = async (batch: readonly ReadOutcome[]) => {
    const skus = new Set(batch.flatMap((outcome) => keyOf(outcome) ?? []));
    const isShared = () => [...running.values()].some((others) => [...skus].some((sku) => others.has(sku)));
    while (running.size >= PARALLEL || isShared()) await Promise.race(running.keys());
    const written: Promise<void> = commitBatch(context, batch, from, taken)
      .then(take)
      .finally(() => running.delete(written));
    // It is waited for below; until then a failure must not count as unhandled.
    written.catch(() => undefined);
    running.set(written, skus);
    from += batch.length;
  };
  try {
    for await (const batch of inBatches(context.plan)) await start(batch);
  } finally {
    await Promise.all(running.keys());
  }
  return counts;
}

/** Writes the whole file as one command in one transaction, or nothing of it. */
export async function commitAtOnce(context: CommitContext): Promise<ImportCounts> {
  return commitWhole(context, () => inBatches(context.plan));
}

async function* inBatches(plan: ReadPlan): AsyncGenerator<ReadOutcome[]> {
  let batch: ReadOutcome[] = [];
  for await (const outcome of readRows(plan)) {
    batch.push(outcome);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
