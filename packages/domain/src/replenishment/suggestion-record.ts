import type { Settings } from "@invista/contracts/config/registry";
import { normalQuantile } from "@invista/contracts/replenishment/normal-quantile";
import type { SuggestionRow, WhatIf } from "@invista/contracts/replenishment/replenishment";
import type { NeonSql } from "@invista/db";
import { can, type Actor } from "../shared/actor.ts";
import { without } from "../shared/without.ts";
import { AVAILABLE, ITEM_PLACES, PRESENT, sql } from "../shared/sql.ts";

/** A row of the CTE `suggestion`, numerics as text. */
export type SuggestionRecord = SuggestionRow & { key: string };

/** Share of cases in which stock lasts until the delivery, by class. */
export function serviceLevels(settings: Settings): Record<"A" | "B" | "C", number> {
  return {
    A: settings.get("replenishment.service_level_a") / 100,
    B: settings.get("replenishment.service_level_b") / 100,
    C: settings.get("replenishment.service_level_c") / 100,
  };
}

/**
 * WITH … suggestion: what to order for each position that has a rule or demand, under `pairs`, a condition on product `p` and position `x`.
 * Safety stock = z · σ · √L and reorder point = μ · L + safety stock, with μ and σ the mean and standard deviation of a week's demand, L the lead time in
 * weeks and z the normal quantile of the service level (E. A. Silver, D. F. Pyke, D. J. Thomas, "Inventory and Production Management in Supply Chains",
 * 4th ed. 2017, ch. 6). Ordered is up to the target, in whole multiples and at least the least order, when the projected quantity is below the point; at the
 * supplier's last cost, else the standard cost, else what the stock there cost on average.
 */
export function suggestions(pairs: NeonSql.Sql, what: WhatIf, settings: Settings): NeonSql.Sql {
  const levels = serviceLevels(settings);
  const factor = sql`(1 + ${what.demandPercent}::numeric / 100)`;
  return sql`
  WITH pair AS MATERIALIZED (
    SELECT x.product_id, x.warehouse_id, p.sku, p.name, p.base_uom_id, p.qty_precision, p.standard_cost, w.code AS warehouse_code
    FROM (SELECT product_id, warehouse_id FROM reorder_rule UNION SELECT product_id, warehouse_id FROM demand_statistic) x
    JOIN product p ON p.id = x.product_id JOIN warehouse w ON w.id = x.warehouse_id
    WHERE p.status = 'ACTIVE' AND NOT w.is_transit AND ${pairs}),
  stock AS (
    SELECT i.product_id, i.warehouse_id, sum(${AVAILABLE}) AS available, sum(${PRESENT}) AS on_hand, sum(i.quantity - ${PRESENT}) AS in_transit
    FROM pair JOIN inventory_item i ON i.product_id = pair.product_id AND i.warehouse_id = pair.warehouse_id ${ITEM_PLACES} GROUP BY 1, 2),
  base AS (
    SELECT pair.*, coalesce(s.on_hand, 0) AS on_hand, coalesce(s.available, 0) AS available, coalesce(s.in_transit, 0) + coalesce(b.open, 0) AS incoming, coalesce(n.open, 0) AS open_demand,
      d.weekly_mean * ${factor} AS mean, d.weekly_deviation * ${factor} AS deviation, coalesce(r.abc_class, d.abc_class) AS abc, d.xyz_class AS xyz,
      greatest(coalesce(r.lead_time_days, sp.lead_time_days, ${settings.get("replenishment.lead_time_days")}::int) + ${what.leadTimeDelta}::int, 0) AS lead,
      coalesce(r.supplier_id, sp.supplier_id) AS supplier_id, coalesce(sp.moq, 0) AS moq, coalesce(nullif(r.multiple, 1), sp.multiple, 1) AS multiple,
      coalesce(r.min_quantity, 0) AS least, coalesce(r.max_quantity, 0) AS most, coalesce(r.safety_stock, 0) AS kept, coalesce(r.version, 0) AS rule_version,
      coalesce(CASE WHEN sp.currency = ${settings.get("general.currency")} THEN sp.last_cost END, pair.standard_cost, (SELECT round(sum(c.remaining_value) / sum(c.remaining_quantity), 6)
        FROM cost_layer c WHERE c.product_id = pair.product_id AND c.warehouse_id = pair.warehouse_id AND c.remaining_quantity > 0)) AS unit_cost
    FROM pair LEFT JOIN stock s ON s.product_id = pair.product_id AND s.warehouse_id = pair.warehouse_id
    LEFT JOIN LATERAL (SELECT sum(poi.quantity - poi.received_quantity - poi.cancelled_quantity) AS open FROM purchase_order_item poi JOIN purchase_order o ON o.id = poi.purchase_order_id
      WHERE poi.product_id = pair.product_id AND o.warehouse_id = pair.warehouse_id AND o.status IN ('SENT', 'PARTIALLY_RECEIVED')) b ON TRUE
    LEFT JOIN LATERAL (SELECT sum(y.quantity - y.shipped_quantity - y.cancelled_quantity - y.reserved_quantity) AS open FROM order_item y JOIN "order" o ON o.id = y.order_id
      WHERE y.product_id = pair.product_id AND y.shipped_quantity + y.cancelled_quantity < y.quantity AND coalesce(y.warehouse_id, o.warehouse_id) = pair.warehouse_id
        AND o.status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD')) n ON TRUE
    LEFT JOIN reorder_rule r ON r.product_id = pair.product_id AND r.warehouse_id = pair.warehouse_id
    LEFT JOIN demand_statistic d ON d.product_id = pair.product_id AND d.warehouse_id = pair.warehouse_id
    LEFT JOIN LATERAL (SELECT * FROM supplier_product c WHERE c.product_id = pair.product_id AND (r.supplier_id IS NULL OR c.supplier_id = r.supplier_id) ORDER BY c.preferred DESC, c.id LIMIT 1) sp ON TRUE),
  formula AS (
    SELECT *, power(10::numeric, qty_precision) AS step, available + incoming - open_demand AS projected, most > 0 AS is_rule,
      CASE WHEN kept > 0 THEN kept ELSE coalesce(CASE abc WHEN 'A' THEN ${normalQuantile(levels.A)}::numeric WHEN 'B' THEN ${normalQuantile(levels.B)}::numeric ELSE ${normalQuantile(levels.C)}::numeric END
        * deviation * sqrt(lead / 7.0), 0) END AS safety
    FROM base),
  pointed AS (
    SELECT *, ceil((mean * lead / 7 + safety) * step) / step AS formula_point, ceil((mean * lead / 7 + safety + mean * ${settings.get("replenishment.review_days")}::int / 7) * step) / step AS formula_target
    FROM formula),
  decided AS (
    SELECT *, CASE WHEN is_rule THEN least ELSE coalesce(formula_point, ceil(safety * step) / step) END AS point,
      CASE WHEN is_rule THEN most ELSE coalesce(formula_target, ceil(safety * step) / step) END AS target,
      CASE WHEN mean > 0 THEN floor(greatest(available - open_demand, 0) * 7 / mean)::bigint END AS days_left
    FROM pointed),
  suggestion AS (
    SELECT *, CASE WHEN projected < point THEN ceil(greatest(target - projected, moq) / multiple) * multiple ELSE 0 END AS suggested,
      CASE WHEN available - open_demand <= 0 AND (point > 0 OR mean > 0) THEN 0 ELSE least(coalesce(days_left, 999999), 999999) END AS urgency
    FROM decided)`;
}

/** SELECT over the CTE `suggestion`. */
export const SUGGESTION_COLUMNS = sql`
  SELECT g.product_id AS "productId", g.sku, g.name, u.code AS "unitCode", g.warehouse_id AS "warehouseId", g.warehouse_code AS "warehouseCode", g.supplier_id AS "supplierId", v.name AS "supplierName",
    trim_scale(g.on_hand)::text AS "onHand", trim_scale(g.available)::text AS available, trim_scale(g.incoming)::text AS incoming, trim_scale(g.open_demand)::text AS "openDemand",
    trim_scale(g.projected)::text AS projected, trim_scale(round(g.mean, 2))::text AS "weeklyDemand", trim_scale(round(g.deviation, 2))::text AS "weeklyDeviation", g.lead AS "leadTimeDays",
    g.abc AS "abcClass", g.xyz AS "xyzClass", trim_scale(round(g.safety, 2))::text AS "safetyStock", trim_scale(g.point)::text AS "reorderPoint", trim_scale(g.formula_point)::text AS "formulaPoint",
    trim_scale(g.target)::text AS target, CASE WHEN g.is_rule THEN 'RULE' ELSE 'FORMULA' END AS basis, trim_scale(g.suggested)::text AS suggested, trim_scale(g.moq)::text AS moq,
    trim_scale(g.multiple)::text AS multiple, CASE WHEN g.days_left IS NOT NULL THEN least(g.days_left, 999999)::int END AS "daysLeft", trim_scale(g.unit_cost)::text AS "unitCost", trim_scale(round(g.unit_cost * g.suggested, 2))::text AS cost,
    g.rule_version AS "ruleVersion", g.urgency::text AS key
  FROM suggestion g JOIN unit_of_measure u ON u.id = g.base_uom_id LEFT JOIN supplier v ON v.id = g.supplier_id`;

/** Costs only for those who may read them. */
export function toSuggestion(record: SuggestionRecord, actor: Actor): SuggestionRow {
  const row = without(record, "key");
  return can(actor, "cost:read") ? row : { ...row, unitCost: null, cost: null };
}
