import { join } from "node:path";
import type { ImportCounts, ImportProfile } from "@invista/contracts/import/import";
import { SHEETS, sheetOf } from "@invista/contracts/import/kinds";
import type { NeonPrismaClient } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import type { CommandHost } from "../shared/run-command.ts";
import { checkFile } from "./check-file.ts";
import { RowsRejected } from "./commit-batch.ts";
import { commitContext } from "./commit-context.ts";
import { commitAtOnce, commitInBatches } from "./commit-file.ts";
import { FileError } from "./file-error.ts";
import { proposeMapping } from "./headers.ts";
import { inspectFile } from "./inspect-file.ts";
import type { Job, JobFacts } from "./job.ts";
import { loadWarehouses } from "./load-context.ts";
import { readHead } from "./read-file.ts";
import type { ReadPlan } from "./read-plan.ts";
import { profileOf } from "./recognise-sheet.ts";
import { saveFailures } from "./row-failures.ts";

/** A known export has its own columns; the others can be mapped. */
const MAPPABLE: ReadonlySet<ImportProfile> = new Set<ImportProfile>(["TEMPLATE", "MAPPED"]);

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
      status: error.code === "MISSING_REQUIRED_COLUMN" && !isSheet(job) ? "NEEDS_MAPPING" : "FAILED",
      rowsDone: 0,
      error: error.toImportError(),
    });
  }
}

/** Writes a checked job, in batches or all at once as its mode says; its counts become those of what was written. */
export async function runCommit(host: CommandHost, job: Job, actor: Actor, folder: string): Promise<void> {
  const { plan, facts } = await prepare(host.neon, job, actor, folder).catch(async (error: unknown) => {
    // Who may not do it any more by hand may not do it with a file that was checked before.
    if (!(error instanceof FileError)) throw error;
    await finish(host, job.id, { status: "FAILED", rowsDone: 0, error: error.toImportError() });
    return { plan: undefined, facts: job.counts };
  });
  if (plan === undefined) return;
  if (plan === null) return finish(host, job.id, { status: "NEEDS_MAPPING" });
  const context = commitContext(host, job, actor, plan);
  let written: ImportCounts | null = null;
  try {
    const counts =
      plan.options.mode === "ALL_OR_NOTHING"
        ? await commitAtOnce(context)
        : await commitInBatches(context, (soFar) => (written = soFar));
    await finish(host, job.id, {
      status: "DONE",
      counts: { ...facts, counts },
      rowsDone: counts.rowsTotal,
    });
  } catch (error) {
    if (written !== null)
      await host.neon.importJob.update({ where: { id: job.id }, data: { counts: { ...facts, counts: written } } });
    if (!(error instanceof RowsRejected)) throw error;
    await host.neon.importRowError.deleteMany({ where: { jobId: job.id } });
    await saveFailures(host.neon, job.id, error.failures);
    const line = error.failures[0]?.line ?? null;
    await finish(host, job.id, {
      status: "FAILED",
      counts: { ...facts, counts: error.counts },
      rowsDone: 0,
      error: new FileError("ROWS_REJECTED", line).toImportError(),
    });
  }
}

/** A person said that it is of a kind whose columns have fixed names. */
const isSheet = (job: Job) => sheetOf(job.options.kind) !== null;

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
  const shown = profileOf(headers, job.options);
  const kind = sheetOf(shown);
  const isOwnMapping = kind === null && job.mapping !== null && (job.profile === null || MAPPABLE.has(job.profile));
  const profile = isOwnMapping ? "MAPPED" : shown;
  if (kind !== null && !can(actor, SHEETS[kind].permission))
    throw new FileError("NOT_ALLOWED", null, SHEETS[kind].permission);
  const facts: JobFacts = {
    headers,
    preview,
    detected:
      form.kind === "csv"
        ? { delimiter: form.delimiter, encoding: form.encoding, decimal }
        : { delimiter: "", encoding: "xlsx", decimal },
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
      mayPrice: can(actor, "price:update"),
      actor,
    },
  };
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
