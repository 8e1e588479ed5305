import { FileError } from "./file-error.ts";

export interface CsvRecord {
  /** The physical line on which the record starts; the header of a plain file is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export const MAX_COLUMNS = 1_000;
const QUOTE = '"';

/**
 * Parses CSV (RFC 4180) from chunks of text: quoted newlines, doubled quotes, CRLF, LF and lone CR even mixed, a quotation mark inside an
 * unquoted cell as itself. Blank lines are left out. Throws UNTERMINATED_QUOTE with the line where the quote opens, QUOTE_MALFORMED, TOO_MANY_COLUMNS.
 */
export async function* parseCsv(
  chunks: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  const state = new Parser(delimiter);
  for await (const chunk of chunks) {
    state.push(chunk);
    yield* state.take();
  }
  state.end();
  yield* state.take();
}

/** After a quoted cell is closed a quotation mark doubles the last one; after a space none may follow. */
type Mode = "start" | "plain" | "quoted" | "closed" | "spaced";

class Parser {
  readonly #delimiter: string;
  #mode: Mode = "start";
  #cell = "";
  #cells: string[] = [];
  #line = 1;
  #recordLine = 1;
  #quoteLine = 0;
  #afterCr = false;
  #ready: CsvRecord[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  take(): CsvRecord[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  push(chunk: string): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const char = chunk.charAt(at);
      const joined = this.#afterCr && char === "\n";
      this.#afterCr = char === "\r";
      if (joined) {
        // The second half of CRLF: the line was counted at the CR; inside quotes it is content.
        if (this.#mode !== "quoted") from = at + 1;
        continue;
      }
      if (this.#mode === "quoted") {
        if (char === QUOTE) {
          this.#cell += chunk.slice(from, at);
          this.#mode = "closed";
          from = at + 1;
        } else if (char === "\n" || char === "\r") this.#line += 1;
        continue;
      }
      if (char === this.#delimiter || char === "\n" || char === "\r") {
        if (this.#mode === "plain") this.#cell += chunk.slice(from, at);
        this.#endCell();
        from = at + 1;
        if (char !== this.#delimiter) this.#endRecord();
        continue;
      }
      from = this.#other(char, at, from);
    }
    if (this.#mode === "plain" || this.#mode === "quoted") this.#cell += chunk.slice(from);
  }

  /** A character that ends nothing: answers where the text to be copied starts. */
  #other(char: string, at: number, from: number): number {
    if (this.#mode === "start" && char === QUOTE) {
      this.#mode = "quoted";
      this.#quoteLine = this.#line;
      return at + 1;
    }
    if (this.#mode === "closed" || this.#mode === "spaced") {
      if (char === QUOTE && this.#mode === "closed") {
        this.#mode = "quoted";
        return at;
      }
      if (char === " ") {
        this.#mode = "spaced";
        return at + 1;
      }
      throw new FileError("QUOTE_MALFORMED", this.#line);
    }
    if (this.#mode === "start") {
      this.#mode = "plain";
      return at;
    }
    return from;
  }

  end(): void {
    if (this.#mode === "quoted") throw new FileError("UNTERMINATED_QUOTE", this.#quoteLine);
    if (this.#mode === "start" && this.#cells.length === 0) return;
    this.#endCell();
    this.#endRecord();
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    if (this.#cells.length > MAX_COLUMNS) throw new FileError("TOO_MANY_COLUMNS", this.#recordLine);
    this.#cell = "";
    this.#mode = "start";
  }

  #endRecord(): void {
    if (this.#cells.some((cell) => cell.trim() !== ""))
      this.#ready.push({ line: this.#recordLine, cells: this.#cells });
    this.#cells = [];
    this.#line += 1;
    this.#recordLine = this.#line;
  }
}
