import { refuse } from "@invista/contracts/errors";
import type {
  GetSerialAsOfInput,
  ListSerialsAsOfInput,
  SerialAsOfView,
  SerialThen,
} from "@invista/contracts/serial/as-of";
import { ledgerPin } from "@invista/contracts/stock/as-of";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { movedBy, newestFirst, pinned, type PinnedMoment } from "../shared/past.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { serialWay, toSteps, type Step } from "./serial-way.ts";

const cursorShape = z.tuple([ledgerPin, z.string().max(200), z.string().max(64)]);

/** Pieces that there were at a moment, by their numbers, with where each was then; two statements. */
export async function listSerialsAsOf(
  read: NeonRead,
  input: ListSerialsAsOfInput,
): Promise<{ rows: SerialThen[]; nextCursor: string | null; pin: string }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const moment = await pinned(read, input, after?.[0]);
  const conditions = all([
    when(
      input.q,
      (term) =>
        sql`(lower(s.serial) LIKE ${startingWith(term.toLowerCase())} OR s.product_id IN (SELECT id FROM product WHERE lower(sku) LIKE ${startingWith(term.toLowerCase())}))`,
    ),
    when(input.productId, (id) => sql`s.product_id = ${id}`),
    // A piece that never moved in the warehouse was not there: that is known before its way is read.
    when(
      input.warehouseId,
      (id) =>
        sql`EXISTS (SELECT FROM stock_movement m WHERE m.serial_id = s.id AND m.warehouse_id = ${id}) AND i.warehouse_id = ${id}`,
    ),
    when(input.status, (status) => sql`x.status = ${status}::serial_status`),
    when(after, ([, serial, id]) => sql`(s.serial, s.id) > (${serial}, ${id})`),
  ]);
  const rows = await readRows(read, moment, conditions, pageLimit(input.limit));
  const page = cutPage(rows, input.limit, (row) => [moment.pin, row.serial, row.id]);
  return { rows: page.rows.map(toRow), nextCursor: page.nextCursor, pin: moment.pin };
}

/** One piece as it was at a moment, with its way by then, newest first; NOT_FOUND where there was no such piece yet. */
export async function getSerialAsOf(read: NeonRead, input: GetSerialAsOfInput): Promise<SerialAsOfView> {
  const moment = await pinned(read, input);
  const [[serial], movements] = await Promise.all([
    readRows(read, moment, sql`s.id = ${input.id}`, sql`LIMIT 1`),
    queryJson<Step>(read.db, serialWay(read, sql`${input.id}`, movedBy(moment), newestFirst(moment))),
  ]);
  if (!serial) throw refuse("NOT_FOUND", "serial.notYet", { id: input.id });
  return { pin: moment.pin, serial: toRow(serial), movements: toSteps(movements) };
}

/**
 * A piece was where its last movement by the moment took it, and what that made of it. One whose coming was reversed was again what it had been before:
 * after the last movement that no reversal had taken back by then, as follow_serials has it.
 */
function readRows(
  read: NeonRead,
  moment: PinnedMoment,
  conditions: NeonSql.Sql,
  limit: NeonSql.Sql,
): Promise<SerialThen[]> {
  const visible = when(
    visibleWarehouses(read.actor),
    (ids) => sql`(i.id IS NULL OR ${inWarehouses("i.warehouse_id", ids)})`,
  );
  return queryJson<SerialThen>(
    read.db,
    sql`WITH page AS MATERIALIZED (
      SELECT s.id, s.serial, s.product_id, x.status, x.lot_id, x.at, i.id AS item_id, i.warehouse_id, i.location
      FROM serial_number s
      LEFT JOIN LATERAL (SELECT m.* FROM stock_movement m WHERE m.serial_id = s.id AND m.quantity <> 0 AND ${movedBy(moment)} ORDER BY ${newestFirst(moment)} LIMIT 1) last ON TRUE
      LEFT JOIN LATERAL (SELECT m.type, m.lot_id FROM stock_movement m WHERE last.type = 'REVERSAL' AND last.quantity < 0 AND m.serial_id = s.id AND m.seq < last.reversal_of_seq
        AND m.type <> 'REVERSAL' AND NOT EXISTS (SELECT FROM stock_movement v WHERE v.reversal_of_seq = m.seq AND v.seq < last.seq) ORDER BY m.seq DESC LIMIT 1) before ON TRUE
      CROSS JOIN LATERAL (SELECT CASE WHEN last.seq IS NULL THEN 'RETURNED' ELSE piece_status(last.quantity, coalesce(before.type, last.type)) END AS status,
        coalesce(before.lot_id, last.lot_id, s.lot_id) AS lot_id, last.occurred_at AS at) x
      LEFT JOIN inventory_item i ON i.id = last.inventory_item_id AND last.quantity > 0
      WHERE (last.seq IS NOT NULL OR s.created_at <= ${moment.at}::timestamptz) AND ${visible} AND ${conditions} ORDER BY s.serial, s.id ${limit})
    SELECT page.id, page.serial, page.status, page.product_id AS "productId", p.sku, p.name, l.lot_number AS "lotNumber", page.item_id AS "inventoryItemId", page.warehouse_id AS "warehouseId",
      w.code AS "warehouseCode", page.location, page.at AS "movedAt"
    FROM page JOIN product p ON p.id = page.product_id LEFT JOIN lot l ON l.id = page.lot_id LEFT JOIN warehouse w ON w.id = page.warehouse_id ORDER BY page.serial, page.id`,
  );
}

function toRow(row: SerialThen): SerialThen {
  return { ...row, movedAt: row.movedAt === null ? null : new Date(row.movedAt).toISOString() };
}
