import { RowError } from "./file-error.ts";
import { normaliseHeader } from "./headers.ts";
import type { ImportRow, StockCell } from "./import-row.ts";
import type { ReadOptions } from "./read-plan.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { cleanText, readMoney, readQuantity, requireCell } from "./read-cells.ts";
import { defined } from "./read-template-row.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";

type Cell = (header: string) => string | undefined;

/** What a Shopify export says only on the first row of a product, kept for its further variants. */
export interface ShopifyProduct {
  handle: string;
  title: string;
  body: string;
  vendor: string;
  type: string;
  published: string;
  names: readonly string[];
}

/** Reads the cells of a record by normalised header. */
export function cellReader(headers: readonly string[], record: CsvRecord): Cell {
  const at = new Map(headers.map((header, index) => [normaliseHeader(header), index]));
  return (header) => {
    const index = at.get(header);
    return index === undefined ? undefined : cleanText(record.cells[index] ?? "");
  };
}

/** The product a record belongs to: its own title, or that of the row before with the same handle. */
export function shopifyProduct(cell: Cell, before: ShopifyProduct | null): ShopifyProduct {
  const handle = cell("handle") ?? "";
  const names = [1, 2, 3].map((n) => cell(`option${n} name`) ?? "");
  if (before && before.handle === handle && !cell("title")) return before;
  return {
    handle,
    title: cell("title") ?? handle,
    body: cell("body (html)") ?? "",
    vendor: cell("vendor") ?? "",
    type: cell("type") ?? "",
    published: cell("published") ?? "",
    names,
  };
}

/** Reads a variant of a Shopify product export; null for a row that only carries another image. */
export function readShopifyProduct(
  record: CsvRecord,
  headers: readonly string[],
  product: ShopifyProduct,
  options: ReadOptions,
  warehouses: WarehouseLookup,
): ImportRow | null {
  const cell = cellReader(headers, record);
  const options3 = optionsOf(cell);
  const isVariant =
    options3.length > 0 || Boolean(cell("variant sku")) || Boolean(cell("variant price")) || Boolean(cell("title"));
  if (!isVariant) return null;
  headers.forEach((header, index) => requireCell(record.cells[index] ?? "", header));
  const sku = skuOf(cell("variant sku") ?? "", product.handle, options3, options);
  requireCell(product.title, "Title", 500);
  const quantity = readQuantity(cell("variant inventory qty") ?? "", "Variant Inventory Qty", options);
  const stocks: StockCell[] =
    quantity === null
      ? []
      : [{ warehouseId: warehouses.require(null, "Variant Inventory Qty"), location: "", quantity }];
  return {
    line: record.line,
    sku,
    ...defined({
      name: nameOf(product.title, options3),
      description: product.body === "" ? null : product.body,
      category: product.type === "" ? null : product.type,
      supplier: product.vendor === "" ? null : product.vendor,
      // Shopify puts an apostrophe before barcodes so that a spreadsheet keeps their zeros.
      barcode: (cell("variant barcode") ?? "").replace(/^'/, "") || null,
      status: product.published === "" || /^true$/i.test(product.published) ? ("ACTIVE" as const) : ("DRAFT" as const),
      price: readMoney(cell("variant price") ?? "", "Variant Price", options.currency, options),
      cost:
        cell("cost per item") === undefined
          ? undefined
          : readMoney(cell("cost per item") ?? "", "Cost per item", options.currency, options),
    }),
    stocks,
  };
}

const INVENTORY_COLUMNS = new Set([
  "handle",
  "title",
  "option1 name",
  "option1 value",
  "option2 name",
  "option2 value",
  "option3 name",
  "option3 value",
  "sku",
  "hs code",
  "coo",
  "location",
  "bin name",
]);
const NOT_STOCK = new Set([
  "incoming",
  "incoming (not editable)",
  "unavailable",
  "unavailable (not editable)",
  "committed",
  "committed (not editable)",
  "available",
  "available (not editable)",
  "on hand",
  "on hand (current)",
  "on hand (new)",
]);

/** Reads a row of a Shopify inventory export: new form (Location, On hand …) or old (a column per location). Products must exist. */
export function readShopifyInventory(
  record: CsvRecord,
  headers: readonly string[],
  product: ShopifyProduct,
  options: ReadOptions,
  warehouses: WarehouseLookup,
): ImportRow {
  const cell = cellReader(headers, record);
  headers.forEach((header, index) => requireCell(record.cells[index] ?? "", header));
  const sku = skuOf(cell("sku") ?? "", product.handle, optionsOf(cell), options);
  const location = cell("location");
  if (location !== undefined) {
    const value = cell("on hand (new)") || cell("on hand") || cell("on hand (current)") || cell("available") || "";
    const quantity = /^not stocked$/i.test(value) ? null : readQuantity(value, "On hand", options);
    return {
      line: record.line,
      sku,
      stocks:
        quantity === null ? [] : [{ warehouseId: warehouses.require(location, "Location"), location: "", quantity }],
    };
  }
  const stocks = headers.flatMap((header, index): StockCell[] => {
    const name = normaliseHeader(header);
    if (INVENTORY_COLUMNS.has(name) || NOT_STOCK.has(name) || name === "") return [];
    const value = cleanText(record.cells[index] ?? "");
    const quantity = /^not stocked$/i.test(value) ? null : readQuantity(value, header, options);
    return quantity === null ? [] : [{ warehouseId: warehouses.require(header, header), location: "", quantity }];
  });
  return { line: record.line, sku, stocks };
}

function optionsOf(cell: Cell): string[] {
  return [1, 2, 3].map((n) => cell(`option${n} value`) ?? "").filter((value) => value !== "");
}

function skuOf(value: string, handle: string, values: readonly string[], options: ReadOptions): string {
  const sku = value.replace(/^'/, "").trim();
  if (sku !== "") {
    requireCell(sku, "SKU", 100);
    return sku;
  }
  if (options.skuPolicy === "STRICT" || handle === "")
    throw new RowError("SKU_MISSING", "Variant SKU", null, "The variant has no SKU");
  const made = [handle, ...values].join("/");
  requireCell(made, "Handle", 100);
  return made;
}

function nameOf(title: string, values: readonly string[]): string {
  const shown = values.filter((value) => value !== "Default Title");
  return (shown.length > 0 ? `${title} – ${shown.join(" / ")}` : title).slice(0, 500);
}
