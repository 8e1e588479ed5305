import type { ImportProfile } from "@invista/contracts/import/import";
import { compare, decimalsOf } from "@invista/contracts/quantity";
import type { Comparison } from "./compare-rows.ts";
import type { Actor } from "../shared/actor.ts";
import { aboveLimit } from "./adjust-limit.ts";
import { RowError } from "./file-error.ts";
import type { ImportRow, RowFailure } from "./import-row.ts";
import type { ReadPlan } from "./read-plan.ts";

/**
 * What the database says against a row, or null: unknown SKU of a stock file, missing name of a new product, stock that the product can't have or
 * that is below what is reserved. A later row of an accepted SKU only has its stock judged.
 */
export function judgeRow(
  row: ImportRow,
  against: Comparison,
  { profile, actor }: Pick<ReadPlan, "profile" | "actor">,
  later: boolean,
): RowFailure | null {
  const error = (later ? null : fieldObjection(row, against, profile)) ?? stockObjection(row, against, actor);
  return error === null
    ? null
    : { line: row.line, code: error.code, column: error.column, value: error.value, message: error.message };
}

function fieldObjection(row: ImportRow, against: Comparison, profile: ImportProfile): RowError | null {
  if (against.productId === null && profile === "SHOPIFY_INVENTORY")
    return new RowError("SKU_UNKNOWN", "SKU", row.sku, `There is no product ${row.sku}`);
  if (against.productId === null && !row.name)
    return new RowError("NAME_MISSING", "name", null, `${row.sku} is new and has no name`);
  if (!against.unitKnown) return new RowError("UNIT_UNKNOWN", "unit", row.unit ?? null, `There is no unit ${row.unit}`);
  return null;
}

function stockObjection(row: ImportRow, against: Comparison, actor: Actor): RowError | null {
  const moved = against.stocks.filter((stock) => stock.delta !== "0");
  const first = moved[0];
  if (first && against.noStock !== null)
    return new RowError("STOCK_NOT_POSSIBLE", "quantity", first.quantity, NO_STOCK[against.noStock]);
  const precision = against.qtyPrecision;
  const fine = precision === null ? undefined : moved.find((stock) => decimalsOf(stock.quantity) > precision);
  if (fine)
    return new RowError(
      "QTY_NOT_INTEGER",
      "quantity",
      fine.quantity,
      `The quantity of ${row.sku} can have at most ${precision} decimals`,
    );
  const below = against.stocks.find((stock) => compare(stock.quantity, stock.reserved) < 0);
  if (below) {
    const text = `${below.reserved} of ${row.sku} are reserved; the stock can't be set below that`;
    return new RowError("QTY_BELOW_RESERVED", "quantity", null, text);
  }
  return moved.map((stock) => aboveLimit(actor, stock.delta)).find((error) => error !== null) ?? null;
}

const NO_STOCK = {
  SERVICE: "A service has no stock",
  TRACKED: "The product is kept by lot or serial number; its stock can't come from a file without them",
} as const;
