import type { NeonSql } from "@invista/db";
import { visibleWarehouses } from "../shared/actor.ts";
import { all, inWarehouses, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

/** Lots without a day sort after all others. */
export const NEVER = "9999-12-31";
/** The day of lot `l` by which lists are in order, written as the index lot_expires_first has it. */
export const LOT_DAY = sql`coalesce(l.expires_at, DATE '9999-12-31')`;

/** True for the items `i` of warehouses that the actor sees, and of one warehouse where one is asked for. */
export function inReach(read: NeonRead, warehouseId?: string): NeonSql.Sql {
  return all([
    inWarehouses("i.warehouse_id", visibleWarehouses(read.actor)),
    when(warehouseId, (id) => sql`i.warehouse_id = ${id}`),
  ]);
}
