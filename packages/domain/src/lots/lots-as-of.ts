import { refuse } from "@invista/contracts/errors";
import type { GetLotAsOfInput, ListLotsAsOfInput, LotAsOfView, LotThen } from "@invista/contracts/lot/as-of";
import { ledgerPin } from "@invista/contracts/stock/as-of";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { containing, cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import {
  existedBy,
  ITEM_SHARES_THEN,
  itemThen,
  lotThen,
  pinned,
  sharesThen,
  SUMS_THEN,
  type PinnedMoment,
} from "../shared/past.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, pageLimit, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { inReach, LOT_DAY } from "./lot-sql.ts";

const cursorShape = z.tuple([ledgerPin, z.iso.date(), z.string().max(64)]);
/** The order of the list is that of the days as they are known today, which an index keeps. */
type LotRecord = LotThen & { orderDay: string };

/** Lots that there were at a moment, as they were then, with what was left of each; two statements. */
export async function listLotsAsOf(
  read: NeonRead,
  input: ListLotsAsOfInput,
): Promise<{ rows: LotThen[]; nextCursor: string | null; pin: string }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const moment = await pinned(read, input, after?.[0]);
  const today = sql`(${moment.at}::timestamptz)::date`;
  const left = sql`EXISTS (SELECT FROM inventory_item i ${itemThen(moment)} WHERE i.lot_id = l.id AND t.quantity > 0 AND ${inReach(read, input.warehouseId)})`;
  const conditions = all([
    existed(moment),
    when(input.status, (status) => sql`ls.status = ${status}::lot_status`),
    when(input.productId, (id) => sql`l.product_id = ${id}`),
    when(
      input.q,
      (term) =>
        sql`(lower(l.lot_number) LIKE ${startingWith(term.toLowerCase())} OR l.product_id IN (SELECT id FROM product WHERE name ILIKE ${containing(term)} OR sku ILIKE ${containing(term)}))`,
    ),
    input.view === "EXPIRED" ? sql`ls.expires_at <= ${today}` : sql`TRUE`,
    input.view === "EXPIRING"
      ? sql`ls.expires_at > ${today} AND ls.expires_at <= ${today} + ${input.days}::int`
      : sql`TRUE`,
    when(after, ([, day, id]) => sql`(${LOT_DAY}, l.id) > (${day}::date, ${id})`),
    when(input.warehouseId, () => left),
    when(input.view, () => left),
  ]);
  const rows = await readRows(read, moment, conditions, pageLimit(input.limit), input.warehouseId);
  const page = cutPage(rows, input.limit, (row) => [moment.pin, row.orderDay, row.id]);
  return { rows: page.rows.map((row) => without(row, "orderDay")), nextCursor: page.nextCursor, pin: moment.pin };
}

/** One lot as it was at a moment, with where it lay; NOT_FOUND where there was no such lot yet. */
export async function getLotAsOf(read: NeonRead, input: GetLotAsOfInput): Promise<LotAsOfView> {
  const moment = await pinned(read, input);
  const [[lot], places] = await Promise.all([
    readRows(read, moment, sql`l.id = ${input.id} AND ${existed(moment)}`, sql`LIMIT 1`),
    read.db.$queryRaw<LotAsOfView["places"]>`
      SELECT i.id AS "inventoryItemId", w.id AS "warehouseId", w.code AS "warehouseCode", i.location, trim_scale(t.quantity)::text AS quantity, ${ITEM_SHARES_THEN}
      FROM inventory_item i ${itemThen(moment)} JOIN warehouse w ON w.id = i.warehouse_id
      WHERE i.lot_id = ${input.id} AND t.quantity > 0 AND ${inReach(read)} ORDER BY w.code, i.location LIMIT 500`,
  ]);
  if (!lot) throw refuse("NOT_FOUND", "lot.notYet", { id: input.id });
  return { pin: moment.pin, lot: without(lot, "orderDay"), places };
}

function existed(moment: PinnedMoment): NeonSql.Sql {
  return existedBy(sql`l.created_at`, moment, sql`e.lot_id = l.id`);
}

function readRows(
  read: NeonRead,
  moment: PinnedMoment,
  conditions: NeonSql.Sql,
  limit: NeonSql.Sql,
  warehouseId?: string,
): Promise<LotRecord[]> {
  return queryJson<LotRecord>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT l.*, ls.status AS status_then, ls.expires_at AS expires_then FROM lot l ${lotThen(sql`l.id`, moment)} WHERE ${conditions} ORDER BY ${LOT_DAY}, l.id ${limit})
    SELECT l.id, l.product_id AS "productId", p.sku, p.name, u.code AS "unitCode", l.lot_number AS "lotNumber", l.status_then::text AS status, l.manufactured_at::text AS "manufacturedAt",
      l.expires_then::text AS "expiresAt", l.expires_then - (${moment.at}::timestamptz)::date AS "daysLeft", ${LOT_DAY}::text AS "orderDay", trim_scale(s.on_hand + s.in_transit)::text AS "onHand", ${sharesThen("s")}
    FROM page l JOIN product p ON p.id = l.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id
    CROSS JOIN LATERAL (SELECT ${SUMS_THEN} FROM inventory_item i ${itemThen(moment)} WHERE i.lot_id = l.id AND ${inReach(read, warehouseId)}) s
    ORDER BY ${LOT_DAY}, l.id`,
  );
}
