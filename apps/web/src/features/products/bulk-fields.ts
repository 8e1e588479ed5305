import type { AttributeValue, ProductAttributes } from "@invista/contracts/product/attributes";
import type { ProductView } from "@invista/contracts/product/read-product";
import { parseDecimal } from "../../shared/format/numbers.ts";
import type { CellChange } from "./bulk-cells.ts";

type Named = Pick<ProductView, "id" | "sku">;
export type OwnField = ProductAttributes["rows"][number];
/** What the fields of one's own of each product hold: by product, then by code. */
export type FieldsOf = Readonly<Record<string, readonly OwnField[]>>;
/** What was typed into cells of such fields, as texts: by product, then by code. */
export type OwnCells = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Every field that any of the products has, once. */
export function fieldsOfAny(fields: FieldsOf): OwnField[] {
  const found = new Map<string, OwnField>();
  for (const field of Object.values(fields).flat()) if (!found.has(field.code)) found.set(field.code, field);
  return [...found.values()];
}

/** The value of a field as the text of its cell. */
export function cellOf({ value }: OwnField): string {
  return value === null ? "" : String(value);
}

function typed(field: OwnField, text: string): string {
  return field.kind === "NUMBER" ? parseDecimal(text) : text.trim();
}

function changed(fields: FieldsOf, cells: OwnCells, productId: string): { field: OwnField; text: string }[] {
  return (fields[productId] ?? []).flatMap((field) => {
    const cell = cells[productId]?.[field.code];
    const text = cell === undefined ? undefined : typed(field, cell);
    return text === undefined || text === cellOf(field) ? [] : [{ field, text }];
  });
}

/** Every cell of a field that differs from what is saved, in words. */
export function fieldChanges(products: readonly Named[], fields: FieldsOf, cells: OwnCells): CellChange[] {
  return products.flatMap(({ id, sku }) =>
    changed(fields, cells, id).map(({ field, text }) => ({
      id,
      sku,
      field: field.label,
      before: shown(field, cellOf(field)),
      after: shown(field, text),
    })),
  );
}

/** The changed values as the command takes them, by product. */
export function fieldValues(
  products: readonly Named[],
  fields: FieldsOf,
  cells: OwnCells,
): Record<string, Record<string, AttributeValue>> {
  return Object.fromEntries(
    products.flatMap(({ id }) => {
      const all = changed(fields, cells, id);
      return all.length === 0
        ? []
        : [[id, Object.fromEntries(all.map(({ field, text }) => [field.code, valueOf(field, text)]))]];
    }),
  );
}

function valueOf({ kind }: OwnField, text: string): AttributeValue {
  if (text === "") return null;
  return kind === "BOOLEAN" ? text === "true" : text;
}

function shown({ kind, unit }: OwnField, text: string): string {
  if (kind === "BOOLEAN") return text === "" ? "" : text === "true" ? "Yes" : "No";
  return text !== "" && unit ? `${text} ${unit}` : text;
}
