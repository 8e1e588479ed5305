import { countScope, type CountStatus } from "@invista/contracts/count/count";
import type { CountRow, CountView, ListCountsInput } from "@invista/contracts/count/read-count";
import { refuse } from "@invista/contracts/errors";
import { sum } from "@invista/contracts/quantity";
import { z } from "zod";
import { canIn, visibleWarehouses, type Actor } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, inWarehouses, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { seesExpected, UNIT_COST, UNRESOLVED } from "./count-record.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);

interface CountFields extends Omit<CountRow, "differing" | "varianceValue"> {
  key: string;
  blind: boolean;
  differing: number;
  gain: string;
  loss: string;
}

/** The tab a count `c` stands under. */
export const TAB = sql`CASE WHEN c.status IN ('PLANNED', 'COUNTING', 'RECOUNT') THEN 'COUNT' WHEN c.status IN ('APPROVED', 'CANCELLED') THEN 'DONE'
  WHEN EXISTS (SELECT FROM stock_count_item l WHERE l.count_id = c.id AND ${UNRESOLVED}) THEN 'RESOLVE' ELSE 'APPROVE' END`;

/** A count is seen by who reaches its warehouse. */
export function visibleCounts(actor: Actor) {
  return inWarehouses("c.warehouse_id", visibleWarehouses(actor));
}

const COLUMNS = sql`c.id, c.count_number AS "countNumber", c.status::text AS status, ${TAB} AS tab, c.warehouse_id AS "warehouseId", w.code AS "warehouseCode", c.blind,
  s.lines, s.left, s.unresolved AS "toResolve", s.differing, s.gain, s.loss, c.planned_for::text AS "plannedFor", c.started_at AS "startedAt", c.approved_at AS "approvedAt",
  o.undone_at AS "undoneAt", c.created_at AS "createdAt", u.display_name AS "createdByName", c.version, c.created_at::text AS key`;
const SOURCE = sql`JOIN warehouse w ON w.id = c.warehouse_id LEFT JOIN "user" u ON u.id = c.created_by LEFT JOIN operation o ON o.id = c.operation_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS lines, count(*) FILTER (WHERE l.pending)::int AS left, count(*) FILTER (WHERE c.status IN ('COUNTED', 'IN_REVIEW') AND ${UNRESOLVED})::int AS unresolved,
      count(*) FILTER (WHERE l.variance <> 0)::int AS differing, round(coalesce(sum(v.value) FILTER (WHERE v.value > 0), 0), 2)::text AS gain,
      round(coalesce(sum(v.value) FILTER (WHERE v.value < 0), 0), 2)::text AS loss
    FROM stock_count_item l LEFT JOIN LATERAL (SELECT coalesce(l.variance_value, round(l.variance * k.cost, 4)) AS value
      FROM inventory_item i JOIN product p ON p.id = i.product_id CROSS JOIN ${UNIT_COST} k WHERE i.id = l.inventory_item_id AND l.variance <> 0) v ON TRUE
    WHERE l.count_id = c.id) s`;

/** Counts, newest first, each with how far it is. */
export async function listCounts(
  read: NeonRead,
  input: ListCountsInput,
): Promise<{ rows: CountRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    isChosen("c.id", input.ids),
    visibleCounts(read.actor),
    when(input.tab, (tab) => sql`${TAB} = ${tab}`),
    when(input.warehouseId, (id) => sql`c.warehouse_id = ${id}`),
    when(
      input.q,
      (term) =>
        sql`(c.count_number ILIKE ${containing(term)} OR c.notes ILIKE ${containing(term)} OR EXISTS (SELECT FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id
          WHERE l.count_id = c.id AND (p.sku ILIKE ${containing(term)} OR p.name ILIKE ${containing(term)})))`,
    ),
    when(after, ([at, id]) => sql`(c.created_at, c.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await queryJson<CountFields>(
    read.db,
    sql`WITH page AS MATERIALIZED (SELECT c.* FROM stock_count c WHERE ${conditions} ORDER BY c.created_at DESC, c.id DESC ${pageLimit(input.limit)})
    SELECT ${COLUMNS} FROM page c ${SOURCE} ORDER BY c.created_at DESC, c.id DESC`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map((row) => toRow(row, read.actor)), nextCursor: page.nextCursor };
}

interface MoreFields extends CountFields {
  scope: unknown;
  scopeProducts: CountView["scopeProducts"];
  toleranceQty: string;
  tolerancePct: string;
  toleranceValue: string;
  note: string | null;
  countedByName: string | null;
  approvedByName: string | null;
  operationId: string | null;
  countedByMe: boolean;
  leftForMe: number;
}

/** One count: its plan, its tolerance, how far it is, and what the reader may still do about it. */
export async function getCount(read: NeonRead, input: { id: string }): Promise<CountView> {
  const me = read.actor.userId;
  const mine = sql`SELECT FROM stock_count_entry e WHERE e.count_item_id = l.id AND e.counted_by = ${me}`;
  const [found] = await queryJson<MoreFields>(
    read.db,
    sql`SELECT ${COLUMNS}, c.scope, trim_scale(c.tolerance_qty)::text AS "toleranceQty", trim_scale(c.tolerance_pct)::text AS "tolerancePct", trim_scale(c.tolerance_value)::text AS "toleranceValue",
      c.notes AS note, x.display_name AS "countedByName", y.display_name AS "approvedByName", c.operation_id AS "operationId",
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'sku', p.sku) ORDER BY p.sku), '[]') FROM product p WHERE p.id IN (SELECT jsonb_array_elements_text(c.scope -> 'productIds'))) AS "scopeProducts",
      EXISTS (SELECT FROM stock_count_item l WHERE l.count_id = c.id AND EXISTS (${mine})) AS "countedByMe",
      (SELECT count(*)::int FROM stock_count_item l WHERE l.count_id = c.id AND l.pending AND NOT EXISTS (${mine})) AS "leftForMe"
    FROM stock_count c ${SOURCE} LEFT JOIN "user" x ON x.id = c.counted_by LEFT JOIN "user" y ON y.id = c.approved_by WHERE c.id = ${input.id} AND ${visibleCounts(read.actor)}`,
  );
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Count", id: input.id });
  const count = toRow(found, read.actor);
  const { toleranceQty, tolerancePct, toleranceValue, note, countedByName, approvedByName } = found;
  const values = count.varianceValue !== null;
  return {
    count,
    scope: countScope.parse(found.scope),
    scopeProducts: found.scopeProducts,
    blind: found.blind,
    toleranceQty,
    tolerancePct,
    toleranceValue,
    note,
    countedByName,
    approvedByName,
    operationId: found.operationId,
    countedByMe: found.countedByMe,
    leftForMe: found.leftForMe,
    gain: values ? found.gain : null,
    loss: values ? found.loss : null,
  };
}

function toRow(fields: CountFields, actor: Actor): CountRow {
  const { key: _key, blind: _blind, gain, loss, differing, ...row } = fields;
  const status: CountStatus = row.status;
  const sees = seesExpected(actor, { warehouseId: row.warehouseId, blind: fields.blind, status });
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const net = sum([gain, loss]);
  return {
    ...row,
    differing: sees ? differing : null,
    varianceValue: sees && canIn(actor, "cost:read", row.warehouseId) ? net : null,
    startedAt: iso(row.startedAt),
    approvedAt: iso(row.approvedAt),
    undoneAt: iso(row.undoneAt),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
