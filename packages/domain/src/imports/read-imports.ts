import { refuse } from "@invista/contracts/errors";
import {
  importCounts,
  importError,
  importMapping,
  importOptions,
  type ImportView,
  type ListImportErrorsInput,
  type ListImportsInput,
} from "@invista/contracts/import/import";
import { z } from "zod";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, isChosen, pageLimit, raw, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { jobFacts, visibleImports } from "./job.ts";

const listCursor = z.tuple([z.string().max(60), z.string().max(64)]);
const errorCursor = z.tuple([z.int(), z.string().regex(/^\d{1,19}$/)]);

interface JobRow {
  id: string;
  fileName: string;
  size: number;
  profile: ImportView["profile"];
  status: ImportView["status"];
  mapping: unknown;
  options: unknown;
  counts: unknown;
  error: unknown;
  rowsTotal: number;
  rowsDone: number;
  createdAt: Date;
  createdBy: string;
  createdByName: string | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
  created_key: string;
}

const COLUMNS = sql`j.id, j.file_name AS "fileName", j.size, j.profile, j.status::text AS status, j.mapping, j.options, j.counts, j.error, j.rows_total AS "rowsTotal", j.rows_done AS "rowsDone",
  j.created_at AS "createdAt", j.created_by AS "createdBy", u.display_name AS "createdByName", j.finished_at AS "finishedAt", j.undone_at AS "undoneAt", j.created_at::text AS created_key`;

/** Imports in the order they were uploaded. */
export async function listImports(
  read: NeonRead,
  input: ListImportsInput,
): Promise<{ rows: Omit<ImportView, "headers" | "preview" | "mapping">[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, listCursor);
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const conditions = all([
    isChosen("j.id", input.ids),
    visibleImports(read.actor),
    when(input.q, (term) => sql`(j.file_name ILIKE ${containing(term)} OR u.display_name ILIKE ${containing(term)})`),
    when(input.status, (status) => sql`j.status = ${status}::import_status`),
    when(after, ([created, id]) => sql`(j.created_at, j.id) ${beyond} (${created}::timestamptz, ${id})`),
  ]);
  const rows = await read.db.$queryRaw<JobRow[]>`
    SELECT ${COLUMNS} FROM import_job j LEFT JOIN "user" u ON u.id = j.created_by
    WHERE ${conditions} ORDER BY j.created_at ${order}, j.id ${order} ${pageLimit(input.limit)}`;
  const page = cutPage(rows, input.limit, (row) => [row.created_key, row.id]);
  return {
    rows: page.rows.map((row) => without(toView(row), "headers", "preview", "mapping")),
    nextCursor: page.nextCursor,
  };
}

/** One import; NOT_FOUND when there is none. */
export async function getImport(read: NeonRead, input: { id: string }): Promise<ImportView> {
  const [row] = await read.db.$queryRaw<
    JobRow[]
  >`SELECT ${COLUMNS} FROM import_job j LEFT JOIN "user" u ON u.id = j.created_by WHERE j.id = ${input.id} AND ${visibleImports(read.actor)}`;
  if (!row) throw refuse("NOT_FOUND", "record.notFound", { entity: "Import", id: input.id });
  return toView(row);
}

function toView(job: JobRow): ImportView {
  const row = without(job, "created_key");
  const facts = jobFacts.safeParse(row.counts).data ?? jobFacts.parse({});
  return {
    ...row,
    mapping: importMapping.safeParse(row.mapping).data ?? null,
    options: importOptions.safeParse(row.options).data ?? importOptions.parse({}),
    headers: facts.headers,
    preview: facts.preview,
    detected: facts.detected,
    counts: importCounts.safeParse(facts.counts).data ?? null,
    error: importError.safeParse(row.error).data ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}

interface ErrorRow {
  id: string;
  line: number;
  column: string | null;
  code: string;
  value: string | null;
  message: string;
}

/** The rejected rows of an import in order of line. */
export async function listImportErrors(
  read: NeonRead,
  input: ListImportErrorsInput,
): Promise<{ rows: ErrorRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, errorCursor);
  const rows = await read.db.$queryRaw<ErrorRow[]>`
    SELECT e.id::text AS id, e.line, e."column", e.code, e.value, coalesce(e.message, '') AS message FROM import_row_error e JOIN import_job j ON j.id = e.job_id AND ${visibleImports(read.actor)}
    WHERE e.job_id = ${input.id} AND ${when(after, ([line, id]) => sql`(e.line, e.id) > (${line}, ${id}::bigint)`)} ORDER BY e.line, e.id ${pageLimit(input.limit)}`;
  return cutPage(rows, input.limit, (row) => [row.line, row.id]);
}
