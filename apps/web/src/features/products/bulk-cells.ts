import type { AttributeValue } from "@invista/contracts/product/attributes";
import type { BulkUpdateInput } from "@invista/contracts/product/bulk";
import type { ProductView } from "@invista/contracts/product/read-product";
import { compare, unitPrice } from "@invista/contracts/quantity";
import { parseDecimal } from "../../shared/format/numbers.ts";

export const FIELDS = ["name", "categoryId", "status", "barcode", "price"] as const;
export type Field = (typeof FIELDS)[number];
/** A row of the grid: every cell a text, empty for nothing. */
export type Cells = Record<Field, string>;

export const BULK_WORDS: Record<Field, string> = {
  name: "Name",
  categoryId: "Category",
  status: "State",
  barcode: "Barcode",
  price: "Price",
};

/** What a product's cells hold before anything is typed. */
export function cellsOf(product: ProductView | undefined): Cells {
  return {
    name: product?.name ?? "",
    categoryId: product?.categoryId ?? "",
    status: product?.status ?? "ACTIVE",
    barcode: product?.barcode ?? "",
    price: product?.price ?? "",
  };
}

export interface CellChange {
  readonly id: string;
  readonly sku: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const trimmed = (field: Field, value: string) => (field === "price" ? parseDecimal(value) : value.trim());

function changedFields(product: ProductView, cells: Cells | undefined): Field[] {
  const before = cellsOf(product);
  return cells ? FIELDS.filter((field) => !isSame(field, trimmed(field, cells[field]), before[field])) : [];
}

/** 9.50 is the price 9.5. */
function isSame(field: Field, typed: string, before: string): boolean {
  const arePrices = field === "price" && unitPrice.safeParse(typed).success && unitPrice.safeParse(before).success;
  return arePrices ? compare(typed, before) === 0 : typed === before;
}

/** Every cell that differs from what is saved, in words. */
export function changesOf(
  products: readonly ProductView[],
  cells: Readonly<Record<string, Cells>>,
  categoryName: (id: string) => string,
): CellChange[] {
  const shown = (field: Field, value: string) => (field === "categoryId" && value !== "" ? categoryName(value) : value);
  return products.flatMap((product) =>
    changedFields(product, cells[product.id]).map((field) => ({
      id: product.id,
      sku: product.sku,
      field: BULK_WORDS[field],
      before: shown(field, cellsOf(product)[field]),
      after: shown(field, trimmed(field, cells[product.id]?.[field] ?? "")),
    })),
  );
}

/** The changed cells as the command takes them. */
export function inputOf(
  products: readonly ProductView[],
  cells: Readonly<Record<string, Cells>>,
  currency: string,
  idempotencyKey: string,
  values: Readonly<Record<string, Record<string, AttributeValue>>> = {},
): BulkUpdateInput {
  const changes = products.flatMap((product) => {
    const row = cells[product.id] ?? cellsOf(product);
    const fields = changedFields(product, row);
    const own = values[product.id];
    if (fields.length === 0 && !own) return [];
    const value = (field: Field) => trimmed(field, row[field]);
    return [
      {
        id: product.id,
        version: product.version,
        ...(fields.includes("name") ? { name: value("name") } : {}),
        ...(fields.includes("categoryId") ? { categoryId: value("categoryId") || null } : {}),
        ...(fields.includes("status")
          ? { status: row.status === "DRAFT" ? ("DRAFT" as const) : ("ACTIVE" as const) }
          : {}),
        ...(fields.includes("barcode") ? { barcode: value("barcode") || null } : {}),
        ...(fields.includes("price") ? { price: value("price") || null } : {}),
        ...(own ? { values: own } : {}),
      },
    ];
  });
  return { changes, currency, idempotencyKey };
}
