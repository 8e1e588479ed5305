import { RowError } from "./file-error.ts";
import type { ImportRow, ParentRow } from "./import-row.ts";
import type { ReadOptions } from "./read-plan.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { readMoney, readQuantity, readWeight, requireCell, unguard } from "./read-cells.ts";
import { cellReader } from "./read-shopify-row.ts";
import { defined } from "./read-template-row.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";

type Inherited = Omit<ParentRow, "sku"> & { readonly sku: string | null };
type RowReader = (record: CsvRecord) => ImportRow | null;

/**
 * Reads a WooCommerce product export: simple products and variations, which take category and description from their parent. Parents and
 * groups are no articles of their own and are left out; a parent is made with the first of its variants, which keep their options. where WooCommerce keeps no stock none is set. A sale price is not the price.
 */
export function wooCommerceReader(
  headers: readonly string[],
  options: ReadOptions,
  warehouses: WarehouseLookup,
): RowReader {
  const parents = new Map<string, Inherited>();
  return (record) => {
    const read = cellReader(headers, record);
    const cell = (header: string) => unguard(read(header) ?? "");
    headers.forEach((header, index) => requireCell(record.cells[index] ?? "", header));
    const types = cell("type")
      .toLowerCase()
      .split(",")
      .map((type) => type.trim());
    const status = /^(0|-1)$/.test(cell("published")) ? ("DRAFT" as const) : ("ACTIVE" as const);
    const own = {
      category: firstCategory(cell("categories")),
      description: cell("description") || cell("short description") || null,
      status,
    };
    if (types.includes("variable") || types.includes("grouped")) {
      // WooCommerce names a parent by its SKU, or by id:123 where it has none.
      const sku = types.includes("variable") ? parentSku(cell("sku"), cell("id"), options) : null;
      const known = { ...own, sku, name: cell("name").slice(0, 500) || null };
      if (cell("sku") !== "") parents.set(cell("sku"), known);
      parents.set(`id:${cell("id")}`, known);
      return null;
    }
    const isVariation = types.includes("variation");
    const parent = isVariation ? parents.get(cell("parent")) : undefined;
    const named = isVariation ? parentOf(cell("parent"), parent) : null;
    const name = cell("name");
    requireCell(name, "Name", 500);
    const quantity = readQuantity(cell("stock"), "Stock", options);
    return {
      line: record.line,
      sku: skuOf(cell("sku"), cell("id"), options),
      ...defined({
        name: name === "" ? null : name,
        description: own.description ?? parent?.description ?? null,
        category: own.category ?? parent?.category ?? null,
        barcode: read("gtin, upc, ean, or isbn") === undefined ? undefined : cell("gtin, upc, ean, or isbn") || null,
        status,
        parent: named ?? undefined,
        options: named ? optionsOf(headers, cell) : undefined,
        weight: read("weight (kg)") === undefined ? undefined : readWeight(cell("weight (kg)"), "Weight (kg)", options),
        price: readMoney(cell("regular price"), "Regular price", options.currency, options),
      }),
      stocks: quantity === null ? [] : [{ warehouseId: warehouses.require(null, "Stock"), location: "", quantity }],
    };
  };
}

/** A parent of another file is named by its SKU alone. */
function parentOf(named: string, parent: Inherited | undefined): ParentRow | null {
  if (parent) return parent.sku === null ? null : { ...parent, sku: parent.sku };
  if (named === "" || named.length > 100) return null;
  return { sku: named, name: null, description: null, category: null, status: "ACTIVE" };
}

function parentSku(sku: string, id: string, options: ReadOptions): string | null {
  if (sku !== "") return sku.length <= 100 ? sku : null;
  return options.skuPolicy === "STRICT" || id === "" ? null : `id:${id.slice(0, 90)}`;
}

/** The value of each attribute of a variation; null where it has none. */
function optionsOf(headers: readonly string[], cell: (header: string) => string): Record<string, string> | null {
  const entries = headers.flatMap((_header, index) => {
    const [name, value] = [cell(`attribute ${index + 1} name`), cell(`attribute ${index + 1} value(s)`)];
    return name === "" || value === "" ? [] : [[name.slice(0, 100), value.slice(0, 200)] as const];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function skuOf(sku: string, id: string, options: ReadOptions): string {
  requireCell(sku, "SKU", 100);
  if (sku !== "") return sku;
  if (options.skuPolicy === "STRICT" || id === "")
    throw new RowError("SKU_MISSING", "SKU", null, "The product has no SKU");
  return `id:${id.slice(0, 90)}`;
}

/** `Clothing > Hoodies, Sale`: the first of several; a comma inside a name is written `\,`. */
function firstCategory(cell: string): string | null {
  const [first = ""] = cell.split(/(?<!\\),/);
  const name = first.replaceAll("\\,", ",").trim();
  requireCell(name, "Categories", 1_000);
  return name === "" ? null : name;
}
