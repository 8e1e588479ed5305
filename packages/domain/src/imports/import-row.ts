import type { SheetRow } from "./sheet-row.ts";

/** One product of a file, validated; undefined means the file has no such column, null that the cell is empty. */
export interface ImportRow {
  readonly line: number;
  readonly sku: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly category?: string | null;
  readonly supplier?: string | null;
  readonly barcode?: string | null;
  readonly unit?: string | null;
  /** Of one base unit, in kilograms. */
  readonly weight?: string | null;
  readonly status?: "ACTIVE" | "DRAFT" | null;
  readonly price?: string | null;
  readonly cost?: string | null;
  /** The product of which it is a variant, by its options. */
  readonly parent?: ParentRow | null;
  readonly options?: Readonly<Record<string, string>> | null;
  readonly stocks: readonly StockCell[];
}

/** What a file says of a product that is sold only as its variants; one without a name is not made where there is none. */
export interface ParentRow {
  readonly sku: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly category: string | null;
  readonly status: "ACTIVE" | "DRAFT";
}

export interface StockCell {
  readonly warehouseId: string;
  readonly location: string;
  readonly quantity: string;
}

export interface RowFailure {
  readonly line: number;
  readonly code: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly message: string;
}

/** What a record of the file turned out to be. */
export type RowOutcome =
  | { readonly row: ImportRow }
  | { readonly sheet: SheetRow }
  | { readonly failure: RowFailure }
  | { readonly skipped: number };

/** What a record is known by in its file: rows of one SKU, or of one key of another kind, are written one after the other. */
export function keyOf(outcome: RowOutcome): string | null {
  if ("row" in outcome) return outcome.row.sku;
  return "sheet" in outcome ? outcome.sheet.sku : null;
}

export function lineOf(outcome: RowOutcome): number {
  if ("row" in outcome) return outcome.row.line;
  if ("sheet" in outcome) return outcome.sheet.line;
  return "failure" in outcome ? outcome.failure.line : outcome.skipped;
}
