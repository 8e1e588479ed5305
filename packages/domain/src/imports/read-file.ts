import type { ImportProfile } from "@invista/contracts/import/import";
import { sheetOf } from "@invista/contracts/import/kinds";
import { detectDecimal } from "./detect-decimal.ts";
import { FileError, RowError } from "./file-error.ts";
import { normaliseHeader, requireDistinct } from "./headers.ts";
import type { ImportRow, RowOutcome } from "./import-row.ts";
import type { FileForm } from "./inspect-file.ts";
import type { CsvRecord } from "./parse-csv.ts";
import type { ReadPlan } from "./read-plan.ts";
import { readRecords } from "./read-records.ts";
import {
  cellReader,
  readShopifyInventory,
  readShopifyProduct,
  shopifyProduct,
  type ShopifyProduct,
} from "./read-shopify-row.ts";
import { readTemplateRow, templateColumns } from "./read-template-row.ts";
import { SheetCells, sheetColumns } from "./sheet-cells.ts";
import type { SheetRow } from "./sheet-row.ts";
import { HANDLERS } from "./sheets.ts";
import { wooCommerceReader } from "./read-woocommerce-row.ts";

const PREVIEW = 5;
const SAMPLE = 200;

/** The header and the first rows of a file, as the wizard shows them, and how it writes numbers. */
export async function readHead(
  path: string,
  form: FileForm,
): Promise<{ headers: string[]; preview: string[][]; decimal: "." | "," }> {
  const sample: string[][] = [];
  let headers: string[] | null = null;
  for await (const record of readRecords(path, form)) {
    if (headers === null)
      headers = record.cells.map((cell) => storable(cell.replace(/^\uFEFF/, "").trim()).slice(0, 300));
    else sample.push(record.cells.map((cell) => storable(cell.slice(0, 200))));
    if (sample.length >= SAMPLE) break;
  }
  if (headers === null) throw new FileError("EMPTY_FILE");
  requireDistinct(headers);
  return { headers, preview: sample.slice(0, PREVIEW), decimal: detectDecimal(headers, sample) };
}

/** PostgreSQL keeps neither NUL nor half a character in JSON. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

/**
 * Reads a file record by record into rows, failures and skipped records, in constant memory but for the keys it has seen.
 * The same SKU twice for the same place is SKU_DUPLICATE_IN_FILE: the first wins.
 */
export async function* readRows(plan: ReadPlan): AsyncGenerator<RowOutcome> {
  let headers: readonly string[] | null = null;
  let read: ((record: CsvRecord) => ReadRecord | null) | null = null;
  const firstLine = new Map<string, number>();
  let records = 0;
  for await (const record of readRecords(plan.path, plan.form)) {
    if (headers === null || read === null) {
      headers = record.cells.map((cell) => cell.trim());
      read = rowReader(headers, plan);
      continue;
    }
    records += 1;
    yield outcomeOf(record, headers, read, firstLine, plan);
  }
  if (headers === null) throw new FileError("EMPTY_FILE");
  if (records === 0) throw new FileError("NO_DATA_ROWS");
}

type ReadRecord = { readonly row: ImportRow } | { readonly sheet: SheetRow };

function rowReader(headers: readonly string[], plan: ReadPlan): (record: CsvRecord) => ReadRecord | null {
  const kind = sheetOf(plan.profile);
  if (kind !== null) {
    const columns = sheetColumns(kind, headers);
    return (record) => {
      // A line of nothing but separators is left out.
      if (record.cells.every((cell) => cell.trim() === "")) return null;
      return {
        sheet: { line: record.line, ...HANDLERS[kind].read(new SheetCells(record, columns, plan.options), plan) },
      };
    };
  }
  const read = productReader(headers, plan);
  return (record) => {
    const row = read(record);
    return row === null ? null : { row };
  };
}

function productReader(headers: readonly string[], plan: ReadPlan): (record: CsvRecord) => ImportRow | null {
  if (plan.profile === "SHOPIFY_PRODUCTS" || plan.profile === "SHOPIFY_INVENTORY") {
    const readVariant = plan.profile === "SHOPIFY_PRODUCTS" ? readShopifyProduct : readShopifyInventory;
    let product: ShopifyProduct | null = null;
    return (record) => {
      product = shopifyProduct(cellReader(headers, record), product);
      return readVariant(record, headers, product, plan.options, plan.warehouses);
    };
  }
  if (plan.profile === "WOOCOMMERCE") return wooCommerceReader(headers, plan.options, plan.warehouses);
  const columns = templateColumns(headers, plan.mapping, plan.warehouses);
  if (!columns.index.has("sku")) throw new FileError("MISSING_REQUIRED_COLUMN", 1, "sku");
  return (record) => readTemplateRow(record, columns, plan.options, plan.warehouses);
}

function outcomeOf(
  record: CsvRecord,
  headers: readonly string[],
  read: (record: CsvRecord) => ReadRecord | null,
  firstLine: Map<string, number>,
  plan: ReadPlan,
): RowOutcome {
  try {
    if (record.cells.length !== headers.length) {
      throw new RowError(
        "COLUMN_COUNT",
        null,
        null,
        `The row has ${record.cells.length} cells, the header ${headers.length}`,
      );
    }
    if (record.cells.every((cell, index) => normaliseHeader(cell) === normaliseHeader(headers[index] ?? "")))
      throw new RowError("HEADER_REPEATED", null, null, "The header stands here again");
    const found = read(record);
    if (found === null) return { skipped: record.line };
    if ("row" in found) requireFirst(found.row, firstLine, plan.profile);
    else requireOnce(found.sheet, firstLine);
    return found;
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return {
      failure: {
        line: record.line,
        code: error.code,
        column: error.column,
        value: error.value,
        message: error.message,
      },
    };
  }
}

function requireFirst(row: ImportRow, firstLine: Map<string, number>, profile: ImportProfile): void {
  const places =
    row.stocks.length === 0 || profile === "SHOPIFY_PRODUCTS"
      ? [""]
      : row.stocks.map((stock) => `${stock.warehouseId}\n${stock.location}`);
  for (const place of places) {
    const key = `${row.sku}\n${place}`;
    const first = firstLine.get(key);
    if (first !== undefined)
      throw new RowError("SKU_DUPLICATE_IN_FILE", "sku", row.sku, `${row.sku} stands on line ${first} already`);
  }
  places.forEach((place) => firstLine.set(`${row.sku}\n${place}`, row.line));
}

function requireOnce(row: SheetRow, firstLine: Map<string, number>): void {
  const first = firstLine.get(row.sku);
  if (first !== undefined)
    throw new RowError("DUPLICATE_IN_FILE", null, null, `The same stands on line ${first} already`);
  firstLine.set(row.sku, row.line);
}
