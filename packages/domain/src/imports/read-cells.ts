import { minorUnits } from "@invista/contracts/quantity";
import { RowError } from "./file-error.ts";

const NUMBER = /^[+-]?\d{1,30}(\.\d{1,30})?$/;
/** A point may only separate thousands there: 1.5 would be a guess. */
const COMMA_NUMBER = /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
const MAX_QUANTITY = 2_147_483_647n;
const MAX_MONEY = 999_999_999_999n;
export const MAX_CELL = 65_536;

interface NumberForm {
  readonly decimal: "." | ",";
}

/** Plain text of a cell: zero-width characters removed, trimmed, NFC. */
export function cleanText(value: string): string {
  return value
    .replace(/[\u200B-\u200D\uFEFF]/g, "")
    .trim()
    .normalize("NFC");
}

/** An apostrophe that an export put before a formula is taken off again. */
export function unguard(value: string): string {
  return /^'[=+\-@\t\r]/.test(value) ? value.slice(1) : value;
}

/** Refuses control characters, broken text and cells beyond the limit. */
export function requireCell(value: string, column: string, max = MAX_CELL): void {
  if (value.length > max)
    throw new RowError("CELL_TOO_LONG", column, value, `${column} can have at most ${max} characters`);
  // oxlint-disable-next-line no-control-regex -- the point of the check
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value))
    throw new RowError("CONTROL_CHAR", column, value, `${column} holds a control character`);
  if (!value.isWellFormed() || value.includes("\uFFFD"))
    throw new RowError("ENCODING", column, value, `${column} holds text that could not be read`);
}

function digitsOf(
  value: string,
  column: string,
  form: NumberForm,
): { negative: boolean; whole: string; fraction: string } {
  const isComma = form.decimal === ",";
  const text = isComma ? value.replaceAll(".", "").replace(",", ".") : value;
  if (!NUMBER.test(text) || (isComma && !COMMA_NUMBER.test(value)))
    throw new RowError("NUMBER_INVALID", column, value, `${column} is not a number`);
  const [whole = "0", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const trimmed = fraction.replace(/0+$/, "");
  const zero = /^0*$/.test(whole) && trimmed === "";
  return { negative: text.startsWith("-") && !zero, whole: whole.replace(/^0+(?=\d)/, ""), fraction: trimmed };
}

/** A stock quantity as a decimal string; null for an empty cell, which means nothing is known. */
export function readQuantity(
  value: string,
  column: string,
  options: NumberForm & { qtyPrecision: number; negativeAsZero: boolean },
): string | null {
  if (value === "") return null;
  const { negative, whole, fraction } = digitsOf(value, column, options);
  if (negative && options.negativeAsZero) return "0";
  if (negative) throw new RowError("QTY_NEGATIVE", column, value, "Opening stock can't be negative");
  if (fraction.length > options.qtyPrecision)
    throw new RowError(
      "QTY_NOT_INTEGER",
      column,
      value,
      options.qtyPrecision === 0
        ? "The quantity must be a whole number"
        : `The quantity can have at most ${options.qtyPrecision} decimals`,
    );
  if (BigInt(whole) > MAX_QUANTITY)
    throw new RowError("NUMBER_OUT_OF_RANGE", column, value, "The quantity is too large");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** A price or cost as a decimal string in the currency's decimals; null for an empty cell. */
export function readMoney(value: string, column: string, currency: string, form: NumberForm): string | null {
  if (value === "") return null;
  const { negative, whole, fraction } = digitsOf(value, column, form);
  if (negative) throw new RowError("PRICE_NEGATIVE", column, value, `${column} can't be negative`);
  if (BigInt(whole) > MAX_MONEY) throw new RowError("NUMBER_OUT_OF_RANGE", column, value, `${column} is too large`);
  if (fraction.length > minorUnits(currency))
    throw new RowError("PRICE_PRECISION", column, value, `${column} can have at most ${minorUnits(currency)} decimals`);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

const MAX_KILOGRAMS = 999_999n;

/** A weight in kilograms as a decimal string, whether or not the cell says so; null for an empty cell or none at all. */
export function readWeight(value: string, column: string, form: NumberForm): string | null {
  const number = value.replace(/\s*kg$/i, "").replace(/^([.,])(?=\d)/, "0$1");
  if (number === "") return null;
  const { negative, whole, fraction } = digitsOf(number, column, form);
  if (negative || BigInt(whole) > MAX_KILOGRAMS)
    throw new RowError("NUMBER_OUT_OF_RANGE", column, value, `${column} is not a weight in kilograms`);
  if (fraction.length > 4)
    throw new RowError("NUMBER_OUT_OF_RANGE", column, value, `${column} can have at most 4 decimals`);
  if (/^0+$/.test(whole) && fraction === "") return null;
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
