import { join } from "node:path";
import { csvLine } from "@invista/contracts/csv";
import { refuse } from "@invista/contracts/errors";
import type { NeonRead } from "../shared/work.ts";
import { inspectFile } from "./inspect-file.ts";
import { getImport } from "./read-imports.ts";
import { readRecords } from "./read-records.ts";
import { wordOf } from "../shared/word-of.ts";

/** The rejected rows of an import as CSV lines, as they stand in the file, with a column that says what is wrong. */
export async function* rejectedRows(read: NeonRead, id: string, folder: string): AsyncGenerator<string> {
  const job = await getImport(read, { id });
  const errors = await read.db.importRowError.findMany({
    where: { jobId: id },
    select: { line: true, code: true, message: true },
    orderBy: { line: "asc" },
  });
  if (errors.length === 0 && (job.status === "FAILED" || job.status === "NEEDS_MAPPING"))
    throw refuse("RULE_BROKEN", "import.notReady", { status: wordOf(job.status) });
  const byLine = new Map(errors.map((error) => [error.line, `${error.code}: ${error.message ?? ""}`]));
  const path = join(folder, id);
  const form = await inspectFile(path, job.size, job.options);
  let header = true;
  for await (const record of readRecords(path, form)) {
    if (header) yield csvLine([...record.cells, "error"]);
    else if (byLine.has(record.line)) yield csvLine([...record.cells, byLine.get(record.line)]);
    header = false;
  }
}
