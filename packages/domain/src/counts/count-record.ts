import type { CountRef, CountStatus } from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import type { NeonSql } from "@invista/db";
import { canIn, requireWarehouse, type Actor } from "../shared/actor.ts";
import { raw, sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";

export interface CountRecord {
  id: string;
  count_number: string;
  warehouse_id: string;
  status: CountStatus;
  blind: boolean;
  scope: unknown;
  started_at: Date | null;
  version: number;
}

const COLUMNS = sql`id, count_number, warehouse_id, status::text AS status, blind, scope, started_at, version`;

/**
 * Reads and locks a count within the actor's warehouses; refuses one in none of these states. Counters take it SHARED: they enter numbers beside
 * each other, while whoever moves the count on waits for them and they for him.
 */
export async function lockCount(
  work: NeonWork,
  seen: { id: string; version?: number },
  allowed: readonly CountStatus[],
  step: string,
): Promise<CountRecord> {
  const lock = raw(seen.version === undefined ? "FOR SHARE" : "FOR UPDATE");
  const [count] = await work.tx.$queryRaw<
    CountRecord[]
  >`SELECT ${COLUMNS} FROM stock_count WHERE id = ${seen.id} ${lock}`;
  if (!count) throw missingOrStale("Count", count, { id: seen.id });
  requireWarehouse(work.actor, count.warehouse_id);
  if (seen.version !== undefined && count.version !== seen.version)
    throw missingOrStale("Count", count, { id: seen.id });
  if (!allowed.includes(count.status))
    throw refuse("RULE_BROKEN", "count.step", { status: wordOf(count.status), step });
  return count;
}

/** Moves a locked count to a state and sets what belongs to it; the database refuses what is not lawful. */
export async function moveCount(
  work: NeonWork,
  count: CountRecord,
  to: CountStatus,
  fields: NeonSql.Sql,
): Promise<CountRef> {
  const [moved] = await work.tx.$queryRaw<CountRecord[]>`
    UPDATE stock_count SET status = ${to}::count_status, version = version + 1, updated_at = now() ${fields} WHERE id = ${count.id} RETURNING ${COLUMNS}`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Count", id: count.id });
  return refOf(work, moved);
}

export function refOf(
  work: NeonWork,
  count: Pick<CountRecord, "id" | "count_number" | "status" | "version">,
): CountRef {
  const { id, status, version } = count;
  return { id, countNumber: count.count_number, status, version, operationId: work.operationId };
}

export function record(
  work: NeonWork,
  count: Pick<CountRecord, "id" | "count_number" | "warehouse_id">,
  action: string,
  newValues: Record<string, unknown> = {},
): void {
  const about = { countNumber: count.count_number, warehouseId: count.warehouse_id };
  work.audit({ action, resource: "stock_counts", resourceId: count.id, newValues: { ...about, ...newValues } });
  work.touch("count");
}

/** Whether the actor may see what is expected there; while a blind count is under way nobody may. */
export function seesExpected(
  actor: Actor,
  count: { warehouseId: string; blind: boolean; status: CountStatus },
): boolean {
  const isUnderWay = count.status === "PLANNED" || count.status === "COUNTING" || count.status === "RECOUNT";
  return canIn(actor, "count:see_expected", count.warehouseId) && !(count.blind && isUnderWay);
}

/** One unit of item `i`, product `p`: what its layers are worth on average, else the standard cost. */
export const UNIT_COST = sql`LATERAL (SELECT coalesce((SELECT sum(y.remaining_value) / sum(y.remaining_quantity) FROM cost_layer y WHERE y.product_id = i.product_id
  AND y.warehouse_id = i.warehouse_id AND y.lot_id IS NOT DISTINCT FROM i.lot_id AND NOT y.in_transit AND y.remaining_quantity > 0), p.standard_cost, 0) AS cost)`;

/** A line `l` that differs beyond tolerance and whose cause nobody has named. */
export const UNRESOLVED = sql`(NOT l.pending AND NOT l.within_tolerance AND l.root_cause IS NULL)`;
