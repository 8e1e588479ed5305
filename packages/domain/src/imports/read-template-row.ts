import type { ImportField, ImportMapping } from "@invista/contracts/import/import";
import type { CsvRecord } from "./parse-csv.ts";
import { RowError } from "./file-error.ts";
import { warehouseOfHeader } from "./headers.ts";
import type { ImportRow, StockCell } from "./import-row.ts";
import type { ReadOptions } from "./read-plan.ts";
import { cleanText, readMoney, readWeight, readQuantity, requireCell, unguard } from "./read-cells.ts";
import type { WarehouseLookup } from "./resolve-warehouse.ts";

interface StockColumn {
  readonly index: number;
  readonly header: string;
  /** Null for a warehouse that does not exist: cells under it are refused. */
  readonly warehouseId: string | null;
  readonly warehouse: string;
}

/** Where the template's fields stand in a file. */
export interface TemplateColumns {
  readonly index: ReadonlyMap<ImportField, number>;
  readonly header: ReadonlyMap<ImportField, string>;
  readonly stock: readonly StockColumn[];
}

/** Turns a mapping of headers into column positions; `quantity MAIN` columns hold the stock of one warehouse each. */
export function templateColumns(
  headers: readonly string[],
  mapping: ImportMapping,
  warehouses: WarehouseLookup,
): TemplateColumns {
  const index = new Map<ImportField, number>();
  const header = new Map<ImportField, string>();
  const stock: StockColumn[] = [];
  headers.forEach((name, position) => {
    const field = mapping[name];
    if (field !== undefined && !index.has(field)) {
      index.set(field, position);
      header.set(field, name);
      return;
    }
    const warehouse = field === undefined ? warehouseOfHeader(name) : null;
    if (warehouse !== null)
      stock.push({ index: position, header: name, warehouse, warehouseId: warehouses.find(warehouse) });
  });
  return { index, header, stock };
}

const MAX_SKU = 100;
const MAX_NAME = 500;

/** Reads one record of the template, or of any file with a mapping; throws RowError for what can't be taken. */
export function readTemplateRow(
  record: CsvRecord,
  columns: TemplateColumns,
  options: ReadOptions,
  warehouses: WarehouseLookup,
): ImportRow {
  const text = (field: ImportField, max?: number): string | null | undefined => {
    const at = columns.index.get(field);
    if (at === undefined) return undefined;
    const raw = record.cells[at] ?? "";
    const column = columns.header.get(field) ?? field;
    const value = unguard(cleanText(raw));
    requireCell(raw, column);
    if (max !== undefined) requireCell(value, column, max);
    return value === "" ? null : value;
  };
  const money = (field: "price" | "cost") => {
    const value = text(field);
    return value === undefined
      ? undefined
      : value === null
        ? null
        : readMoney(value, columns.header.get(field) ?? field, options.currency, options);
  };
  const sku = text("sku", MAX_SKU);
  if (!sku) throw new RowError("SKU_MISSING", columns.header.get("sku") ?? "sku", null, "The row has no SKU");
  const name = text("name", MAX_NAME);
  return {
    line: record.line,
    sku,
    ...defined({
      name,
      description: text("description"),
      category: text("category", 1_000),
      supplier: text("supplier", 300),
      barcode: text("barcode", 64),
      unit: text("unit", 40),
      weight: weightOf(text("weight"), columns.header.get("weight") ?? "weight", options),
      status: statusOf(text("status")),
      price: money("price"),
      cost: money("cost"),
    }),
    stocks: stocksOf(record, columns, options, warehouses, text),
  };
}

function stocksOf(
  record: CsvRecord,
  columns: TemplateColumns,
  options: ReadOptions,
  warehouses: WarehouseLookup,
  text: (field: ImportField) => string | null | undefined,
): StockCell[] {
  const location = text("location") ?? "";
  const stocks: StockCell[] = [];
  const value = text("quantity");
  if (value) {
    const quantity = readQuantity(value, columns.header.get("quantity") ?? "quantity", options);
    if (quantity !== null)
      stocks.push({
        warehouseId: warehouses.require(text("warehouse") ?? null, columns.header.get("warehouse") ?? "warehouse"),
        location,
        quantity,
      });
  }
  for (const column of columns.stock) {
    const cell = cleanText(record.cells[column.index] ?? "");
    const quantity = readQuantity(cell, column.header, options);
    if (quantity === null) continue;
    if (column.warehouseId === null)
      throw new RowError(
        "WAREHOUSE_UNKNOWN",
        column.header,
        column.warehouse,
        `There is no warehouse ${column.warehouse}`,
      );
    stocks.push({ warehouseId: column.warehouseId, location, quantity });
  }
  return stocks;
}

function weightOf(value: string | null | undefined, column: string, options: ReadOptions): string | null | undefined {
  return value === undefined || value === null ? value : readWeight(value, column, options);
}

function statusOf(value: string | null | undefined): "ACTIVE" | "DRAFT" | null | undefined {
  if (value === undefined || value === null) return value;
  return /^(draft|inactive|no|false|0|unpublished)$/i.test(value) ? "DRAFT" : "ACTIVE";
}

/** Without the keys whose column the file does not have. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(result, Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)));
}
