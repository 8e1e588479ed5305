import type { ListProductsInput, ProductRow } from "@invista/contracts/product/read-product";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inCategory, isChosen, pageLimit, productMatches, raw, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { productColumns, toProductRow, type ProductRecord } from "./product-record.ts";

const cursorShape = z.tuple([z.string().max(500), z.string().max(64)]);

const SORT_COLUMN = { name: "p.name", sku: "p.sku", updatedAt: "p.updated_at" } as const;

/** One page of products in the chosen order, each with its stock per visible warehouse; one statement whatever the page size. */
export async function listProducts(
  read: NeonRead,
  input: ListProductsInput,
): Promise<{ rows: ProductRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const column = raw(SORT_COLUMN[input.sort]);
  const cast = raw(input.sort === "updatedAt" ? "::timestamptz" : "::text");
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const order = raw(input.direction === "asc" ? "ASC" : "DESC");
  const conditions = all([
    isChosen("p.id", input.ids),
    when(input.status, (status) => sql`p.status = ${status}::product_status`),
    when(input.categoryId, inCategory),
    when(input.q, productMatches),
    when(after, ([key, id]) => sql`(${column}, p.id) ${beyond} (${key}${cast}, ${id})`),
  ]);
  const rows = await queryJson<ProductRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT p.*, ${column} AS sort_key FROM product p WHERE ${conditions} ORDER BY ${column} ${order}, p.id ${order} ${pageLimit(input.limit)})
    ${productColumns(visibleWarehouses(read.actor))} ORDER BY p.sort_key ${order}, p.id ${order}`,
  );
  const page = cutPage(rows, input.limit, (row) => [
    input.sort === "updatedAt" ? row.updated_key : input.sort === "sku" ? row.sku : row.name,
    row.id,
  ]);
  return { rows: page.rows.map((row) => toProductRow(row, read.actor)), nextCursor: page.nextCursor };
}
