import { Refusal } from "@invista/contracts/errors";
import type { ImportCounts } from "@invista/contracts/import/import";
import { sheetOf } from "@invista/contracts/import/kinds";
import { idOfName } from "../shared/new-id.ts";
import { runCommand } from "../shared/run-command.ts";
import type { NeonWork } from "../shared/work.ts";
import type { CommitContext } from "./commit-context.ts";
import { keyOf, lineOf, type RowFailure, type RowOutcome } from "./import-row.ts";
import { NO_COUNTS } from "./job.ts";
import { replaceFailures } from "./row-failures.ts";
import { writeSheet } from "./sheets.ts";
import { addCounts, Tally } from "./tally.ts";
import { writeBatch } from "./write-batch.ts";

export type ReadOutcome = RowOutcome;
/** What a written batch answers, also when it is asked for again. */
export interface BatchOutput {
  readonly counts: ImportCounts;
  readonly skus: readonly string[];
}

/** Refused rows of a commit in all-or-nothing mode: everything is rolled back. */
export class RowsRejected extends Error {
  readonly failures: readonly RowFailure[];
  readonly counts: ImportCounts;

  constructor(failures: readonly RowFailure[], counts: ImportCounts) {
    super(`${failures.length} rows were rejected`);
    this.name = "RowsRejected";
    this.failures = failures;
    this.counts = counts;
  }
}

const OVERTAKEN_TRIES = 4;
/** Where rows are refused one by one in such number, the reason lies not in the rows. */
const MAX_REFUSED = 100;
/** Refusals that tell of the whole import, not of a row. */
const NOT_OF_A_ROW = new Set(["stock.frozen", "ledger.periodClosed", "idempotency.keyReused"]);

/** Writes one batch. What the database refuses as a whole is halved until the refused rows stand alone; they are listed, the others written. */
export async function commitBatch(
  context: CommitContext,
  batch: readonly ReadOutcome[],
  from: number,
  taken: ReadonlySet<string>,
): Promise<BatchOutput> {
  const refused = { count: 0 };
  const inner = async (part: readonly ReadOutcome[], start: number, before: ReadonlySet<string>) => {
    try {
      return await commitPart(context, part, start, before);
    } catch (error) {
      if (!isOfRows(error)) throw error;
      const [only] = part;
      if (part.length === 1 && only && keyOf(only) !== null) {
        refused.count += 1;
        if (refused.count > MAX_REFUSED) throw error;
        return commitPart(context, [{ failure: failureOf(lineOf(only), error) }], start, before);
      }
      return halves(part, start, before);
    }
  };
  const halves = async (
    part: readonly ReadOutcome[],
    start: number,
    before: ReadonlySet<string>,
  ): Promise<BatchOutput> => {
    const half = part.length >> 1;
    const first: BatchOutput = await inner(part.slice(0, half), start, before);
    const second: BatchOutput = await inner(part.slice(half), start + half, new Set([...before, ...first.skus]));
    return { counts: addCounts(first.counts, second.counts), skus: [...first.skus, ...second.skus] };
  };
  return inner(batch, from, taken);
}

function isOfRows(error: unknown): error is Refusal {
  if (!(error instanceof Refusal) || NOT_OF_A_ROW.has(error.rule)) return false;
  return error.code === "INVALID" || error.code === "RULE_BROKEN" || error.code === "CONFLICT";
}

function failureOf(line: number, error: Refusal): RowFailure {
  return { line, code: error.rule, column: null, value: null, message: error.message };
}

async function commitPart(
  context: CommitContext,
  part: readonly ReadOutcome[],
  from: number,
  taken: ReadonlySet<string>,
): Promise<BatchOutput> {
  const { host, job, actor, readAs } = context;
  const input = { jobId: job.id, readAs, from, rows: part.length };
  const kind = part.length === 1 && part[0] && "failure" in part[0] ? "refused" : "rows";
  const idempotencyKey = idOfName(`${job.id}:${readAs}:${kind}:${from}:${part.length}`);
  return overtaken(() =>
    runCommand(host, { procedure: "import.batch", actor, idempotencyKey, input, long: true }, async (work) => {
      const { counts, skus } = await writePart(work, context, part, taken);
      await work.tx.importJob.update({
        where: { id: job.id },
        data: { rowsDone: { increment: part.length }, updatedAt: work.now },
      });
      audit(work, context, counts);
      return { counts, skus };
    }),
  );
}

/** Writes every batch in one transaction; rejected rows roll all of it back as RowsRejected. */
export async function commitWhole(
  context: CommitContext,
  batches: () => AsyncIterable<readonly ReadOutcome[]>,
): Promise<ImportCounts> {
  const { host, job, actor, readAs } = context;
  const command = {
    procedure: "import.batch",
    actor,
    idempotencyKey: idOfName(`${job.id}:${readAs}:all`),
    input: { jobId: job.id, readAs },
    long: true,
  };
  const write = async (work: NeonWork) => {
    let all: ImportCounts = { ...NO_COUNTS, warnings: job.counts.counts?.warnings ?? [] };
    const failures: RowFailure[] = [];
    const taken = new Set<string>();
    for await (const batch of batches()) {
      const written = await writePart(work, context, batch, taken);
      all = addCounts(all, written.counts);
      failures.push(...written.failures);
      written.skus.forEach((sku) => taken.add(sku));
      // Outside of the transaction: the bar moves, and other processes see that the job is alive.
      await host.neon.importJob.update({
        where: { id: job.id },
        data: { rowsDone: all.rowsTotal, updatedAt: new Date() },
      });
      host.committed(new Set(["import"]));
    }
    if (failures.length > 0) throw new RowsRejected(failures, all);
    audit(work, context, all);
    return { counts: all };
  };
  return (await overtaken(() => runCommand(host, command, write))).counts;
}

async function writePart(
  work: NeonWork,
  context: CommitContext,
  part: readonly ReadOutcome[],
  taken: ReadonlySet<string>,
): Promise<BatchOutput & { failures: readonly RowFailure[] }> {
  const rows = part.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const unread = part.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : []));
  const sheet = part.flatMap((outcome) => ("sheet" in outcome ? [outcome.sheet] : []));
  const kind = sheetOf(context.plan.profile);
  const written =
    kind === null
      ? await writeBatch(work, context.job.id, rows, context.plan, taken)
      : await writeSheet(work, context.job.id, sheet, kind, context.plan);
  const tally = new Tally();
  tally.read(part.length - rows.length - sheet.length);
  unread.forEach((failure) => tally.reject(failure));
  const failures = [...unread, ...written.failures];
  const lines = part.map((outcome) => lineOf(outcome));
  const range = { first: Math.min(...lines), last: Math.max(...lines) };
  if (context.plan.options.mode === "PARTIAL") await replaceFailures(work.tx, context.job.id, range, failures);
  return { counts: addCounts(written.counts, tally.finish()), skus: written.skus, failures };
}

function audit(work: NeonWork, { job }: CommitContext, counts: ImportCounts): void {
  const { create, update, rejected, movements, rowsTotal } = counts;
  work.audit({
    action: "IMPORT",
    resource: "import_jobs",
    resourceId: job.id,
    newValues: { fileName: job.fileName, rows: rowsTotal, created: create, updated: update, rejected, movements },
  });
  work.touch("import");
}

/** Tries again when somebody else changed what was compared before it was written. */
async function overtaken<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.rule !== "import.overtaken" || attempt >= OVERTAKEN_TRIES) throw error;
    }
  }
}
