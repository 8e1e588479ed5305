import { refuse } from "@invista/contracts/errors";
import {
  importOptions,
  type CheckImportInput,
  type CommitImportInput,
  type ImportRef,
  type ImportStatus,
} from "@invista/contracts/import/import";
import type { NeonWork } from "../shared/work.ts";
import { requireOwn } from "../stock/index.ts";
import { jobFacts, visibleImports } from "./job.ts";
import { planImportUndo, requireUndoable } from "./plan-import-undo.ts";
import { wordOf } from "../shared/word-of.ts";

/** Records an uploaded file, whose dry run starts at once in the background. */
export async function registerUpload(
  work: NeonWork,
  input: { id: string; fileName: string; size: number; sha256: string },
): Promise<ImportRef> {
  await work.tx.importJob.create({
    data: {
      id: input.id,
      fileName: input.fileName,
      fileSha256: input.sha256,
      size: input.size,
      options: importOptions.parse({}),
      status: "CHECKING",
      createdBy: work.actor.userId,
      ...askedBy(work),
      operationId: work.operationId,
    },
  });
  work.audit({
    action: "UPLOAD",
    resource: "import_jobs",
    resourceId: input.id,
    newValues: { fileName: input.fileName, size: input.size, sha256: input.sha256 },
  });
  work.touch("import");
  return { id: input.id, status: "CHECKING" };
}

/** Asks for a dry run with this mapping and these options; what an earlier one found is replaced. */
export async function requestCheck(work: NeonWork, input: CheckImportInput): Promise<ImportRef> {
  const { idempotencyKey: _, id, mapping, options } = input;
  return move(work, id, ["CHECKED", "NEEDS_MAPPING", "FAILED"], "CHECKING", "CHECK", {
    mapping: mapping === null ? null : JSON.stringify(mapping),
    options: JSON.stringify(options),
    mode: options.mode,
  });
}

/** Asks for the checked rows to be written; refused in all-or-nothing mode while rows have errors. */
export async function requestCommit(work: NeonWork, input: CommitImportInput): Promise<ImportRef> {
  const [job] = await work.tx.$queryRaw<{ counts: unknown; options: unknown }[]>`
    SELECT counts, options FROM import_job j WHERE id = ${input.id} AND ${visibleImports(work.actor)}`;
  const rejected = jobFacts.safeParse(job?.counts).data?.counts?.rejected ?? 0;
  if (rejected > 0 && importOptions.safeParse(job?.options).data?.mode === "ALL_OR_NOTHING")
    throw refuse("RULE_BROKEN", "import.hasErrors", { rejected });
  return move(work, input.id, ["CHECKED"], "COMMITTING", "COMMIT");
}

/** Gives an import up that is not being written. */
export async function cancelImport(work: NeonWork, input: CommitImportInput): Promise<ImportRef> {
  return move(work, input.id, ["CHECKED", "NEEDS_MAPPING", "FAILED", "CHECKING", "UPLOADED"], "CANCELLED", "CANCEL");
}

/** The background does what was asked with the rights of whoever asked, an API key with its own. */
function askedBy(work: NeonWork) {
  return { askedBy: work.actor.userId, askedWith: work.actor.apiKeyId ?? null };
}

/** Asks for a whole import to be undone in the background; refused while something is built on it. */
export async function requestUndo(work: NeonWork, input: CommitImportInput, whose: "own" | "any"): Promise<ImportRef> {
  const [job] = await work.tx.$queryRaw<
    { createdBy: string; createdAt: Date; status: ImportStatus }[]
  >`SELECT created_by AS "createdBy", coalesce(finished_at, created_at) AS "createdAt", status::text AS status FROM import_job j WHERE id = ${input.id} AND ${visibleImports(work.actor)} FOR UPDATE`;
  if (job && whose === "own") requireOwn(work, job);
  if (job?.status === "UNDONE") throw refuse("CONFLICT", "undo.done");
  if (job?.status === "DONE" || job?.status === "FAILED")
    requireUndoable(await planImportUndo(work.tx, work.actor, input.id));
  return move(work, input.id, ["DONE", "FAILED"], "UNDOING", "UNDO");
}

async function move(
  work: NeonWork,
  id: string,
  from: readonly ImportStatus[],
  to: ImportStatus,
  action: string,
  settings?: { mapping: string | null; options: string; mode: string },
): Promise<ImportRef> {
  const [job] = await work.tx.$queryRaw<
    { status: ImportStatus }[]
  >`SELECT status::text AS status FROM import_job j WHERE id = ${id} AND ${visibleImports(work.actor)} FOR UPDATE`;
  if (!job) throw refuse("NOT_FOUND", "record.notFound", { entity: "Import", id });
  if (!from.includes(job.status)) throw refuse("RULE_BROKEN", "import.notReady", { status: wordOf(job.status) });
  await work.tx
    .$executeRaw`UPDATE import_job SET status = ${to}::import_status, started_at = NULL, finished_at = NULL, rows_done = 0, error = NULL, updated_at = now(),
      asked_by = ${work.actor.userId}, asked_with = ${work.actor.apiKeyId ?? null} WHERE id = ${id}`;
  if (settings) {
    await work.tx
      .$executeRaw`UPDATE import_job SET mapping = ${settings.mapping}::jsonb, options = ${settings.options}::jsonb, mode = ${settings.mode}::import_mode WHERE id = ${id}`;
  }
  work.audit({
    action,
    resource: "import_jobs",
    resourceId: id,
    oldValues: { status: job.status },
    newValues: { status: to },
  });
  work.touch("import");
  return { id, status: to };
}
