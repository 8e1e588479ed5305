import type { CountScope } from "@invista/contracts/count/count";
import type { Settings } from "@invista/contracts/config/registry";
import type { NeonSql } from "@invista/db";
import { all, empty, sql, when } from "../shared/sql.ts";

type Intervals = Pick<Settings, "get">;

/** The class of a product there: what its reorder rule `r` says, else its share of what was shipped. */
export const CLASS = sql`coalesce(r.abc_class, abc.abc_class, 'C')`;

/** CTE `abc`: the classes of the products of these warehouses. */
export function classesOf(warehouses: NeonSql.Sql): NeonSql.Sql {
  return sql`abc AS MATERIALIZED (SELECT a.product_id, a.warehouse_id, a.abc_class FROM stock_aging a WHERE ${warehouses})`;
}

/** After how many days a position is due: as its reorder rule says, else as the settings say for its class. */
export function intervalOf(settings: Intervals): NeonSql.Sql {
  return sql`coalesce(r.count_interval_days, CASE ${CLASS} WHEN 'A' THEN ${settings.get("counts.days_a")}::int WHEN 'B' THEN ${settings.get("counts.days_b")}::int ELSE ${settings.get("counts.days_c")}::int END)`;
}

/** When a position was counted last; one that never was, waits since it is there. */
export const COUNTED_LAST = sql`coalesce(i.last_counted_at, i.created_at)`;

/** Held by another count that is under way. */
export const BUSY = sql`EXISTS (SELECT FROM stock_count_item o WHERE o.inventory_item_id = i.id AND o.is_open)`;

/** WITH and FROM … WHERE over the positions of a scope: items `i`, products `p`, bins `b`, lots `t`. */
export function positionsOf(
  warehouseId: string,
  scope: CountScope,
  settings: Intervals,
): { prelude: NeonSql.Sql; source: NeonSql.Sql } {
  // Classes are ranked over everything shipped: read only where they decide.
  const classed = scope.classes.length > 0 || scope.dueOnly;
  const { classes, zones, bins, productIds } = scope;
  const some = <T>(values: readonly T[]) => (values.length > 0 ? [...values] : null);
  const conditions = all([
    sql`i.warehouse_id = ${warehouseId} AND b.type <> 'TRANSIT'`,
    scope.withEmpty ? sql`TRUE` : sql`i.quantity > 0`,
    when(some(productIds), (ids) => sql`i.product_id = ANY (${ids}::text[])`),
    when(some(bins), (codes) => sql`i.location = ANY (${codes}::text[])`),
    when(some(zones), (names) => sql`b.zone = ANY (${names}::text[])`),
    when(some(classes), (names) => sql`${CLASS} = ANY (${names}::text[])`),
    when(scope.notCountedForDays, (days) => sql`${COUNTED_LAST} < now() - make_interval(days => ${days}::int)`),
    scope.dueOnly ? sql`${COUNTED_LAST} < now() - make_interval(days => ${intervalOf(settings)})` : sql`TRUE`,
  ]);
  return {
    prelude: classed ? sql`WITH ${classesOf(sql`a.warehouse_id = ${warehouseId}`)}` : empty,
    source: sql`FROM inventory_item i JOIN product p ON p.id = i.product_id JOIN storage_location b ON b.warehouse_id = i.warehouse_id AND b.code = i.location LEFT JOIN lot t ON t.id = i.lot_id
      ${
        classed
          ? sql`LEFT JOIN reorder_rule r ON r.product_id = i.product_id AND r.warehouse_id = i.warehouse_id LEFT JOIN abc ON abc.product_id = i.product_id AND abc.warehouse_id = i.warehouse_id`
          : empty
      }
      WHERE ${conditions}`,
  };
}
