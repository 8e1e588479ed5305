import type { Settings } from "@invista/contracts/config/registry";
import type { CountsDue, CountsDueInput, CountSummary, CountSummaryInput } from "@invista/contracts/count/read-count";
import { canIn, visibleWarehouses } from "../shared/actor.ts";
import { all, inWarehouses, sql, when } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";
import { CLASS, classesOf, COUNTED_LAST, intervalOf } from "./count-scope.ts";
import { TAB, visibleCounts } from "./read-counts.ts";

/** How many counts wait for what, and how well stock and system agreed in the last twelve months. Counts taken back don't count. */
export async function summarizeCounts(read: NeonRead, input: CountSummaryInput): Promise<CountSummary> {
  const scope = all([visibleCounts(read.actor), when(input.warehouseId, (id) => sql`c.warehouse_id = ${id}`)]);
  const posted = sql`stock_count c JOIN stock_count_item l ON l.count_id = c.id LEFT JOIN operation o ON o.id = c.operation_id
    WHERE c.status = 'APPROVED' AND o.undone_at IS NULL AND c.approved_at >= date_trunc('month', now()) - interval '11 months' AND ${scope}`;
  const accuracy = sql`round(100.0 * count(*) FILTER (WHERE l.variance = 0) / nullif(count(*), 0), 1)::text`;
  const net = sql`round(coalesce(sum(l.variance_value), 0), 2)::text`;
  const [tabs, [total], months, causes] = await Promise.all([
    read.db.$queryRaw<{ tab: string; n: number }[]>`
      SELECT x.tab, count(*)::int AS n FROM (SELECT ${TAB} AS tab FROM stock_count c WHERE c.status NOT IN ('APPROVED', 'CANCELLED') AND ${scope}) x GROUP BY 1`,
    read.db.$queryRaw<Pick<CountSummary, "lines" | "itemAccuracy" | "valueAccuracy" | "netValue">[]>`
      SELECT count(*)::int AS lines, ${accuracy} AS "itemAccuracy", ${net} AS "netValue",
        round(greatest(100 - 100 * sum(abs(l.variance_value)) / nullif(sum(l.expected_value), 0), 0), 1)::text AS "valueAccuracy" FROM ${posted}`,
    read.db.$queryRaw<CountSummary["months"]>`
      SELECT m.day::date::text AS day, coalesce(x.lines, 0) AS lines, x.accuracy, coalesce(x.net, '0') AS net
      FROM generate_series(date_trunc('month', now()) - interval '11 months', now(), '1 month') m(day)
        LEFT JOIN (SELECT date_trunc('month', c.approved_at) AS day, count(*)::int AS lines, ${accuracy} AS accuracy, ${net} AS net FROM ${posted} GROUP BY 1) x ON x.day = m.day ORDER BY m.day`,
    read.db.$queryRaw<CountSummary["causes"]>`
      SELECT l.root_cause AS cause, count(*)::int AS lines, ${net} AS net FROM ${posted} AND l.root_cause IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
  ]);
  const waiting = (tab: string) => tabs.find((row) => row.tab === tab)?.n ?? 0;
  const reached = input.warehouseId ? [input.warehouseId] : (visibleWarehouses(read.actor) ?? ["every one"]);
  const costs = reached.every((id) => canIn(read.actor, "cost:read", id));
  return {
    tabs: { COUNT: waiting("COUNT"), RESOLVE: waiting("RESOLVE"), APPROVE: waiting("APPROVE") },
    lines: total?.lines ?? 0,
    itemAccuracy: total?.itemAccuracy ?? null,
    valueAccuracy: costs ? (total?.valueAccuracy ?? null) : null,
    netValue: costs ? (total?.netValue ?? "0") : null,
    months: months.map((month) => ({ ...month, net: costs ? month.net : null })),
    causes: causes.map((cause) => ({ ...cause, net: costs ? cause.net : null })),
  };
}

/** By class: how many positions have waited longer than their interval for being counted. */
export async function countsDue(read: NeonRead, input: CountsDueInput, settings: Settings): Promise<CountsDue> {
  const visible = visibleWarehouses(read.actor);
  const scope =
    input.warehouseId === undefined ? visible : [input.warehouseId].filter((id) => visible?.includes(id) ?? true);
  const within = inWarehouses("a.warehouse_id", scope);
  const rows = await read.db.$queryRaw<CountsDue["rows"]>`
    WITH ${classesOf(within)}, position AS (
      SELECT ${CLASS} AS class, i.last_counted_at IS NULL AS never, extract(epoch FROM now() - ${COUNTED_LAST}) / 86400 AS days, ${intervalOf(settings)} AS interval_days
      FROM inventory_item i JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location
        LEFT JOIN reorder_rule r ON r.product_id = i.product_id AND r.warehouse_id = i.warehouse_id LEFT JOIN abc ON abc.product_id = i.product_id AND abc.warehouse_id = i.warehouse_id
      WHERE i.quantity > 0 AND b.type <> 'TRANSIT' AND ${inWarehouses("i.warehouse_id", scope)})
    SELECT k.class AS "abcClass", k.days AS "intervalDays", count(p.class)::int AS positions, count(*) FILTER (WHERE p.days > p.interval_days)::int AS due,
      count(*) FILTER (WHERE p.never)::int AS "neverCounted", floor(max(p.days) FILTER (WHERE p.days > p.interval_days))::int AS "oldestDays"
    FROM (VALUES ('A', ${settings.get("counts.days_a")}::int), ('B', ${settings.get("counts.days_b")}::int), ('C', ${settings.get("counts.days_c")}::int)) k(class, days)
      LEFT JOIN position p ON p.class = k.class GROUP BY 1, 2 ORDER BY 1`;
  return { rows };
}
