import type { SerialView } from "@invista/contracts/serial/serial";
import type { NeonSql } from "@invista/db";
import { visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

export type Step = SerialView["movements"][number];

/** SELECT of the last 200 steps of a piece's way that the actor may see, of the movements `m` that count, in this order. */
export function serialWay(read: NeonRead, id: NeonSql.Sql, counts: NeonSql.Sql, order: NeonSql.Sql): NeonSql.Sql {
  return sql`SELECT m.seq::text AS seq, m.type, trim_scale(m.quantity)::text AS quantity, mw.code AS "warehouseCode", mi.location, m.occurred_at AS "occurredAt",
      u.display_name AS "createdByName", m.operation_id AS "operationId"
    FROM (SELECT m.* FROM stock_movement m WHERE m.serial_id = ${id} AND ${inWarehouses("m.warehouse_id", visibleWarehouses(read.actor))} AND ${counts} ORDER BY ${order} LIMIT 200) m
      JOIN warehouse mw ON mw.id = m.warehouse_id JOIN inventory_item mi ON mi.id = m.inventory_item_id LEFT JOIN "user" u ON u.id = m.created_by ORDER BY ${order}`;
}

/** The steps as they go over the wire. */
export function toSteps(steps: readonly Step[]): Step[] {
  return steps.map((one) => ({ ...one, occurredAt: new Date(one.occurredAt).toISOString() }));
}
