import { refuse } from "@invista/contracts/errors";
import type { OrderRef, OrderStatus } from "@invista/contracts/order/order";
import type { NeonSql } from "@invista/db";
import { sql } from "../shared/sql.ts";
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
  return order;
}

/** Moves a locked order to a state and sets what belongs to it; the database refuses transitions that are not lawful. */
export async function moveOrder(
  work: NeonWork,
  order: OrderRecord,
  to: OrderStatus,
  fields: NeonSql.Sql,
): Promise<OrderRef> {
  const [moved] = await work.tx.$queryRaw<OrderRecord[]>`
    UPDATE "order" SET status = ${to}::order_status, version = version + 1, updated_at = now(), ${fields} WHERE id = ${order.id} RETURNING ${ORDER_COLUMNS}`;
  if (!moved) throw refuse("NOT_FOUND", "record.notFound", { entity: "Order", id: order.id });
  return refOf(work, moved);
}

export function refOf(work: NeonWork, order: OrderRecord): OrderRef {
  return {
    id: order.id,
    orderNumber: order.order_number,
    status: order.status,
    total: order.total,
    currency: order.currency,
    version: order.version,
    operationId: work.operationId,
  };
}

/** Refuses a step that is not lawful in the order's state, in the words people use. */
export function requireStatus(order: OrderRecord, allowed: readonly OrderStatus[], to: OrderStatus): void {
  if (!allowed.includes(order.status)) throw refuse("RULE_BROKEN", "order.transition", { from: order.status, to });
}
