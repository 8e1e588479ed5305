import type { ImportOptions, ImportProfile } from "@invista/contracts/import/import";
import { SHEETS, type SheetKind } from "@invista/contracts/import/kinds";
import { normaliseHeader, recogniseProfile } from "./headers.ts";

/** What the file is: as a person said, else as its columns show. */
export function profileOf(headers: readonly string[], { kind }: Pick<ImportOptions, "kind">): ImportProfile | null {
  if (kind === "PRODUCTS") return recogniseProfile(headers);
  return kind ?? recogniseSheet(headers) ?? recogniseProfile(headers);
}

/** A kind that the columns show beyond doubt: a file of products that also has such a column stays one of products. */
function recogniseSheet(headers: readonly string[]): SheetKind | null {
  const names = new Set(headers.map(normaliseHeader));
  const has = (kind: SheetKind, ...fields: string[]) =>
    fields.every((field) => {
      const column = SHEETS[kind].columns[field];
      return column !== undefined && [column.header, ...(column.aliases ?? [])].some((name) => names.has(name));
    });
  const isNamed = ["name", "title", "product name", "item name", "product", "description"].some((name) =>
    names.has(name),
  );
  if (has("COUNTS", "counted", "sku")) return "COUNTS";
  if (has("SERIALS", "serial", "sku") && (!isNamed || has("SERIALS", "warehouse"))) return "SERIALS";
  if (!has("PRICES", "sku")) {
    const isBin =
      has("BINS", "bin") && ["zone", "type", "pickSequence", "maxWeight"].some((field) => has("BINS", field));
    return isBin && !isNamed ? "BINS" : null;
  }
  if (has("LOTS", "lot") && names.has("days left")) return "LOTS";
  if (isNamed) return null;
  if (has("PRICES", "price") && ["list", "minQuantity", "from"].some((field) => has("PRICES", field))) return "PRICES";
  if (!has("LOTS", "lot")) return null;
  return has("LOT_STOCK", "quantity") ? "LOT_STOCK" : "LOTS";
}
