import { RowError } from "./file-error.ts";
import type { ImportRow } from "./import-row.ts";
import type { ReadOptions } from "./read-plan.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { readMoney, readQuantity, requireCell, unguard } from "./read-cells.ts";
import { cellReader } from "./read-shopify-row.ts";
import { defined } from "./read-template-row.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";

interface Inherited {
  readonly category: string | null;
  readonly description: string | null;
}
type RowReader = (record: CsvRecord) => ImportRow | null;

/**
 * Reads a WooCommerce product export: simple products and variations, which take category and description from their parent. Parents and
 * groups are no articles of their own and are left out; where WooCommerce keeps no stock none is set. A sale price is not the price.
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
    const own: Inherited = {
      category: firstCategory(cell("categories")),
      description: cell("description") || cell("short description") || null,
    };
    if (types.includes("variable") || types.includes("grouped")) {
      // WooCommerce names a parent by its SKU, or by id:123 where it has none.
      if (cell("sku") !== "") parents.set(cell("sku"), own);
      parents.set(`id:${cell("id")}`, own);
      return null;
    }
    const parent = types.includes("variation") ? parents.get(cell("parent")) : undefined;
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
        status: /^(0|-1)$/.test(cell("published")) ? ("DRAFT" as const) : ("ACTIVE" as const),
        price: readMoney(cell("regular price"), "Regular price", options.currency, options),
      }),
      stocks: quantity === null ? [] : [{ warehouseId: warehouses.require(null, "Stock"), location: "", quantity }],
    };
  };
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
