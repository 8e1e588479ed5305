import type { ImportProfile } from "@invista/contracts/import/import";
import { compare, sum } from "@invista/contracts/quantity";
import type { Comparison } from "./compare-rows.ts";
import { RowError } from "./file-error.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";

/** What the database says against a row, or null: unknown SKU of a stock file, missing name of a new product, stock below what is reserved. */
export function judgeRow(row: ImportRow, against: Comparison, profile: ImportProfile): RowFailure | null {
  const error = objection(row, against, profile);
  return error === null
    ? null
    : { line: row.line, code: error.code, column: error.column, value: error.value, message: error.message };
}

function objection(row: ImportRow, against: Comparison, profile: ImportProfile): RowError | null {
  if (against.productId === null && profile === "SHOPIFY_INVENTORY")
    return new RowError("SKU_UNKNOWN", "SKU", row.sku, `There is no product ${row.sku}`);
  if (against.productId === null && !row.name)
    return new RowError("NAME_MISSING", "name", null, `${row.sku} is new and has no name`);
  if (!against.unitKnown) return new RowError("UNIT_UNKNOWN", "unit", row.unit ?? null, `There is no unit ${row.unit}`);
  const below = against.stocks.find((stock) => compare(sum([stock.onHand, stock.delta]), stock.reserved) < 0);
  if (below)
    return new RowError(
      "QTY_BELOW_RESERVED",
      "quantity",
      null,
      `${below.reserved} of ${row.sku} are reserved; the stock can't be set below that`,
    );
  return null;
}
