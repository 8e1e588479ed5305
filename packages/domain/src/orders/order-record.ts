import { refuse } from "@invista/contracts/errors";
import type { OrderRef, OrderStatus } from "@invista/contracts/order/order";
import type { NeonSql } from "@invista/db";
import { can, visibleWarehouses } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

export interface OrderRecord {
  id: string;
  order_number: string;
  status: OrderStatus;
  total: string;
  currency: string;
  version: number;
  customer_id: string;
  warehouse_id: string | null;
  created_by: string;
  held_from: OrderStatus | null;
}

export const ORDER_COLUMNS = sql`id, order_number, status::text AS status, trim_scale(total)::text AS total, currency, version, customer_id, warehouse_id, created_by, held_from::text AS held_from`;

/** Reads and locks an order the caller saw at `version`. */
export async function lockOrder(work: NeonWork, id: string, version: number): Promise<OrderRecord> {
  const [order] = await work.tx.$queryRaw<
    OrderRecord[]
  >`SELECT ${ORDER_COLUMNS} FROM "order" WHERE id = ${id} FOR UPDATE`;
  if (!order || order.version !== version) throw missingOrStale("Order", order, { id });
  await requireOrderScope(work, order);
  return order;
}

/** Refuses to touch an order that stands, or holds stock, in a warehouse outside the actor's scope. */
async function requireOrderScope(work: NeonWork, order: OrderRecord): Promise<void> {
  const scope = visibleWarehouses(work.actor);
  if (scope === null) return;
  const [seen] = await work.tx.$queryRaw<{ visible: boolean; elsewhere: boolean }[]>`
    SELECT ${inOrderScope(scope)} AS visible, (o.warehouse_id IS NOT NULL AND o.warehouse_id <> ALL (${[...scope]}::text[]))
      OR EXISTS (${openReservations(sql`i.warehouse_id <> ALL (${[...scope]}::text[])`)}) AS elsewhere
    FROM "order" o WHERE o.id = ${order.id}`;
  if (!seen?.visible) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: order.id });
  if (seen.elsewhere) throw refuse("FORBIDDEN", "order.elsewhere");
}

/** Order `o` concerns these warehouses: it stands in one, holds stock in one, or is not yet of any. */
export function inOrderScope(scope: readonly string[]): NeonSql.Sql {
  const here = sql`i.warehouse_id = ANY (${[...scope]}::text[])`;
  return sql`(o.warehouse_id = ANY (${[...scope]}::text[]) OR EXISTS (${openReservations(here)})
    OR (o.warehouse_id IS NULL AND NOT EXISTS (${openReservations(sql`TRUE`)})))`;
}

/** A claim `r` that no shipment has taken yet. */
export const UNSHIPPED = sql`r.status = 'ACTIVE' AND NOT EXISTS (SELECT FROM shipment_item taken WHERE taken.reservation_id = r.id)`;

function openReservations(where: NeonSql.Sql): NeonSql.Sql {
  return sql`SELECT FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id
    WHERE r.reservation_type = 'ORDER' AND r.reference_id = o.id AND r.status IN ('ACTIVE', 'PICKED') AND ${where}`;
}

/** Moves a locked order to a state and sets what belongs to it; the database refuses transitions that are not lawful. */
export async function moveOrder(
  work: NeonWork,
  order: OrderRecord,
  to: OrderStatus,
  fields: NeonSql.Sql = empty,
): Promise<OrderRef> {
  const [moved] = await work.tx.$queryRaw<OrderRecord[]>`
    UPDATE "order" SET status = ${to}::order_status, version = version + 1, updated_at = now() ${fields} WHERE id = ${order.id} RETURNING ${ORDER_COLUMNS}`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: order.id });
  return refOf(work, moved);
}

export function refOf(work: NeonWork, order: OrderRecord): OrderRef {
  return {
    id: order.id,
    orderNumber: order.order_number,
    status: order.status,
    total: can(work.actor, "price:read") ? order.total : null,
    currency: order.currency,
    version: order.version,
    operationId: work.operationId,
  };
}

/** Refuses a step that is not lawful in the order's state, in the words people use. */
export function requireStatus(order: OrderRecord, allowed: readonly OrderStatus[], to: OrderStatus): void {
  if (!allowed.includes(order.status)) throw refuse("RULE_BROKEN", "order.transition", { from: order.status, to });
}
