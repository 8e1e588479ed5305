import { refuse } from "@invista/contracts/errors";
import type { ListSerialsInput, SerialRow, SerialView } from "@invista/contracts/serial/serial";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { cutPage, decodeCursor, startingWith } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { serialWay, toSteps } from "./serial-way.ts";
import { readTrace } from "../stock/index.ts";

const cursorShape = z.tuple([z.string().max(200), z.string().max(64)]);

const COLUMNS = sql`s.id, s.serial, s.status, s.product_id AS "productId", p.sku, p.name, l.lot_number AS "lotNumber", s.inventory_item_id AS "inventoryItemId", i.warehouse_id AS "warehouseId",
  w.code AS "warehouseCode", i.location, s.updated_at AS "updatedAt"`;
const SOURCE = sql`JOIN product p ON p.id = s.product_id LEFT JOIN lot l ON l.id = s.lot_id LEFT JOIN inventory_item i ON i.id = s.inventory_item_id LEFT JOIN warehouse w ON w.id = i.warehouse_id`;
/** Pieces that are in no warehouse are seen by whoever sees any. */
const visible = (read: NeonRead) =>
  when(
    visibleWarehouses(read.actor),
    (ids) =>
      sql`(s.inventory_item_id IS NULL OR EXISTS (SELECT FROM inventory_item v WHERE v.id = s.inventory_item_id AND ${inWarehouses("v.warehouse_id", ids)}))`,
  );

/** Pieces by their numbers, in order, with where each is. */
export async function listSerials(
  read: NeonRead,
  input: ListSerialsInput,
): Promise<{ rows: SerialRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    visible(read),
    when(
      input.q,
      (term) =>
        sql`(lower(s.serial) LIKE ${startingWith(term.toLowerCase())} OR s.product_id IN (SELECT id FROM product WHERE lower(sku) LIKE ${startingWith(term.toLowerCase())}))`,
    ),
    when(input.productId, (id) => sql`s.product_id = ${id}`),
    when(
      input.warehouseId,
      (id) => sql`s.inventory_item_id IN (SELECT y.id FROM inventory_item y WHERE y.warehouse_id = ${id})`,
    ),
    when(input.status, (status) => sql`s.status = ${status}::serial_status`),
    when(after, ([serial, id]) => sql`(s.serial, s.id) > (${serial}, ${id})`),
  ]);
  const rows = await queryJson<SerialRow>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT s.* FROM serial_number s WHERE ${conditions} ORDER BY s.serial, s.id ${pageLimit(input.limit)})
      SELECT ${COLUMNS} FROM page s ${SOURCE} ORDER BY s.serial, s.id`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.serial, row.id]);
  return { rows: page.rows.map(toRow), nextCursor: page.nextCursor };
}

/** One piece with its whole way, newest first, what it was made of and went into, and who got it. */
export async function getSerial(read: NeonRead, id: string): Promise<SerialView> {
  const [found] = await queryJson<SerialRow & Pick<SerialView, "order" | "movements" | "lotId">>(
    read.db,
    sql`SELECT ${COLUMNS}, s.lot_id AS "lotId", (SELECT json_build_object('id', o.id, 'orderNumber', o.order_number, 'customerName', c.name) FROM order_item x JOIN "order" o ON o.id = x.order_id JOIN customer c ON c.id = o.customer_id WHERE x.id = s.order_item_id) AS "order",
        coalesce((SELECT json_agg(y) FROM (${serialWay(read, sql`s.id`, sql`TRUE`, sql`m.seq DESC`)}) y), '[]'::json) AS movements
      FROM serial_number s ${SOURCE} WHERE s.id = ${id} AND ${visible(read)}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Serial number", id });
  const { order, movements, lotId, ...serial } = found;
  return {
    serial: toRow(serial),
    lotId,
    ...(await readTrace(read, { productId: serial.productId, lotId, serialId: id })),
    order,
    movements: toSteps(movements),
  };
}

function toRow(row: SerialRow): SerialRow {
  return { ...row, updatedAt: new Date(row.updatedAt).toISOString() };
}
