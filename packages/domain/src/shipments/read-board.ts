import type { Board, BoardInput } from "@invista/contracts/shipment/read-shipment";
import { UNSHIPPED } from "../orders/index.ts";
import { visibleWarehouses } from "../shared/actor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, raw, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { inReach, readShipmentRows, SINCE, toShipmentRow, type ShipmentListRecord } from "./shipment-rows.ts";

/** How many cards a column shows; the rest is counted. */
const SHOWN = 50;

/** What waits at each station of the way out, the longest waiting first; of what has left, the newest of a week. Four statements. */
export async function getBoard(read: NeonRead, input: BoardInput): Promise<Board> {
  const here = all([inReach(read), when(input.warehouseId, (id) => sql`s.warehouse_id = ${id}`)]);
  const recent = sql`(s.status <> 'SHIPPED' OR s.shipped_at > now() - interval '7 days')`;
  const [rows, totals, orders, [count]] = await Promise.all([
    readShipmentRows(
      read,
      sql`SELECT s.* FROM (SELECT s.*, row_number() OVER (PARTITION BY s.status ORDER BY CASE WHEN s.status = 'SHIPPED' THEN -extract(epoch FROM ${SINCE}) ELSE extract(epoch FROM ${SINCE}) END, s.id) AS place
        FROM shipment s WHERE s.status IN ('DRAFT', 'PICKING', 'PACKED', 'SHIPPED') AND ${recent} AND ${here}) s WHERE s.place <= ${SHOWN}`,
      sql`s.place`,
    ),
    read.db.$queryRaw<{ status: string; total: number }[]>`
      SELECT s.status::text AS status, count(*)::int AS total FROM shipment s WHERE s.status IN ('DRAFT', 'PICKING', 'PACKED', 'SHIPPED') AND ${recent} AND ${here} GROUP BY 1`,
    readOrdersWaiting(read, input),
    countOrdersWaiting(read, input),
  ]);
  const column = (status: ShipmentListRecord["status"]) => ({
    total: totals.find((one) => one.status === status)?.total ?? 0,
    rows: rows.filter((row) => row.status === status).map(toShipmentRow),
  });
  return {
    ordersWaiting: orders,
    ordersWaitingTotal: count?.total ?? 0,
    toPick: column("DRAFT"),
    picking: column("PICKING"),
    packed: column("PACKED"),
    shipped: column("SHIPPED"),
  };
}

/** Confirmed orders `o` with a claim that is in no shipment yet. */
function waiting(read: NeonRead, input: BoardInput) {
  return sql`FROM "order" o WHERE o.status IN ('CONFIRMED', 'PROCESSING') AND EXISTS (
    SELECT FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
    WHERE r.reservation_type = 'ORDER' AND r.reference_id = o.id AND ${UNSHIPPED}
      AND ${inWarehouses("i.warehouse_id", visibleWarehouses(read.actor))} AND ${when(input.warehouseId, (id) => sql`i.warehouse_id = ${id}`)})`;
}

async function readOrdersWaiting(read: NeonRead, input: BoardInput): Promise<Board["ordersWaiting"]> {
  const rows = await queryJson<Board["ordersWaiting"][number]>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT o.* ${waiting(read, input)} ORDER BY coalesce(o.promised_at, o.requested_at) NULLS LAST, o.confirmed_at, o.id ${raw(`LIMIT ${SHOWN}`)})
    SELECT o.id, o.order_number AS "orderNumber", c.name AS "customerName", (SELECT count(*)::int FROM order_item i WHERE i.order_id = o.id) AS lines,
      coalesce(o.promised_at, o.requested_at) AS "promisedAt", coalesce(o.confirmed_at, o.created_at) AS since
    FROM page o JOIN customer c ON c.id = o.customer_id ORDER BY coalesce(o.promised_at, o.requested_at) NULLS LAST, o.confirmed_at, o.id`,
  );
  const iso = (at: string) => new Date(at).toISOString();
  return rows.map((row) => ({
    ...row,
    promisedAt: row.promisedAt === null ? null : iso(row.promisedAt),
    since: iso(row.since),
  }));
}

function countOrdersWaiting(read: NeonRead, input: BoardInput): Promise<{ total: number }[]> {
  return read.db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${waiting(read, input)}`;
}
