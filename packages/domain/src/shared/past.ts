import type { Moment } from "@invista/contracts/stock/as-of";
import type { NeonSql } from "@invista/db";
import { raw, sql } from "./sql.ts";
import type { NeonRead } from "./work.ts";

/** A moment, and which transactions are part of what is read. */
export type PinnedMoment = Moment & { readonly pin: string };

/** The moment at the pin that it names, or else at what is written now. */
export async function pinned<T extends Moment>(read: NeonRead, moment: T, pin = moment.pin): Promise<T & PinnedMoment> {
  if (pin !== undefined) return { ...moment, pin };
  const [row] = await read.db.$queryRaw<{ pin: string }[]>`SELECT pg_current_snapshot()::text AS pin`;
  if (!row) throw new Error("pg_current_snapshot answered nothing");
  return { ...moment, pin: row.pin };
}

/** True for the movements `m` that had happened, or were recorded, by the moment. */
function by({ at, basis }: Moment): NeonSql.Sql {
  return basis === "OCCURRED" ? sql`m.occurred_at <= ${at}::timestamptz` : sql`m.recorded_at <= ${at}::timestamptz`;
}

/** True for the movements `m` that are part of the ledger at the pin, and had happened, or were recorded, by the moment. */
export function movedBy(moment: PinnedMoment): NeonSql.Sql {
  return sql`${by(moment)} AND pg_visible_in_snapshot(m.txid::text::xid8, ${moment.pin}::pg_snapshot)`;
}

/** True where anything at all had moved by the moment: asked once, it spares a look at every product where nothing had. */
export function anythingBy(moment: PinnedMoment): NeonSql.Sql {
  return sql`EXISTS (SELECT FROM stock_movement m WHERE ${by(moment)})`;
}

/** The newest of the movements `m` of a piece: by when it happened, or by when it was recorded. */
export function newestFirst({ basis }: Moment): NeonSql.Sql {
  return basis === "OCCURRED" ? sql`m.occurred_at DESC, m.seq DESC` : sql`m.seq DESC`;
}

/** True for a lot or bin `made` at this time, where it was known by the moment or had moved by then. */
export function existedBy(made: NeonSql.Sql, moment: PinnedMoment, items: NeonSql.Sql): NeonSql.Sql {
  return sql`(${made} <= ${moment.at}::timestamptz OR EXISTS (SELECT FROM inventory_item e JOIN stock_movement m ON m.inventory_item_id = e.id WHERE ${items} AND ${movedBy(moment)}))`;
}

/** JOIN of a bin, by its id, with what it was at the moment as `bs`; nulls where that was not kept. */
export function binThen(locationId: NeonSql.Sql, moment: PinnedMoment, needed = sql`TRUE`): NeonSql.Sql {
  return sql`LEFT JOIN LATERAL (SELECT y.type, y.is_sellable FROM bin_state y WHERE ${needed} AND y.location_id = ${locationId} AND ${stateBy(moment)} ORDER BY y.seq DESC LIMIT 1) bs ON TRUE`;
}

/** JOIN of a lot, by its id, with what it was at the moment as `ls`; nulls where that was not kept. */
export function lotThen(lotId: NeonSql.Sql, moment: PinnedMoment, needed = sql`TRUE`): NeonSql.Sql {
  return sql`LEFT JOIN LATERAL (SELECT y.status, y.expires_at FROM lot_state y WHERE ${needed} AND y.lot_id = ${lotId} AND ${stateBy(moment)} ORDER BY y.seq DESC LIMIT 1) ls ON TRUE`;
}

function stateBy({ at, pin }: PinnedMoment): NeonSql.Sql {
  return sql`(y.since IS NULL OR y.since <= ${at}::timestamptz) AND pg_visible_in_snapshot(y.txid::text::xid8, ${pin}::pg_snapshot)`;
}

// Where nothing lay and nothing was promised, what could have been promised is not asked.
const HAS_SOME = sql`(x.quantity <> 0 OR c.reserved <> 0)`;

/**
 * JOIN of inventory item `i` with its bin `b` and with what it was at the moment as `t`: its quantity and value then, its quantity at the pin,
 * whether it had moved, what of it was promised, and what was free of that, which is null where what its bin or lot was then was not kept.
 * Claims are known by their times and not by the pin.
 */
export function itemThen(moment: PinnedMoment): NeonSql.Sql {
  const { at, pin } = moment;
  const sellable = sql`(bs.is_sellable AND (i.lot_id IS NULL OR (ls.status = 'RELEASED' AND (ls.expires_at IS NULL OR ls.expires_at > ${at}::timestamptz))))`;
  return sql`JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location CROSS JOIN LATERAL (
    SELECT x.*, c.reserved, CASE WHEN b.type = 'TRANSIT' OR (x.quantity = 0 AND c.reserved = 0) THEN 0 ELSE CASE ${sellable} WHEN TRUE THEN x.quantity - c.reserved WHEN FALSE THEN 0 END END AS free
    FROM (SELECT coalesce(sum(m.quantity) FILTER (WHERE ${by(moment)}), 0) AS quantity, sum(m.value_delta) FILTER (WHERE ${by(moment)}) AS value, coalesce(sum(m.quantity), 0) AS quantity_now, coalesce(bool_or(${by(moment)}), FALSE) AS moved
        FROM stock_movement m WHERE m.inventory_item_id = i.id AND pg_visible_in_snapshot(m.txid::text::xid8, ${pin}::pg_snapshot)) x
      CROSS JOIN LATERAL (SELECT coalesce(sum(r.quantity), 0) AS reserved FROM stock_reservation r
        WHERE x.moved AND r.inventory_item_id = i.id AND r.created_at <= ${at}::timestamptz AND (r.closed_at IS NULL OR r.closed_at > ${at}::timestamptz)) c
      ${binThen(sql`b.id`, moment, HAS_SOME)} ${lotThen(sql`i.lot_id`, moment, HAS_SOME)}) t`;
}

/** SELECT list over items joined by `itemThen`: what they had on hand, promised and free together, and what was in transit to the warehouse. */
export const SUMS_THEN = sql`coalesce(sum(t.quantity) FILTER (WHERE b.type <> 'TRANSIT'), 0) AS on_hand, coalesce(sum(t.quantity) FILTER (WHERE b.type = 'TRANSIT'), 0) AS in_transit,
  coalesce(sum(t.reserved), 0) AS reserved, CASE WHEN count(*) = count(t.free) THEN coalesce(sum(t.free), 0) END AS available`;

/** SELECT list of what was reserved, held and available, as on the wire, from a table, named by us, that has the columns of SUMS_THEN. */
export function sharesThen(table: string): NeonSql.Sql {
  return raw(
    `trim_scale(${table}.reserved)::text AS reserved, trim_scale(${table}.on_hand - ${table}.reserved - ${table}.available)::text AS held, trim_scale(${table}.available)::text AS available`,
  );
}

/** The same of one item that is joined by `itemThen`. */
export const ITEM_SHARES_THEN = sql`trim_scale(t.reserved)::text AS reserved, trim_scale(CASE WHEN b.type = 'TRANSIT' THEN 0 ELSE t.quantity - t.reserved - t.free END)::text AS held, trim_scale(t.free)::text AS available`;
