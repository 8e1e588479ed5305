import { refuse } from "@invista/contracts/errors";
import { minus } from "@invista/contracts/quantity";
import {
  ledgerPin,
  type GetStockAsOfInput,
  type ListStockAsOfInput,
  type Moment,
  type StockAsOfRow,
  type StockAsOfView,
} from "@invista/contracts/stock/as-of";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can, visibleWarehouses, type Actor } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
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
  const pin = after?.[0] ?? input.pin ?? (await currentPin(read));
  const conditions = all([
    when(input.q, (term) => sql`(p.name ILIKE ${containing(term)} OR p.sku ILIKE ${containing(term)})`),
    when(input.productId, (id) => sql`p.id = ${id}`),
    when(input.categoryId, inCategory),
    when(
      after,
      ([, sku, productId, warehouseId]) =>
        sql`p.sku >= ${sku} AND (p.sku > ${sku} OR (p.id, s.warehouse_id) > (${productId}, ${warehouseId}))`,
    ),
  ]);
  const scope = when(input.warehouseId, (id) => sql`m.warehouse_id = ${id}`);
  const within = all([
    when(input.location, (code) => sql`i.location = ${code}`),
    when(input.lotNumber, (number) => sql`i.lot_id IN (SELECT t.id FROM lot t WHERE t.lot_number = ${number})`),
  ]);
  // Few products were ever in one bin or of one lot: they are found first.
  const products =
    input.location === undefined && input.lotNumber === undefined
      ? conditions
      : sql`${conditions} AND p.id IN (SELECT i.product_id FROM inventory_item i WHERE ${within})`;
  const rows = await readRows(read, { ...input, pin }, products, scope, pageLimit(input.limit), within);
  const page = cutPage(rows, input.limit, (row) => [pin, row.sku, row.productId, row.warehouseId]);
  return { rows: page.rows.map((row) => toRow(row, read.actor)), nextCursor: page.nextCursor, pin };
}

/** One position as it was at a moment, by bin and lot; NOT_FOUND where nothing had ever moved by then and nothing lies now. */
export async function getStockAsOf(read: NeonRead, input: GetStockAsOfInput): Promise<StockAsOfView> {
  const moment = { ...input, pin: input.pin ?? (await currentPin(read)) };
  const [rows, items] = await Promise.all([
    readRows(read, moment, sql`p.id = ${input.productId}`, sql`m.warehouse_id = ${input.warehouseId}`, sql`LIMIT 1`),
    read.db.$queryRaw<StockAsOfView["items"]>`
      SELECT i.id AS "inventoryItemId", i.location, i.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(sum(m.quantity))::text AS quantity,
        trim_scale(coalesce((SELECT sum(r.quantity) FROM stock_reservation r WHERE r.inventory_item_id = i.id AND ${stood(moment)}), 0))::text AS reserved
      FROM stock_movement m JOIN inventory_item i ON i.id = m.inventory_item_id LEFT JOIN lot l ON l.id = i.lot_id
      WHERE m.product_id = ${input.productId} AND m.warehouse_id = ${input.warehouseId} AND ${inScope(read.actor)} AND ${then(moment)} AND ${written(moment)}
      GROUP BY i.id, l.id HAVING sum(m.quantity) <> 0 ORDER BY i.location, l.expires_at, l.lot_number LIMIT 500`,
  ]);
  const [row] = rows;
  if (!row) throw refuse("NOT_FOUND", "stock.notYet", { productId: input.productId, warehouseId: input.warehouseId });
  return { pin: moment.pin, position: toRow(row, read.actor), items };
}

function readRows(
  read: NeonRead,
  moment: Moment & { pin: string },
  conditions: NeonSql.Sql,
  scope: NeonSql.Sql,
  limit: NeonSql.Sql,
  /** Which inventory items `i` count. */
  within: NeonSql.Sql = sql`TRUE`,
): Promise<AsOfRecord[]> {
  return queryJson<AsOfRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT p.id, p.sku, p.name, p.base_uom_id, s.* FROM product p CROSS JOIN LATERAL (
        SELECT m.warehouse_id, coalesce(sum(m.quantity) FILTER (WHERE b.type <> 'TRANSIT' AND ${then(moment)}), 0) AS on_hand,
          coalesce(sum(m.quantity) FILTER (WHERE b.type = 'TRANSIT' AND ${then(moment)}), 0) AS in_transit, sum(m.value_delta) FILTER (WHERE ${then(moment)}) AS value,
          coalesce(sum(m.quantity) FILTER (WHERE b.type <> 'TRANSIT'), 0) AS on_hand_now
        FROM stock_movement m JOIN inventory_item i ON i.id = m.inventory_item_id JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location
        WHERE m.product_id = p.id AND ${scope} AND ${inScope(read.actor)} AND ${written(moment)} AND ${within} GROUP BY m.warehouse_id HAVING bool_or(${then(moment)})) s
      WHERE ${conditions} ORDER BY p.sku, p.id, s.warehouse_id ${limit})
    SELECT page.id AS "productId", page.sku, page.name, u.code AS "unitCode", page.warehouse_id AS "warehouseId", w.code AS "warehouseCode",
      trim_scale(page.on_hand)::text AS "onHand", trim_scale(page.in_transit)::text AS "inTransit", trim_scale(page.value)::text AS value, trim_scale(page.on_hand_now)::text AS "onHandNow",
      trim_scale(coalesce((SELECT sum(r.quantity) FROM inventory_item i JOIN stock_reservation r ON r.inventory_item_id = i.id
        WHERE i.product_id = page.id AND i.warehouse_id = page.warehouse_id AND ${within} AND ${stood(moment)}), 0))::text AS reserved
    FROM page JOIN unit_of_measure u ON u.id = page.base_uom_id JOIN warehouse w ON w.id = page.warehouse_id
    ORDER BY page.sku, page.id, page.warehouse_id`,
  );
}

function inScope(actor: Actor): NeonSql.Sql {
  return inWarehouses("m.warehouse_id", visibleWarehouses(actor));
}

/** True for the movements that had happened, or were recorded, by the moment. */
function then(moment: Moment): NeonSql.Sql {
  return moment.basis === "OCCURRED"
    ? sql`m.occurred_at <= ${moment.at}::timestamptz`
    : sql`m.recorded_at <= ${moment.at}::timestamptz`;
}

/** True for the claims `r` that stood at the moment. They are known by their times, not by the pin. */
function stood({ at }: Moment): NeonSql.Sql {
  return sql`r.created_at <= ${at}::timestamptz AND (r.closed_at IS NULL OR r.closed_at > ${at}::timestamptz)`;
}

/** True for the movements that are part of the ledger at the pin. */
function written({ pin }: { pin: string }): NeonSql.Sql {
  return sql`pg_visible_in_snapshot(m.txid::text::xid8, ${pin}::pg_snapshot)`;
}

async function currentPin(read: NeonRead): Promise<string> {
  const [row] = await read.db.$queryRaw<{ pin: string }[]>`SELECT pg_current_snapshot()::text AS pin`;
  if (!row) throw new Error("pg_current_snapshot answered nothing");
  return row.pin;
}

function toRow(row: AsOfRecord, actor: Actor): StockAsOfRow {
  return {
    ...row,
    value: can(actor, "cost:read") ? row.value : null,
    since: minus(row.onHandNow, row.onHand),
  };
}
