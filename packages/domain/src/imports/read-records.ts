import { readText, type FileForm } from "./inspect-file.ts";
import { parseCsv, type CsvRecord } from "./parse-csv.ts";
import { readXlsx } from "./read-xlsx.ts";

/** The records of a file of either kind, the header first. */
export function readRecords(path: string, form: FileForm): AsyncGenerator<CsvRecord> {
  return form.kind === "xlsx" ? readXlsx(path) : parseCsv(readText(path, form.encoding), form.delimiter);
}
