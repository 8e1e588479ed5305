import { ledgerPin } from "@invista/contracts/stock/as-of";
import type {
  BinContentsAsOf,
  BinContentsAsOfInput,
  ListLocationsAsOfInput,
  LocationThen,
  MapLocationsAsOfInput,
} from "@invista/contracts/warehouse/as-of";
import { MAX_MAP } from "@invista/contracts/warehouse/warehouse";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { requireWarehouse } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import {
  binThen,
  existedBy,
  ITEM_SHARES_THEN,
  itemThen,
  pinned,
  sharesThen,
  SUMS_THEN,
  type PinnedMoment,
} from "../shared/past.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, pageLimit, raw, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

const cursorShape = z.tuple([ledgerPin, z.string().max(60)]);

/** The bins of a warehouse that there were at a moment, in order of code, with what they were and held then; two statements. */
export async function listLocationsAsOf(
  read: NeonRead,
  input: ListLocationsAsOfInput,
): Promise<{ rows: LocationThen[]; nextCursor: string | null; pin: string }> {
  requireWarehouse(read.actor, input.warehouseId);
  const after = decodeCursor(input.cursor, cursorShape);
  const moment = await pinned(read, input, after?.[0]);
  const conditions = all([
    thereThen(input.warehouseId, moment),
    when(
      input.q,
      (term) => sql`(b.code ILIKE ${containing(term)} OR b.zone ILIKE ${containing(term)} OR b.barcode = ${term})`,
    ),
    when(after, ([, code]) => sql`b.code > ${code}`),
  ]);
  const rows = await readBins(read, moment, conditions, (bin) => raw(`${bin}.code`), pageLimit(input.limit));
  return { ...cutPage(rows, input.limit, (row) => [moment.pin, row.code]), pin: moment.pin };
}

/** Every bin that there was in a warehouse at a moment, in the order of today's picking route, with what it held: for a map. */
export async function mapLocationsAsOf(
  read: NeonRead,
  input: MapLocationsAsOfInput,
): Promise<{ rows: LocationThen[]; isCut: boolean; pin: string }> {
  requireWarehouse(read.actor, input.warehouseId);
  const moment = await pinned(read, input);
  const conditions = sql`${thereThen(input.warehouseId, moment)} AND b.type <> 'TRANSIT'`;
  const order = (bin: string) => raw(`${bin}.zone NULLS LAST, ${bin}.pick_sequence, ${bin}.code`);
  const rows = await readBins(read, moment, conditions, order, pageLimit(MAX_MAP));
  return { rows: rows.slice(0, MAX_MAP), isCut: rows.length > MAX_MAP, pin: moment.pin };
}

/** What lay in a bin at a moment, by SKU. */
export async function binContentsAsOf(read: NeonRead, input: BinContentsAsOfInput): Promise<BinContentsAsOf> {
  requireWarehouse(read.actor, input.warehouseId);
  const moment = await pinned(read, input);
  const rows = await read.db.$queryRaw<BinContentsAsOf["rows"]>`
    SELECT i.id AS "inventoryItemId", p.id AS "productId", p.sku, p.name, u.code AS "unitCode", i.lot_id AS "lotId", l.lot_number AS "lotNumber", trim_scale(t.quantity)::text AS quantity, ${ITEM_SHARES_THEN}
    FROM inventory_item i ${itemThen(moment)} JOIN product p ON p.id = i.product_id JOIN unit_of_measure u ON u.id = p.base_uom_id LEFT JOIN lot l ON l.id = i.lot_id
    WHERE i.warehouse_id = ${input.warehouseId} AND i.location = ${input.location} AND t.quantity > 0 ORDER BY p.sku, l.lot_number LIMIT 500`;
  return { rows, pin: moment.pin };
}

function thereThen(warehouseId: string, moment: PinnedMoment): NeonSql.Sql {
  return sql`b.warehouse_id = ${warehouseId} AND ${existedBy(sql`b.created_at`, moment, sql`e.warehouse_id = b.warehouse_id AND e.location = b.code`)}`;
}

function readBins(
  read: NeonRead,
  moment: PinnedMoment,
  conditions: NeonSql.Sql,
  order: (bin: string) => NeonSql.Sql,
  limit: NeonSql.Sql,
): Promise<LocationThen[]> {
  return queryJson<LocationThen>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT b.* FROM storage_location b WHERE ${conditions} ORDER BY ${order("b")} ${limit})
    SELECT page.id, page.warehouse_id AS "warehouseId", page.code, page.zone, bs.type::text AS type, bs.is_sellable AS "isSellable", s.positions, trim_scale(s.on_hand + s.in_transit)::text AS "onHand", ${sharesThen("s")}
    FROM page ${binThen(sql`page.id`, moment)} CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE t.quantity > 0)::int AS positions, ${SUMS_THEN}
      FROM inventory_item i ${itemThen(moment)} WHERE i.warehouse_id = page.warehouse_id AND i.location = page.code) s
    ORDER BY ${order("page")}`,
  );
}
