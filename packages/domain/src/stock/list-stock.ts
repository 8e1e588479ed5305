import type { ListStockInput, StockRow } from "@invista/contracts/stock/list-stock";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inCategory, pageLimit, productMatches, raw, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { POSITION_COLUMNS, STATE, stockOfProduct, toStockRow, type PositionRecord } from "./position-record.ts";

const cursorShape = z.tuple([z.string().max(500), z.string().max(64), z.string().max(64)]);
type Cursor = z.infer<typeof cursorShape>;

const KEY = { sku: "p.sku", name: "p.name", available: "s.available", onHand: "s.on_hand" } as const;

/** One page of positions (product × warehouse) in the chosen order; one statement whatever the page size. */
export async function listStock(
  read: NeonRead,
  input: ListStockInput,
): Promise<{ rows: StockRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const key = raw(KEY[input.sort]);
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const warehouses = visibleWarehouses(read.actor);
  const conditions = all([
    sql`p.status <> 'ARCHIVED'`,
    when(input.q, productMatches),
    when(input.categoryId, inCategory),
    when(input.warehouseId, (id) => sql`s.warehouse_id = ${id}`),
    when(input.view, () => sql`r.min_quantity IS NOT NULL AND s.available < r.min_quantity`),
    when(input.state, (state) => sql`${STATE} = ${state}`),
    after ? afterCursor(input, after, key) : sql`TRUE`,
  ]);
  const rows = await queryJson<PositionRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT p.id AS product_id, p.sku, p.name, p.base_uom_id, p.qty_precision, w.id AS warehouse_id, w.code AS warehouse_code, s.on_hand, s.in_transit, s.reserved, s.available, s.last_seq,
        r.min_quantity, r.max_quantity, ${STATE} AS state
      FROM product p CROSS JOIN ${stockOfProduct(warehouses)} s JOIN warehouse w ON w.id = s.warehouse_id
      LEFT JOIN reorder_rule r ON r.product_id = p.id AND r.warehouse_id = s.warehouse_id
      WHERE ${conditions} ORDER BY ${key} ${order}, p.id ${order}, w.id ${order} ${pageLimit(input.limit)})
    ${POSITION_COLUMNS} ORDER BY ${raw(KEY[input.sort].replace(/^[ps]\./, "page."))} ${order}, page.product_id ${order}, page.warehouse_id ${order}`,
  );
  const page = cutPage(rows, input.limit, (row) => [sortKey(row, input.sort), row.product_id, row.warehouse_id]);
  return { rows: page.rows.map((row) => toStockRow(row, read.actor)), nextCursor: page.nextCursor };
}

function sortKey(row: PositionRecord, sort: ListStockInput["sort"]): string {
  return sort === "onHand" ? row.on_hand : row[sort];
}

/** The sargable form: the index range starts at the key, the rest is decided row by row. */
function afterCursor(input: ListStockInput, [value, productId, warehouseId]: Cursor, key: NeonSql.Sql): NeonSql.Sql {
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const typed = input.sort === "sku" || input.sort === "name" ? sql`${value}` : sql`${decimal.parse(value)}::numeric`;
  return sql`${key} ${beyond}= ${typed} AND (${key} ${beyond} ${typed} OR (p.id, w.id) ${beyond} (${productId}, ${warehouseId}))`;
}

const decimal = z
  .string()
  .regex(/^-?\d{1,14}(\.\d{1,4})?$/)
  .catch("0");
