import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  type ImportProfile,
} from "@invista/contracts/import/import";
import { FileError } from "./file-error.ts";

const ALIASES: Record<ImportField, readonly string[]> = {
  sku: [
    "sku",
    "item code",
    "item sku",
    "product code",
    "product sku",
    "article number",
    "article no",
    "part number",
    "part no",
    "item number",
    "item no",
    "stock code",
    "variant sku",
  ],
  name: ["name", "product name", "item name", "title", "product", "item", "description short", "article"],
  description: ["description", "long description", "product description", "body", "details"],
  category: ["category", "categories", "product category", "type", "product type", "group"],
  supplier: ["supplier", "vendor", "supplier name", "brand", "manufacturer"],
  cost: ["cost", "unit cost", "cost price", "purchase price", "buy price", "cost per item"],
  price: [
    "price",
    "unit price",
    "selling price",
    "sale price",
    "sales price",
    "retail price",
    "list price",
    "regular price",
    "variant price",
  ],
  quantity: [
    "quantity",
    "qty",
    "qty on hand",
    "quantity on hand",
    "on hand",
    "stock",
    "stock on hand",
    "stock level",
    "stock quantity",
    "in stock",
    "units in stock",
    "inventory",
  ],
  warehouse: ["warehouse", "warehouse code", "location", "site", "store", "depot"],
  location: ["bin", "bin code", "bin location", "shelf", "bin/shelf"],
  barcode: ["barcode", "ean", "upc", "gtin", "ean code", "variant barcode"],
  unit: ["unit", "uom", "unit of measure", "base unit"],
  weight: ["weight", "weight kg", "weight (kg)", "weight in kg", "unit weight"],
  status: ["status"],
};

const FIELD_OF = new Map(IMPORT_FIELDS.flatMap((field) => ALIASES[field].map((alias) => [alias, field] as const)));
const FIELDS: ReadonlySet<string> = new Set(IMPORT_FIELDS);

/** A header as it is compared: lower case, without BOM, accents on spaces or separators. */
export function normaliseHeader(header: string): string {
  return (
    header
      .normalize("NFC")
      .replace(/[\uFEFF\u200B-\u200D]/g, "")
      // productName and unitsInStock are words too.
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .trim()
      .toLowerCase()
      .replace(/[_\-.]+/g, " ")
      .replace(/\s+/g, " ")
  );
}

/** `quantity MAIN`, `qty:EAST`, `on hand (WEST)`: a column per warehouse; answers the warehouse. */
export function warehouseOfHeader(header: string): string | null {
  const match = /^(?:quantity|qty|stock|on hand)\s*[:\s([]\s*([^)\]]{1,40}?)\s*[)\]]?$/i.exec(
    header.trim().replace(/[_]+/g, " "),
  );
  const name = match?.[1] ?? null;
  return name !== null && !FIELD_OF.has(normaliseHeader(header)) ? name : null;
}

/** Refuses headers that can't be told apart. */
export function requireDistinct(headers: readonly string[]): void {
  const seen = new Set<string>();
  for (const header of headers.map(normaliseHeader)) {
    if (header === "") continue;
    if (seen.has(header)) throw new FileError("DUPLICATE_COLUMN", 1, header);
    seen.add(header);
  }
}

/** Which known export the headers belong to; null when a person has to say which column is what. */
export function recogniseProfile(headers: readonly string[]): ImportProfile | null {
  const names = new Set(headers.map(normaliseHeader));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("handle", "title", "variant sku", "variant price")) return "SHOPIFY_PRODUCTS";
  if (has("handle", "title", "option1 name", "option1 value", "sku")) return "SHOPIFY_INVENTORY";
  if (has("type", "sku", "name", "published", "regular price")) return "WOOCOMMERCE";
  const mapping = proposeMapping(headers);
  const fields = new Set(Object.values(mapping));
  return fields.has("sku") &&
    (fields.has("name") || fields.has("quantity") || headers.some((header) => warehouseOfHeader(header)))
    ? "TEMPLATE"
    : null;
}

/** The best guess of what each column holds; a field is given to the first column that fits. */
export function proposeMapping(headers: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {};
  const used = new Set<ImportField>();
  const exact = headers.filter(
    (header) => FIELDS.has(normaliseHeader(header)) && normaliseHeader(header) !== "location",
  );
  for (const header of [...exact, ...headers]) {
    if (mapping[header]) continue;
    const field = FIELD_OF.get(normaliseHeader(header));
    if (field === undefined || used.has(field)) continue;
    mapping[header] = field;
    used.add(field);
  }
  // "Location" beside a warehouse column is the bin.
  const location = headers.find((header) => normaliseHeader(header) === "location");
  if (location !== undefined && mapping[location] === undefined && used.has("warehouse") && !used.has("location"))
    mapping[location] = "location";
  return mapping;
}
