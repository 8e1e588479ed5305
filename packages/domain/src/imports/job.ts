import {
  importCounts,
  importError,
  importMapping,
  importOptions,
  importProfile,
  type ImportCounts,
  type ImportStatus,
} from "@invista/contracts/import/import";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import type { Actor } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";

/** Import `j` may be seen and moved by its uploader, and by whoever works for all warehouses: a file may hold anything. */
export function visibleImports(actor: Actor): NeonSql.Sql {
  return actor.warehouses === "all" ? sql`TRUE` : sql`j.created_by = ${actor.userId}`;
}

/** What the import_job row keeps as JSON beside its columns. */
export const jobFacts = z.object({
  headers: z.array(z.string()).default([]),
  preview: z.array(z.array(z.string())).default([]),
  detected: z
    .object({ delimiter: z.string(), encoding: z.string(), decimal: z.string().default(".") })
    .nullable()
    .default(null),
  counts: importCounts.nullable().default(null),
});
export type JobFacts = z.infer<typeof jobFacts>;

export const jobRecord = z.object({
  id: z.string(),
  fileName: z.string(),
  fileSha256: z.string(),
  size: z.number(),
  profile: importProfile.nullable(),
  status: z.custom<ImportStatus>((value) => typeof value === "string"),
  mapping: importMapping.nullable(),
  options: importOptions,
  counts: jobFacts,
  error: importError.nullable(),
  rowsTotal: z.number(),
  rowsDone: z.number(),
  createdBy: z.string(),
  /** Who asked for what runs now, and the API key he asked with; from before they were kept: who uploaded it. */
  askedBy: z.string().nullable(),
  askedWith: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});
export type Job = z.infer<typeof jobRecord>;

export const NO_COUNTS: ImportCounts = {
  rowsTotal: 0,
  accepted: 0,
  rejected: 0,
  create: 0,
  update: 0,
  unchanged: 0,
  movements: 0,
  quantity: "0",
  value: "0",
  byCode: {},
  warnings: [],
};
