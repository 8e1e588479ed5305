import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { AVAILABLE, ITEM_PLACES } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

interface TileRecord {
  pending: number;
  pending_value: string;
  late: number;
  late_oldest: string | null;
  receive: number;
  receive_units: string;
  below: number;
  on_order: number;
  stock_outs: number;
  expiring: number;
  expiring_units: string;
  counts: number;
  inspections: number;
}

/** The eight numbers of Today, each counted from the tables it names. */
export async function readTiles(
  read: NeonRead,
  scope: readonly string[] | null,
  currency: string,
): Promise<DashboardView["tiles"]> {
  const [row] = await read.db.$queryRaw<TileRecord[]>`
    WITH position AS (
      SELECT i.product_id, i.warehouse_id, sum(i.quantity) AS on_hand, sum(${AVAILABLE}) AS available FROM inventory_item i ${ITEM_PLACES}
      WHERE ${scope}::text[] IS NULL OR i.warehouse_id = ANY (${scope}::text[]) GROUP BY 1, 2),
    below AS (SELECT r.product_id, r.warehouse_id FROM reorder_rule r LEFT JOIN position s USING (product_id, warehouse_id)
      WHERE coalesce(s.available, 0) < r.min_quantity AND (${scope}::text[] IS NULL OR r.warehouse_id = ANY (${scope}::text[]))),
    demand AS (SELECT x.product_id FROM order_item x JOIN "order" o ON o.id = x.order_id
      WHERE o.status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD') AND x.quantity > x.reserved_quantity + x.shipped_quantity + x.cancelled_quantity GROUP BY 1),
    receivable AS (SELECT o.id, sum(p.quantity - p.received_quantity - p.cancelled_quantity) AS units FROM purchase_order o JOIN purchase_order_item p ON p.purchase_order_id = o.id
      WHERE o.status IN ('SENT', 'PARTIALLY_RECEIVED') AND coalesce(p.expected_at, o.expected_at)::date <= current_date AND (${scope}::text[] IS NULL OR o.warehouse_id = ANY (${scope}::text[])) GROUP BY 1),
    expiring AS (SELECT l.id, sum(i.quantity) AS units FROM lot l JOIN inventory_item i ON i.lot_id = l.id
      WHERE i.quantity > 0 AND l.expires_at BETWEEN now() AND now() + interval '30 days' AND (${scope}::text[] IS NULL OR i.warehouse_id = ANY (${scope}::text[])) GROUP BY 1)
    SELECT (SELECT count(*)::int FROM "order" WHERE status = 'PENDING') AS pending,
      (SELECT round(coalesce(sum(total), 0), 2)::text FROM "order" WHERE status = 'PENDING') AS pending_value,
      (SELECT count(*)::int FROM "order" WHERE status IN ('PENDING', 'CONFIRMED', 'PROCESSING') AND coalesce(promised_at, requested_at) < now()) AS late,
      (SELECT order_number FROM "order" WHERE status IN ('PENDING', 'CONFIRMED', 'PROCESSING') AND coalesce(promised_at, requested_at) < now() ORDER BY coalesce(promised_at, requested_at) LIMIT 1) AS late_oldest,
      (SELECT count(*)::int FROM receivable) AS receive, (SELECT trim_scale(coalesce(sum(units), 0))::text FROM receivable) AS receive_units,
      (SELECT count(*)::int FROM below) AS below,
      (SELECT count(*)::int FROM below b WHERE EXISTS (SELECT 1 FROM purchase_order_item p JOIN purchase_order o ON o.id = p.purchase_order_id
        WHERE p.product_id = b.product_id AND o.warehouse_id = b.warehouse_id AND o.status IN ('SENT', 'PARTIALLY_RECEIVED'))) AS on_order,
      (SELECT count(*)::int FROM demand d WHERE NOT EXISTS (SELECT 1 FROM position s WHERE s.product_id = d.product_id AND s.available > 0)) AS stock_outs,
      (SELECT count(*)::int FROM expiring) AS expiring, (SELECT trim_scale(coalesce(sum(units), 0))::text FROM expiring) AS expiring_units,
      (SELECT count(*)::int FROM stock_count WHERE status IN ('PLANNED', 'COUNTING', 'RECOUNT') AND (${scope}::text[] IS NULL OR warehouse_id = ANY (${scope}::text[]))) AS counts,
      (SELECT count(*)::int FROM quality_inspection WHERE status IN ('PENDING', 'IN_PROGRESS')) AS inspections`;
  if (!row) throw new Error("the tiles answered nothing");
  const some = (count: number, detail: string) => ({ count, detail: count > 0 ? detail : null });
  return {
    pendingOrders: some(row.pending, `${row.pending_value} ${currency} waiting`),
    lateToShip: some(row.late, `oldest ${row.late_oldest}`),
    toReceive: some(row.receive, `${row.receive_units} units expected`),
    belowReorder: some(row.below, `${row.on_order} already on order`),
    stockOuts: some(row.stock_outs, "ordered, nothing available"),
    expiring: some(row.expiring, `${row.expiring_units} units in ${row.expiring} lots`),
    countsDue: some(row.counts, "planned or under way"),
    inspections: some(row.inspections, "waiting for a decision"),
  };
}
