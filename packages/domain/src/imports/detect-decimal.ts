import { normaliseHeader, proposeMapping, warehouseOfHeader } from "./headers.ts";

const NUMERIC_FIELDS: ReadonlySet<string> = new Set(["price", "cost", "quantity"]);
const NUMERIC_HEADERS: ReadonlySet<string> = new Set(["variant price", "cost per item", "variant inventory qty"]);

/** 1,5 · 12,50 · 1.234,50: a comma that no thousands separator explains. */
const WITH_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),(\d{1,2}|\d{4,})$/;
const WITH_POINT = /^[+-]?(\d{1,3}(,\d{3})+|\d+)\.(\d{1,2}|\d{4,})$/;

/** The decimal sign of a file by the numbers in its price, cost and quantity columns; a point where they show nothing or both. */
export function detectDecimal(headers: readonly string[], records: readonly (readonly string[])[]): "." | "," {
  const mapping = proposeMapping(headers);
  const numeric = headers.flatMap((header, index) =>
    NUMERIC_FIELDS.has(mapping[header] ?? "") ||
    NUMERIC_HEADERS.has(normaliseHeader(header)) ||
    warehouseOfHeader(header) !== null
      ? [index]
      : [],
  );
  const shown = (form: RegExp) =>
    records.some((cells) => numeric.some((index) => form.test((cells[index] ?? "").trim())));
  return shown(WITH_COMMA) && !shown(WITH_POINT) ? "," : ".";
}
