import { significant } from "@invista/contracts/quantity";
import { FileError } from "./file-error.ts";
import { MAX_COLUMNS, type CsvRecord } from "./parse-csv.ts";
import { XlsxArchive } from "./xlsx-archive.ts";
import { parseXml } from "./xlsx-xml.ts";

const MAX_ROWS = 1_048_576;
/** Of all cells together: shared strings could otherwise stand in a million cells. */
const MAX_TEXT = 64 * 1_048_576;
/** Excel keeps fifteen digits of a number; what follows is noise of its arithmetic. */
const DIGITS = 15;

/**
 * The rows of the first visible sheet of an Excel file as records, streamed; a record's line is its row. Cells are text: numbers as they are
 * meant (14.9, not 14.900000000000001), formulas as the value that was kept with them, never calculated. Blank rows are left out.
 */
export async function* readXlsx(path: string): AsyncGenerator<CsvRecord> {
  const archive = await XlsxArchive.open(path);
  try {
    const sheet = new Sheet(await sharedStrings(archive));
    let width: number | null = null;
    for await (const _ of parseXml(archive.text(await firstSheet(archive)), sheet)) {
      for (const record of sheet.take()) {
        width ??= record.cells.length;
        const missing = width - record.cells.length;
        yield missing > 0
          ? { line: record.line, cells: [...record.cells, ...Array<string>(missing).fill("")] }
          : record;
      }
    }
  } finally {
    archive.close();
  }
}

async function firstSheet(archive: XlsxArchive): Promise<string> {
  let id: string | null = null;
  await drain(
    parseXml(archive.text("xl/workbook.xml"), {
      open: (name, attributes) => {
        if (name === "sheet" && id === null && (attributes["state"] ?? "visible") === "visible")
          id = attributes["r:id"] ?? Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? null;
      },
    }),
  );
  let target: string | null = null;
  await drain(
    parseXml(archive.text("xl/_rels/workbook.xml.rels"), {
      open: (name, attributes) => {
        if (name === "Relationship" && attributes["Id"] === id) target = attributes["Target"] ?? null;
      },
    }),
  );
  const name = partName(target);
  if (!archive.has(name)) throw new FileError("NOT_XLSX");
  return name;
}

function partName(target: string | null): string {
  if (target === null) throw new FileError("NOT_XLSX");
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

async function sharedStrings(archive: XlsxArchive): Promise<string[]> {
  const strings: string[] = [];
  if (!archive.has("xl/sharedStrings.xml")) return strings;
  let inText = false;
  let inPhonetic = false;
  let value = "";
  await drain(
    parseXml(archive.text("xl/sharedStrings.xml"), {
      open: (name) => {
        if (name === "si") value = "";
        if (name === "rPh") inPhonetic = true;
        inText = name === "t" && !inPhonetic;
      },
      text: (text) => void (inText && (value += text)),
      close: (name) => {
        if (name === "rPh") inPhonetic = false;
        if (name === "si") strings.push(unescapeControl(value));
        inText = false;
      },
    }),
  );
  return strings;
}

/** Gathers the rows of a sheet while it is parsed. */
class Sheet {
  readonly #strings: readonly string[];
  #ready: CsvRecord[] = [];
  #cells: string[] = [];
  #line = 0;
  #column = -1;
  #type = "n";
  #value = "";
  #inValue = false;
  #size = 0;

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  take(): CsvRecord[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      const line = attributes["r"] === undefined ? this.#line + 1 : Number(attributes["r"]);
      if (!Number.isInteger(line) || line <= this.#line) throw new FileError("NOT_XLSX");
      if (line > MAX_ROWS) throw new FileError("TOO_LARGE");
      this.#line = line;
      this.#cells = [];
      this.#column = -1;
    } else if (name === "c") {
      const column = attributes["r"] === undefined ? this.#column + 1 : columnOf(attributes["r"]);
      if (column <= this.#column) throw new FileError("NOT_XLSX");
      if (column >= MAX_COLUMNS) throw new FileError("TOO_MANY_COLUMNS", this.#line);
      this.#column = column;
      this.#type = attributes["t"] ?? "n";
      this.#value = "";
    } else this.#inValue = name === "v" || name === "t";
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
  }

  close(name: string): void {
    this.#inValue = false;
    if (name === "c" && this.#value !== "") {
      const text = this.#textOf();
      this.#size += text.length;
      if (this.#size > MAX_TEXT) throw new FileError("TOO_LARGE");
      while (this.#cells.length < this.#column) this.#cells.push("");
      this.#cells.push(text);
    }
    if (name === "row" && this.#cells.some((cell) => cell.trim() !== ""))
      this.#ready.push({ line: this.#line, cells: this.#cells });
  }

  #textOf(): string {
    if (this.#type === "s") {
      const text = this.#strings[Number(this.#value)];
      if (text === undefined) throw new FileError("NOT_XLSX");
      return text;
    }
    if (this.#type === "n") return significant(this.#value, DIGITS) ?? this.#value;
    if (this.#type === "b") return this.#value === "1" ? "TRUE" : "FALSE";
    return unescapeControl(this.#value);
  }
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) throw new FileError("NOT_XLSX");
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Excel writes a control character as _x000D_. */
function unescapeControl(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function drain(parts: AsyncIterable<void>): Promise<void> {
  for await (const _ of parts);
}
