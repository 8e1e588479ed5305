import { NeonSql } from "@invista/db";
import { containing, startingWith } from "./cursor.ts";

export const { sql, join, empty, raw } = NeonSql;

/** True for every row when the value is absent, else the given condition: one statement text for all filters. */
export function when<T>(value: T | null | undefined, condition: (value: T) => NeonSql.Sql): NeonSql.Sql {
  return value === null || value === undefined || value === "" ? sql`TRUE` : condition(value);
}

/** Both conditions, and so on. */
export function all(conditions: readonly NeonSql.Sql[]): NeonSql.Sql {
  return join([...conditions], " AND ");
}

/** The stock of an inventory item `i` in bin `b` and lot `l` that may be promised: not held by bin, lot state or expiry. */
export const AVAILABLE = sql`CASE WHEN b.is_sellable AND (l.id IS NULL OR (l.status = 'RELEASED' AND (l.expires_at IS NULL OR l.expires_at > now()))) THEN i.quantity - i.reserved_quantity ELSE 0 END`;

/** What of an inventory item `i` in bin `b` lies in the warehouse: all of it, unless it is still on its way there. */
export const PRESENT = sql`CASE WHEN b.type = 'TRANSIT' THEN 0 ELSE i.quantity END`;

/** The bins and lots that AVAILABLE reads. */
export const ITEM_PLACES = sql`JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location LEFT JOIN lot l ON l.id = i.lot_id`;

/** What lies in bin `b`, in kilograms, of the products whose weight is known; null where there are none. */
export const BIN_LOAD = sql`(SELECT sum(x.quantity * y.weight) FROM inventory_item x JOIN product y ON y.id = x.product_id WHERE x.warehouse_id = b.warehouse_id AND x.location = b.code AND x.quantity > 0)`;

/**
 * Product `p` by name, SKU or code. One or two Latin letters hold no trigram and would be in nearly every name: they find SKUs and words that begin
 * with them, longer terms whatever contains them.
 */
export function productMatches(term: string): NeonSql.Sql {
  const code = sql`p.id = ANY (ARRAY(SELECT product_id FROM product_barcode WHERE code LIKE ${startingWith(term)}))`;
  return /^[ -~]{1,2}$/.test(term)
    ? sql`(lower(p.sku) LIKE ${startingWith(term.toLowerCase())} OR p.name ILIKE ${startingWith(term)} OR p.name ILIKE ${`% ${startingWith(term)}`} OR ${code})`
    : sql`(p.name ILIKE ${containing(term)} OR p.sku ILIKE ${containing(term)} OR ${code})`;
}

/** LIMIT one more than the page, written into the text: the planner must know that a page is small, whatever plan it keeps. */
export function pageLimit(limit: number): NeonSql.Sql {
  return raw(`LIMIT ${Math.trunc(limit) + 1}`);
}

/** Product `p` is in the category or in one below it; a path ends with a slash. */
export function inCategory(id: string): NeonSql.Sql {
  return sql`p.category_id IN (SELECT c.id FROM category c JOIN category root ON root.id = ${id} WHERE starts_with(c.path, root.path))`;
}

/** True for rows whose column, named by us and never by input, is a warehouse that is reached; null reaches all of them. */
export function inWarehouses(column: string, scope: readonly string[] | null): NeonSql.Sql {
  return when(scope, (ids) => sql`${raw(column)} = ANY (${[...ids]}::text[])`);
}

/** True for rows whose id, in a column named by us and never by input, is one of those that were chosen; all of them where none were. */
export function isChosen(column: string, ids: readonly string[] | undefined): NeonSql.Sql {
  return when(ids, (chosen) => sql`${raw(column)} = ANY (${[...chosen]}::text[])`);
}
