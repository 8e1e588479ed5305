import { join } from "node:path";
import type { ImportCounts } from "@invista/contracts/import/import";
import type { NeonPrismaClient } from "@invista/db";
import type { Actor } from "../shared/actor.ts";
import { idOfName } from "../shared/new-id.ts";
import { runCommand, type CommandHost } from "../shared/run-command.ts";
import { BATCH, checkFile } from "./check-file.ts";
import { FileError } from "./file-error.ts";
import { proposeMapping, recogniseProfile } from "./headers.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import { inspectFile } from "./inspect-file.ts";
import type { Job, JobFacts } from "./job.ts";
import { loadWarehouses } from "./load-context.ts";
import { readHead, readRows, type ReadPlan } from "./read-file.ts";
import { writeBatch } from "./write-batch.ts";

/** Batches written at once: one keeps the database busy while the other is prepared. */
const PARALLEL = 2;

/** Runs the dry run of a job; ends as CHECKED, NEEDS_MAPPING or FAILED. */
export async function runCheck(host: CommandHost, job: Job, actor: Actor, folder: string): Promise<void> {
  await host.neon.importRowError.deleteMany({ where: { jobId: job.id } });
  try {
    const prepared = await prepare(host.neon, job, actor, folder);
    await host.neon.importJob.update({
      where: { id: job.id },
      data: {
        counts: prepared.facts,
        profile: prepared.plan?.profile ?? null,
        mapping: prepared.mapping,
        rowsDone: 0,
        updatedAt: new Date(),
      },
    });
    if (prepared.plan === null)
      return await finish(host, job.id, { status: "NEEDS_MAPPING", error: missingColumn(prepared.mapping) });
    const counts = await checkFile(host.neon, prepared.plan, {
      progress: async (failures, rowsDone) => {
        await saveFailures(host.neon, job.id, failures);
        await host.neon.importJob.update({ where: { id: job.id }, data: { rowsDone, updatedAt: new Date() } });
        host.committed(new Set(["import"]));
      },
    });
    await finish(host, job.id, {
      status: "CHECKED",
      counts: { ...prepared.facts, counts },
      rowsTotal: counts.rowsTotal,
      rowsDone: 0,
      error: null,
    });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await finish(host, job.id, {
      status: error.code === "MISSING_REQUIRED_COLUMN" ? "NEEDS_MAPPING" : "FAILED",
      error: error.toImportError(),
    });
  }
}

/**
 * Writes a checked job batch by batch, each one command in one transaction, two at a time. A job that was cut off is read again from
 * the start: a batch that was written answers its stored result.
 */
export async function runCommit(host: CommandHost, job: Job, actor: Actor, folder: string): Promise<void> {
  const { plan } = await prepare(host.neon, job, actor, folder);
  if (plan === null) return finish(host, job.id, { status: "NEEDS_MAPPING" });
  const running = new Set<Promise<void>>();
  let from = 0;
  let batch: ImportRow[] = [];
  const start = async () => {
    if (batch.length === 0) return;
    const written = commitBatch(host, job, actor, plan, batch, from).finally(() => running.delete(written));
    running.add(written);
    from += batch.length;
    batch = [];
    if (running.size >= PARALLEL) await Promise.race(running);
  };
  try {
    for await (const outcome of readRows(plan)) {
      if ("row" in outcome) batch.push(outcome.row);
      if (batch.length >= BATCH) await start();
    }
    await start();
  } finally {
    await Promise.all(running);
  }
  await finish(host, job.id, { status: "DONE", rowsDone: job.rowsTotal });
}

async function commitBatch(
  host: CommandHost,
  job: Job,
  actor: Actor,
  plan: ReadPlan,
  rows: readonly ImportRow[],
  from: number,
): Promise<void> {
  const input = { jobId: job.id, from, rows: rows.length };
  await runCommand(
    host,
    { procedure: "import.batch", actor, idempotencyKey: idOfName(`${job.id}:${from}`), input, long: true },
    async (work) => {
      const { written, movements, failures } = await writeBatch(work, job.id, rows, plan.options, plan.profile);
      await saveFailures(work.tx, job.id, failures);
      await work.tx.importJob.update({
        where: { id: job.id },
        data: { rowsDone: { increment: rows.length }, updatedAt: work.now },
      });
      work.audit({
        action: "IMPORT",
        resource: "import_jobs",
        resourceId: job.id,
        newValues: { fileName: job.fileName, rows: rows.length, written, movements },
      });
      work.touch("import");
      return { written, movements };
    },
  );
}

/** Names the column a person has to point out; null where only the whole mapping needs a look. */
function missingColumn(mapping: Record<string, string>): object | null {
  const missing = ["sku", "name"].find((field) => !Object.values(mapping).includes(field));
  return missing === undefined ? null : new FileError("MISSING_REQUIRED_COLUMN", 1, missing).toImportError();
}

interface Prepared {
  facts: JobFacts;
  mapping: Record<string, string>;
  plan: ReadPlan | null;
}

async function prepare(neon: NeonPrismaClient, job: Job, actor: Actor, folder: string): Promise<Prepared> {
  const path = join(folder, job.id);
  const form = await inspectFile(path, job.size, job.options);
  const { headers, preview, decimal } = await readHead(path, form);
  const proposed = proposeMapping(headers);
  const mapping = job.mapping ?? proposed;
  const profile =
    job.mapping !== null && job.profile !== "SHOPIFY_PRODUCTS" && job.profile !== "SHOPIFY_INVENTORY"
      ? "MAPPED"
      : recogniseProfile(headers);
  const facts: JobFacts = {
    headers,
    preview,
    detected: { delimiter: form.delimiter, encoding: form.encoding, decimal },
    counts: job.counts.counts,
  };
  if (profile === null) return { facts, mapping, plan: null };
  return {
    facts,
    mapping,
    plan: {
      path,
      form,
      profile,
      mapping,
      options: { ...job.options, decimal: job.options.decimal ?? decimal },
      warehouses: await loadWarehouses(neon, job.options, actor),
    },
  };
}

async function saveFailures(
  db: Pick<NeonPrismaClient, "importRowError">,
  jobId: string,
  failures: readonly RowFailure[],
): Promise<void> {
  if (failures.length > 0)
    await db.importRowError.createMany({ data: failures.map((failure) => ({ jobId, ...failure })) });
}

async function finish(
  host: CommandHost,
  id: string,
  data: {
    status: "CHECKED" | "NEEDS_MAPPING" | "FAILED" | "DONE";
    counts?: JobFacts & { counts: ImportCounts };
    rowsTotal?: number;
    rowsDone?: number;
    error?: object | null;
  },
): Promise<void> {
  const { error, ...rest } = data;
  await host.neon.importJob.update({
    where: { id },
    data: { ...rest, ...(error ? { error } : {}), finishedAt: new Date(), updatedAt: new Date() },
  });
  host.committed(new Set(["import"]));
}
