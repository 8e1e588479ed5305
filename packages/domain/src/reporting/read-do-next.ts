import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { can } from "../shared/actor.ts";
import type { NeonRead } from "../shared/work.ts";

type Task = DashboardView["doNext"][number];

/** What to do next, by what it unblocks: orders to confirm, late orders, held orders, positions below their minimum. */
export async function readDoNext(read: NeonRead, scope: readonly string[] | null): Promise<Task[]> {
  if (!can(read.actor, "order:read")) return [];
  return read.db.$queryRaw<Task[]>`
    (SELECT 'order' AS kind, o.id, 'Confirm ' || o.order_number AS title, c.name || ', ' || trim_scale(o.total)::text || ' ' || o.currency AS detail, 'Waiting' AS state, 'warning' AS tone
      FROM "order" o JOIN customer c ON c.id = o.customer_id WHERE o.status = 'PENDING' ORDER BY o.created_at LIMIT 4)
    UNION ALL
    (SELECT 'order', o.id, 'Ship ' || o.order_number, c.name, 'Late', 'danger' FROM "order" o JOIN customer c ON c.id = o.customer_id
      WHERE o.status IN ('CONFIRMED', 'PROCESSING') AND coalesce(o.promised_at, o.requested_at) < now() ORDER BY coalesce(o.promised_at, o.requested_at) LIMIT 3)
    UNION ALL
    (SELECT 'order', o.id, 'Decide on ' || o.order_number, coalesce(o.hold_reason, ''), 'On hold', 'neutral' FROM "order" o WHERE o.status = 'ON_HOLD' ORDER BY o.updated_at LIMIT 2)
    UNION ALL
    (SELECT 'stock', p.id || '/' || w.id, 'Reorder ' || p.sku, 'minimum ' || trim_scale(r.min_quantity)::text || ' in ' || w.name, 'Below minimum', 'warning'
      FROM reorder_rule r JOIN product p ON p.id = r.product_id JOIN warehouse w ON w.id = r.warehouse_id
      WHERE (${scope}::text[] IS NULL OR w.id = ANY (${scope}::text[]))
        AND coalesce((SELECT sum(i.quantity - i.reserved_quantity) FROM inventory_item i WHERE i.product_id = r.product_id AND i.warehouse_id = r.warehouse_id), 0) < r.min_quantity
      ORDER BY p.sku LIMIT 4)`;
}
