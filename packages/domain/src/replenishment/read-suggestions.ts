import type { Settings } from "@invista/contracts/config/registry";
import { refuse } from "@invista/contracts/errors";
import { normalQuantile } from "@invista/contracts/replenishment/normal-quantile";
import {
  DEMAND_WEEKS,
  type GetSuggestionInput,
  type ListSuggestionsInput,
  type SuggestionRow,
  type SuggestionSummary,
  type SuggestionView,
  type SummariseSuggestionsInput,
} from "@invista/contracts/replenishment/replenishment";
import type { NeonSql } from "@invista/db";
import { z } from "zod";
import { can, requireWarehouse, visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { queryJson } from "../shared/query-json.ts";
import { all, AVAILABLE, inWarehouses, ITEM_PLACES, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { IS_DEMAND } from "./read-demand.ts";
import { readRule } from "./save-rule.ts";
import {
  serviceLevels,
  SUGGESTION_COLUMNS,
  suggestions,
  toSuggestion,
  type SuggestionRecord,
} from "./suggestion-record.ts";

const cursorShape = z.tuple([z.string().regex(/^\d{1,9}$/), z.string().max(64), z.string().max(64)]);

/** What to order, the first to run out first. Asking "what if" changes nothing: it is a reading like any other. */
export async function listSuggestions(
  read: NeonRead,
  input: ListSuggestionsInput,
  settings: Settings,
): Promise<{ rows: SuggestionRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    input.view === "DUE" ? sql`g.suggested > 0` : sql`TRUE`,
    when(input.supplierId, (id) => sql`g.supplier_id = ${id}`),
    when(
      after,
      ([key, product, warehouse]) =>
        sql`(g.urgency, g.product_id, g.warehouse_id) > (${key}::bigint, ${product}, ${warehouse})`,
    ),
  ]);
  const rows = await queryJson<SuggestionRecord>(
    read.db,
    sql`${suggestions(pairsOf(read, input), input, settings)} ${SUGGESTION_COLUMNS} WHERE ${conditions}
      ORDER BY g.urgency, g.product_id, g.warehouse_id ${pageLimit(input.limit)}`,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.productId, row.warehouseId]);
  return { rows: page.rows.map((row) => toSuggestion(row, read.actor)), nextCursor: page.nextCursor };
}

/** How many positions are due, what ordering them would cost, and how old the demand is that this follows from. */
export async function summariseSuggestions(
  read: NeonRead,
  input: SummariseSuggestionsInput,
  settings: Settings,
): Promise<SuggestionSummary> {
  const [row] = await queryJson<Omit<SuggestionSummary, "currency">>(
    read.db,
    sql`${suggestions(pairsOf(read, input), input, settings)}
      SELECT count(*)::int AS positions, count(*) FILTER (WHERE g.suggested > 0)::int AS due, count(*) FILTER (WHERE g.suggested > 0 AND g.urgency < g.lead)::int AS "tooLate",
        trim_scale(coalesce(round(sum(g.unit_cost * g.suggested), 2), 0))::text AS cost, (SELECT max(computed_at) FROM demand_statistic) AS "computedAt"
      FROM suggestion g WHERE ${when(input.supplierId, (id) => sql`g.supplier_id = ${id}`)}`,
  );
  if (!row) throw new Error("a summary has one row");
  const computedAt = row.computedAt === null ? null : new Date(row.computedAt).toISOString();
  const cost = can(read.actor, "cost:read") ? row.cost : null;
  return { ...row, cost, computedAt, currency: settings.get("general.currency") };
}

/** One position: the figures its suggestion follows from, week by week, and where else there is more than needed. */
export async function getSuggestion(
  read: NeonRead,
  input: GetSuggestionInput,
  settings: Settings,
): Promise<SuggestionView> {
  requireWarehouse(read.actor, input.warehouseId);
  const pair = sql`x.product_id = ${input.productId} AND x.warehouse_id = ${input.warehouseId}`;
  const [found] = await queryJson<SuggestionRecord>(
    read.db,
    sql`${suggestions(pair, input, settings)} ${SUGGESTION_COLUMNS}`,
  );
  if (!found) throw refuse("NOT_FOUND", "replenishment.nothingKnown");
  const serviceLevel = serviceLevels(settings)[found.abcClass ?? "C"];
  const [rule, weeks, elsewhere, suppliers] = await Promise.all([
    readRule(read.db, input),
    weeksOf(read, input),
    spareElsewhere(read, input),
    read.db.$queryRaw<{ id: string; name: string }[]>`
      SELECT id, name FROM supplier WHERE status = 'ACTIVE' OR id = ${found.supplierId} ORDER BY name LIMIT 200`,
  ]);
  return {
    suggestion: toSuggestion(found, read.actor),
    rule,
    z: Math.round(normalQuantile(serviceLevel) * 1_000) / 1_000,
    serviceLevel,
    reviewDays: settings.get("replenishment.review_days"),
    weeks,
    elsewhere,
    suppliers,
  };
}

function inScope(read: NeonRead): NeonSql.Sql {
  return inWarehouses("x.warehouse_id", visibleWarehouses(read.actor));
}

function pairsOf(read: NeonRead, input: SummariseSuggestionsInput): NeonSql.Sql {
  return all([
    inScope(read),
    when(input.warehouseId, (id) => sql`x.warehouse_id = ${id}`),
    when(input.q, (term) => sql`(p.sku ILIKE ${containing(term)} OR p.name ILIKE ${containing(term)})`),
  ]);
}

async function weeksOf(
  read: NeonRead,
  { productId, warehouseId }: GetSuggestionInput,
): Promise<SuggestionView["weeks"]> {
  const rows = await read.db.$queryRaw<{ startsAt: Date; quantity: string }[]>`
    SELECT ${read.now}::timestamptz - make_interval(weeks => n + 1) AS "startsAt", trim_scale(coalesce(-sum(m.quantity), 0))::text AS quantity
    FROM generate_series(0, ${DEMAND_WEEKS - 1}::int) n LEFT JOIN (
      SELECT m.quantity, m.occurred_at FROM stock_movement m LEFT JOIN stock_movement r ON r.seq = m.reversal_of_seq
      WHERE m.product_id = ${productId} AND m.warehouse_id = ${warehouseId} AND ${IS_DEMAND}) m
      ON m.occurred_at > ${read.now}::timestamptz - make_interval(weeks => n + 1) AND m.occurred_at <= ${read.now}::timestamptz - make_interval(weeks => n)
    GROUP BY n ORDER BY n DESC`;
  return rows.map(({ startsAt, quantity }) => ({ startsAt: startsAt.toISOString(), quantity }));
}

/** What other warehouses in scope have available beyond their own maximum, or beyond a quarter's demand where they have no rule. */
async function spareElsewhere(
  read: NeonRead,
  { productId, warehouseId }: GetSuggestionInput,
): Promise<SuggestionView["elsewhere"]> {
  return read.db.$queryRaw<SuggestionView["elsewhere"]>`
    SELECT w.id AS "warehouseId", w.code AS "warehouseCode", trim_scale(floor((s.available - s.needed) * s.step) / s.step)::text AS spare
    FROM (SELECT i.warehouse_id, power(10::numeric, max(p.qty_precision)) AS step, sum(${AVAILABLE}) AS available,
        coalesce(max(r.max_quantity), max(d.weekly_mean) * ${DEMAND_WEEKS}::int, 0) AS needed
      FROM inventory_item i JOIN product p ON p.id = i.product_id ${ITEM_PLACES}
      LEFT JOIN reorder_rule r ON r.product_id = i.product_id AND r.warehouse_id = i.warehouse_id LEFT JOIN demand_statistic d ON d.product_id = i.product_id AND d.warehouse_id = i.warehouse_id
      WHERE i.product_id = ${productId} AND i.warehouse_id <> ${warehouseId} AND ${inWarehouses("i.warehouse_id", visibleWarehouses(read.actor))} GROUP BY 1) s
    JOIN warehouse w ON w.id = s.warehouse_id WHERE floor((s.available - s.needed) * s.step) > 0 AND w.status = 'ACTIVE' ORDER BY s.available - s.needed DESC`;
}
