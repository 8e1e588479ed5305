import { SHEETS, type SheetKind } from "@invista/contracts/import/kinds";
import { FileError, RowError } from "./file-error.ts";
import { normaliseHeader } from "./headers.ts";
import type { ReadOptions } from "./read-plan.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { cleanText, readMoney, readQuantity, requireCell, unguard } from "./read-cells.ts";
import { readDay, readMoment } from "./read-day.ts";

/** Field → its place in the file. */
export type SheetColumns = ReadonlyMap<string, { readonly index: number; readonly header: string }>;

/** Where the fields of a kind stand; a column that it can't do without is asked for by name. */
export function sheetColumns(kind: SheetKind, headers: readonly string[]): SheetColumns {
  const found = new Map<string, { index: number; header: string }>();
  const names = headers.map(normaliseHeader);
  for (const [field, column] of Object.entries(SHEETS[kind].columns)) {
    const index = [column.header, ...(column.aliases ?? [])]
      .map((name) => names.indexOf(name))
      .find((position) => position >= 0);
    if (index !== undefined) found.set(field, { index, header: headers[index] ?? column.header });
    else if (column.required) throw new FileError("MISSING_REQUIRED_COLUMN", 1, column.header);
  }
  return found;
}

/** The cells of one record by field. */
export class SheetCells {
  readonly #record: CsvRecord;
  readonly #columns: SheetColumns;
  readonly #options: ReadOptions;

  constructor(record: CsvRecord, columns: SheetColumns, options: ReadOptions) {
    this.#record = record;
    this.#columns = columns;
    this.#options = options;
  }

  header(field: string): string {
    return this.#columns.get(field)?.header ?? field;
  }

  /** Plain text; null for an empty cell or a column that the file does not have. */
  text(field: string, max = 100): string | null {
    const column = this.#columns.get(field);
    if (!column) return null;
    const raw = this.#record.cells[column.index] ?? "";
    requireCell(raw, column.header);
    const value = unguard(cleanText(raw));
    requireCell(value, column.header, max);
    return value === "" ? null : value;
  }

  required(field: string, code: "SKU_MISSING" | "VALUE_MISSING", max = 100): string {
    const value = this.text(field, max);
    if (value === null) throw new RowError(code, this.header(field), null, `The row has no ${this.header(field)}`);
    return value;
  }

  /** A quantity that is not negative, with up to four decimals. */
  quantity(field: string): string | null {
    const value = this.text(field);
    return value === null
      ? null
      : readQuantity(value, this.header(field), { ...this.#options, qtyPrecision: 4, negativeAsZero: false });
  }

  money(field: string, currency: string): string | null {
    const value = this.text(field);
    return value === null ? null : readMoney(value, this.header(field), currency, this.#options);
  }

  /** A day as ISO 8601 text. */
  day(field: string): string | null {
    const value = this.text(field);
    return value === null ? null : readDay(value, this.header(field), this.#options.dateFormat);
  }

  /** A day, or a moment as an export writes it. */
  moment(field: string): string | null {
    const value = this.text(field);
    return value === null ? null : readMoment(value, this.header(field), this.#options.dateFormat);
  }

  choice<Value extends string>(field: string, values: readonly Value[]): Value | null {
    const value = this.text(field);
    if (value === null) return null;
    const found = values.find((one) => one === value.toUpperCase());
    if (found === undefined)
      throw new RowError("VALUE_INVALID", this.header(field), value, `${value} is none of ${values.join(", ")}`);
    return found;
  }

  yesNo(field: string): boolean | null {
    const value = this.text(field);
    if (value === null) return null;
    if (/^(yes|true|1|y)$/i.test(value)) return true;
    if (/^(no|false|0|n)$/i.test(value)) return false;
    throw new RowError("VALUE_INVALID", this.header(field), value, `${value} is neither yes nor no`);
  }
}
