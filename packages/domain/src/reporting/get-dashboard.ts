import type { DashboardView, GetDashboardInput } from "@invista/contracts/dashboard/dashboard";
import { can, visibleWarehouses } from "../shared/actor.ts";
import type { NeonRead } from "../shared/work.ts";
import { listMovements } from "../stock/index.ts";
import { readDoNext } from "./read-do-next.ts";
import { readTiles } from "./read-tiles.ts";

interface WarehouseRecord {
  id: string;
  code: string;
  name: string;
  positions: number;
  value: string;
  reserved: string;
  openOrders: number;
}

/** Today: what waits, the value of the stock and its last 30 days, each warehouse and the newest movements. */
export async function getDashboard(read: NeonRead, input: GetDashboardInput, currency: string): Promise<DashboardView> {
  const scope = scopeOf(read, input.warehouseId);
  const costs = can(read.actor, "cost:read");
  const [tiles, warehouses, history, recent, doNext, totals] = await Promise.all([
    readTiles(read, scope, currency),
    read.db.$queryRaw<WarehouseRecord[]>`
      SELECT w.id, w.code, w.name, coalesce(i.positions, 0) AS positions, coalesce(c.value, 0)::text AS value, trim_scale(coalesce(i.reserved, 0))::text AS reserved, coalesce(o.n, 0) AS "openOrders"
      FROM warehouse w
      LEFT JOIN (SELECT warehouse_id, count(DISTINCT product_id) FILTER (WHERE quantity > 0)::int AS positions, sum(reserved_quantity) AS reserved FROM inventory_item GROUP BY 1) i ON i.warehouse_id = w.id
      LEFT JOIN (SELECT warehouse_id, sum(remaining_value) AS value FROM cost_layer WHERE remaining_quantity > 0 GROUP BY 1) c ON c.warehouse_id = w.id
      LEFT JOIN (SELECT x.warehouse_id, count(DISTINCT r.reference_id)::int AS n FROM stock_reservation r JOIN inventory_item x ON x.id = r.inventory_item_id
        WHERE r.status IN ('ACTIVE', 'PICKED') AND r.reservation_type = 'ORDER' GROUP BY 1) o ON o.warehouse_id = w.id
      WHERE NOT w.is_transit AND (${scope}::text[] IS NULL OR w.id = ANY (${scope}::text[])) ORDER BY w.priority, w.code`,
    costs ? readValueHistory(read, scope) : null,
    listMovements(read, { warehouseId: input.warehouseId, limit: 8 }),
    readDoNext(read, scope),
    read.db.$queryRaw<{ products: number; positions: number; orders: number }[]>`
      SELECT (SELECT count(*)::int FROM product WHERE status <> 'ARCHIVED') AS products, (SELECT count(*)::int FROM "order" WHERE status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD')) AS orders,
        (SELECT count(*)::int FROM (SELECT DISTINCT product_id, warehouse_id FROM inventory_item WHERE ${scope}::text[] IS NULL OR warehouse_id = ANY (${scope}::text[])) x) AS positions`,
  ]);
  return {
    tiles,
    currency,
    stockValue: history?.at(-1)?.value ?? null,
    valueHistory: history,
    warehouses: warehouses.map((row) => ({ ...row, value: costs ? row.value : null })),
    recent: recent.rows,
    doNext,
    totals: totals[0] ?? { products: 0, positions: 0, orders: 0 },
  };
}

function scopeOf(read: NeonRead, warehouseId: string | undefined): readonly string[] | null {
  const visible = visibleWarehouses(read.actor);
  if (warehouseId === undefined) return visible;
  return visible === null || visible.includes(warehouseId) ? [warehouseId] : [];
}

/** The value at the end of each of the last 30 days: today's cost layers less what the ledger added since. */
function readValueHistory(read: NeonRead, scope: readonly string[] | null): Promise<{ day: string; value: string }[]> {
  return read.db.$queryRaw<{ day: string; value: string }[]>`
    WITH held AS (SELECT coalesce(sum(remaining_value), 0) AS v FROM cost_layer WHERE remaining_quantity > 0 AND (${scope}::text[] IS NULL OR warehouse_id = ANY (${scope}::text[]))),
    moved AS (SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, sum(value_delta) AS v FROM stock_movement
      WHERE occurred_at > now() - interval '31 days' AND (${scope}::text[] IS NULL OR warehouse_id = ANY (${scope}::text[])) GROUP BY 1)
    SELECT d::date::text AS day, round((SELECT v FROM held) - coalesce(sum(moved.v) OVER (ORDER BY d DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 2)::text AS value
    FROM generate_series((now() AT TIME ZONE 'UTC')::date - 30, (now() AT TIME ZONE 'UTC')::date, '1 day') d LEFT JOIN moved ON moved.day = d::date ORDER BY d`;
}
