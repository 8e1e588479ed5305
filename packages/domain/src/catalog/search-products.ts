import type { SearchInput, SearchProductsOutput } from "@invista/contracts/product/read-product";
import type { NeonSql } from "@invista/db";
import { visibleWarehouses } from "../shared/actor.ts";
import { containing, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { productColumns, toProductRow, type ProductRecord } from "./product-record.ts";

/** Long, in one piece and with a digit: no word of a name. */
const CODE_LIKE = /^(?=\S*\d)\S{6,}$/;

/** Names with the term. Two letters hold no trigram, so words that begin with them are found; one letter finds SKUs only. */
function named(term: string): NeonSql.Sql {
  if (term.length < 2) return sql`FALSE`;
  return /^[ -~]{2}$/.test(term)
    ? sql`(name ILIKE ${startingWith(term)} OR name ILIKE ${`% ${startingWith(term)}`})`
    : sql`name ILIKE ${containing(term)}`;
}

/**
 * Products for a search term: equal SKU or barcode first, then SKU prefix, then words of the name.
 * SKU-like terms stay on btree lookups; trigrams serve names only, because sequential SKUs share them, and only while there is room.
 */
export async function searchProducts(read: NeonRead, input: SearchInput): Promise<SearchProductsOutput> {
  const term = input.q.trim().normalize("NFC");
  if (term === "" || term.includes("\u0000") || !term.isWellFormed()) return { rows: [] };
  const lower = term.toLowerCase();
  // A code that is somebody's, or a full page, leaves names nothing to add.
  const found = CODE_LIKE.test(term) ? sql`EXISTS (SELECT FROM sure WHERE rank = 0)` : sql`FALSE`;
  const room = sql`NOT ${found} AND (SELECT count(DISTINCT id) FROM sure) < ${input.limit}`;
  const rows = await queryJson<ProductRecord>(
    read.db,
    sql`WITH sure AS MATERIALIZED (
      (SELECT id, 0 AS rank FROM product WHERE sku = ${term})
      UNION ALL (SELECT product_id, 0 FROM product_barcode WHERE code = ${term})
      UNION ALL (SELECT id, 1 FROM product WHERE lower(sku) LIKE ${startingWith(lower)} ORDER BY lower(sku) USING ~<~ LIMIT ${input.limit})),
    hit AS (SELECT * FROM sure UNION ALL (SELECT id, 2 FROM product
      WHERE ${named(term)} AND ${room} LIMIT ${input.limit * 2})),
    best AS (SELECT id, min(rank) AS rank FROM hit GROUP BY id ORDER BY 2, 1 LIMIT ${input.limit}),
    page AS MATERIALIZED (SELECT p.*, best.rank FROM best JOIN product p ON p.id = best.id)
    ${productColumns(visibleWarehouses(read.actor))} ORDER BY p.rank, p.status = 'ARCHIVED', p.name, p.id`,
  );
  return {
    rows: rows
      .map((row) => toProductRow(row, read.actor))
      .map(({ id, sku, name, status, type, barcode, unitCode, price, currency, available }) => ({
        id,
        sku,
        name,
        status,
        type,
        barcode,
        unitCode,
        price,
        currency,
        available,
      })),
  };
}
