import { refuse } from "@invista/contracts/errors";
import { minus } from "@invista/contracts/quantity";
import {
  ledgerPin,
  type GetStockAsOfInput,
  type ListStockAsOfInput,
  type StockAsOfRow,
  type StockAsOfView,
} from "@invista/contracts/stock/as-of";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can, visibleWarehouses, type Actor } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import {
  anythingBy,
  ITEM_SHARES_THEN,
  itemThen,
  pinned,
  sharesThen,
  SUMS_THEN,
  type PinnedMoment,
} from "../shared/past.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inCategory, inWarehouses, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

// The pin travels in the cursor, so that all pages show one state of the ledger.
const cursorShape = z.tuple([ledgerPin, z.string().max(500), z.string().max(64), z.string().max(64)]);

interface AsOfRecord extends Omit<StockAsOfRow, "since" | "value"> {
  value: string;
}

/** One page of positions (product × warehouse) as they were at a moment, by SKU, straight from the ledger; two statements. */
export async function listStockAsOf(
  read: NeonRead,
  input: ListStockAsOfInput,
): Promise<{ rows: StockAsOfRow[]; nextCursor: string | null; pin: string }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const moment = await pinned(read, input, after?.[0]);
  const conditions = all([
    anythingBy(moment),
    when(input.q, (term) => sql`(p.name ILIKE ${containing(term)} OR p.sku ILIKE ${containing(term)})`),
    when(input.productId, (id) => sql`p.id = ${id}`),
    when(input.categoryId, inCategory),
    when(
      after,
      ([, sku, productId, warehouseId]) =>
        sql`p.sku >= ${sku} AND (p.sku > ${sku} OR (p.id, s.warehouse_id) > (${productId}, ${warehouseId}))`,
    ),
  ]);
  const within = all([
    when(input.location, (code) => sql`i.location = ${code}`),
    when(input.lotNumber, (number) => sql`i.lot_id IN (SELECT t.id FROM lot t WHERE t.lot_number = ${number})`),
  ]);
  // Few products were ever in one bin or of one lot: they are found first.
  const products =
    input.location === undefined && input.lotNumber === undefined
      ? conditions
      : sql`${conditions} AND p.id IN (SELECT i.product_id FROM inventory_item i WHERE ${within})`;
  const items = all([within, when(input.warehouseId, (id) => sql`i.warehouse_id = ${id}`)]);
  const rows = await readRows(read, moment, products, items, pageLimit(input.limit));
  const page = cutPage(rows, input.limit, (row) => [moment.pin, row.sku, row.productId, row.warehouseId]);
  return {
    rows: page.rows.map((row) => toRow(row, read.actor)),
    nextCursor: page.nextCursor,
    pin: moment.pin,
  };
}

/** One position as it was at a moment, by bin and lot; NOT_FOUND where nothing had ever moved by then and nothing lies now. */
export async function getStockAsOf(read: NeonRead, input: GetStockAsOfInput): Promise<StockAsOfView> {
  const moment = await pinned(read, input);
  const here = sql`i.warehouse_id = ${input.warehouseId}`;
  const [rows, items] = await Promise.all([
    readRows(read, moment, sql`p.id = ${input.productId}`, here, sql`LIMIT 1`),
    read.db.$queryRaw<StockAsOfView["items"]>`
      SELECT i.id AS "inventoryItemId", i.location, i.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(t.quantity)::text AS quantity, ${ITEM_SHARES_THEN}
      FROM inventory_item i ${itemThen(moment)} LEFT JOIN lot l ON l.id = i.lot_id
      WHERE i.product_id = ${input.productId} AND ${here} AND ${inScope(read.actor)} AND t.quantity <> 0 ORDER BY i.location, l.expires_at, l.lot_number LIMIT 500`,
  ]);
  const [row] = rows;
  if (!row) throw refuse("NOT_FOUND", "stock.notYet", { productId: input.productId, warehouseId: input.warehouseId });
  return { pin: moment.pin, position: toRow(row, read.actor), items };
}

/** `items` says which inventory items `i` count. */
function readRows(
  read: NeonRead,
  moment: PinnedMoment,
  conditions: NeonSql.Sql,
  items: NeonSql.Sql,
  limit: NeonSql.Sql,
): Promise<AsOfRecord[]> {
  return queryJson<AsOfRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT p.id, p.sku, p.name, p.base_uom_id, s.* FROM product p CROSS JOIN LATERAL (
        SELECT i.warehouse_id, ${SUMS_THEN}, coalesce(sum(t.value), 0) AS value, coalesce(sum(t.quantity_now) FILTER (WHERE b.type <> 'TRANSIT'), 0) AS on_hand_now
        FROM inventory_item i ${itemThen(moment)} WHERE i.product_id = p.id AND ${items} AND ${inScope(read.actor)} GROUP BY i.warehouse_id HAVING bool_or(t.moved)) s
      WHERE ${conditions} ORDER BY p.sku, p.id, s.warehouse_id ${limit})
    SELECT page.id AS "productId", page.sku, page.name, u.code AS "unitCode", page.warehouse_id AS "warehouseId", w.code AS "warehouseCode",
      trim_scale(page.on_hand)::text AS "onHand", ${sharesThen("page")}, trim_scale(page.in_transit)::text AS "inTransit", trim_scale(page.value)::text AS value,
      trim_scale(page.on_hand_now)::text AS "onHandNow"
    FROM page JOIN unit_of_measure u ON u.id = page.base_uom_id JOIN warehouse w ON w.id = page.warehouse_id
    ORDER BY page.sku, page.id, page.warehouse_id`,
  );
}

function inScope(actor: Actor): NeonSql.Sql {
  return inWarehouses("i.warehouse_id", visibleWarehouses(actor));
}

function toRow(row: AsOfRecord, actor: Actor): StockAsOfRow {
  return {
    ...row,
    value: can(actor, "cost:read") ? row.value : null,
    since: minus(row.onHandNow, row.onHand),
  };
}
