import type { ImportError } from "@invista/contracts/import/import";

export type FileCode =
  | "EMPTY_FILE"
  | "NO_DATA_ROWS"
  | "NOT_CSV"
  | "NOT_XLSX"
  | "UNSUPPORTED_FORMAT"
  | "ENCODING"
  | "UNTERMINATED_QUOTE"
  | "QUOTE_MALFORMED"
  | "MISSING_REQUIRED_COLUMN"
  | "DUPLICATE_COLUMN"
  | "TOO_MANY_COLUMNS"
  | "TOO_LARGE"
  | "NOT_ALLOWED"
  | "ROWS_REJECTED";

const TEXT: Record<FileCode, string> = {
  EMPTY_FILE: "The file is empty.",
  NO_DATA_ROWS: "The file has a header but no rows.",
  NOT_CSV: "This is not a text file. Export it as CSV and try again.",
  NOT_XLSX: "This Excel file is damaged or can't be read. Save it again, or as CSV.",
  UNSUPPORTED_FORMAT: "This kind of file can't be imported. Save it as CSV or xlsx, without a password, and try again.",
  ENCODING: "The text of the file can't be read in the chosen encoding.",
  UNTERMINATED_QUOTE: "A quotation mark is opened but never closed.",
  QUOTE_MALFORMED: "Text follows a closing quotation mark.",
  MISSING_REQUIRED_COLUMN: "A column that is needed was not found.",
  DUPLICATE_COLUMN: "Two columns have the same name.",
  TOO_MANY_COLUMNS: "The file has more than 1,000 columns.",
  TOO_LARGE: "The file is larger than 64 MiB, or would be when unpacked.",
  NOT_ALLOWED: "You may not do with a file what you may not do by hand: this kind of file takes a permission you lack.",
  ROWS_REJECTED:
    "Since the dry run something has changed: rows of the file can't be written any more. Nothing was written.",
};

/** Refuses a whole file: nothing of it is imported. */
export class FileError extends Error {
  readonly code: FileCode;
  readonly line: number | null;
  readonly column: string | null;

  constructor(code: FileCode, line: number | null = null, column: string | null = null) {
    super(TEXT[code]);
    this.name = "FileError";
    this.code = code;
    this.line = line;
    this.column = column;
  }

  toImportError(): ImportError {
    return { code: this.code, line: this.line, column: this.column, value: null, message: this.message };
  }
}

export type RowCode =
  | "COLUMN_COUNT"
  | "CONTROL_CHAR"
  | "ENCODING"
  | "CELL_TOO_LONG"
  | "SKU_MISSING"
  | "SKU_DUPLICATE_IN_FILE"
  | "SKU_UNKNOWN"
  | "NAME_MISSING"
  | "QTY_NEGATIVE"
  | "QTY_NOT_INTEGER"
  | "QTY_BELOW_RESERVED"
  | "ABOVE_LIMIT"
  | "STOCK_NOT_POSSIBLE"
  | "NUMBER_INVALID"
  | "NUMBER_OUT_OF_RANGE"
  | "PRICE_NEGATIVE"
  | "PRICE_PRECISION"
  | "HEADER_REPEATED"
  | "WAREHOUSE_UNKNOWN"
  | "WAREHOUSE_MISSING"
  | "UNIT_UNKNOWN"
  | "VALUE_MISSING"
  | "VALUE_INVALID"
  | "DUPLICATE_IN_FILE"
  | "DATE_INVALID"
  | "DATE_AMBIGUOUS"
  | "DATE_OUT_OF_RANGE"
  | "PRODUCT_ARCHIVED"
  | "NOT_TRACKED"
  | "LOT_UNKNOWN"
  | "LIST_UNKNOWN"
  | "LIST_ARCHIVED"
  | "LIST_CURRENCY"
  | "PERIOD_INVALID"
  | "EXPIRY_MISSING"
  | "EXPIRY_DIFFERS"
  | "EXPIRY_BEFORE_MANUFACTURE"
  | "SERIAL_ELSEWHERE"
  | "BARCODE_TAKEN"
  | "BIN_HOLDS_STOCK"
  | "COUNT_UNKNOWN"
  | "COUNT_NOT_OPEN"
  | "NOT_ON_SHEET"
  | "COUNTED_BY_OTHER";

/** Refuses one row: the others are imported. */
export class RowError extends Error {
  readonly code: RowCode;
  readonly column: string | null;
  readonly value: string | null;

  constructor(code: RowCode, column: string | null, value: string | null, message: string) {
    super(message);
    this.name = "RowError";
    this.code = code;
    this.column = column;
    this.value = value === null ? null : value.slice(0, 80).toWellFormed().replaceAll("\u0000", "\uFFFD");
  }
}
