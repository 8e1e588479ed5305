import type { NeonWork } from "../shared/work.ts";
import type { OrderRecord } from "./order-record.ts";

/** Tells the creator that the order stands, and those who confirm orders that it waits for them. */
export function announcePlaced(work: NeonWork, order: OrderRecord, customerName: string): void {
  const link = `/orders/${order.id}`;
  work.notify({
    kind: "order.placed",
    to: { userIds: [work.actor.userId] },
    title: "Order Created",
    message: `Order ${order.order_number} has been created successfully`,
    type: "SUCCESS",
    link,
    dedupeKey: `order-placed:${order.id}`,
  });
  work.notify({
    kind: "order.to_confirm",
    to: { permission: "order:confirm", except: work.actor.userId },
    title: "Order to confirm",
    message: `${order.order_number} of ${customerName} waits for confirmation`,
    type: "INFO",
    link,
    dedupeKey: `order-to-confirm:${order.id}`,
  });
}

/** Tells the creator what someone else did with the order. */
export function announceStep(
  work: NeonWork,
  order: OrderRecord,
  title: string,
  message: string,
  type: "INFO" | "SUCCESS" | "WARNING",
): void {
  work.notify({
    kind: "order.changed",
    to: { userIds: [order.created_by] },
    title,
    message,
    type,
    link: `/orders/${order.id}`,
    dedupeKey: `order-${title}:${order.id}:${work.operationId}`,
  });
}
