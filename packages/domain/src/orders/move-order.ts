import { refuse } from "@invista/contracts/errors";
import { compare, minus, sum } from "@invista/contracts/quantity";
import type { OrderReasonInput, OrderRef, OrderStatus, OrderStepInput } from "@invista/contracts/order/order";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { announceStep } from "./announce-order.ts";
import { cancelShipments } from "./cancel-shipments.ts";
import { lockOrder, moveOrder, requireStatus, type OrderRecord } from "./order-record.ts";
import { linesToReserve, reserveOrder } from "./reserve-order.ts";
import { requireCustomer } from "./require-customer.ts";

const OPEN: readonly OrderStatus[] = ["PENDING", "CONFIRMED", "PROCESSING"];

/** Confirms a placed order within the customer's credit and the actor's approval limit. */
export async function confirmOrder(work: NeonWork, input: OrderStepInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, ["PENDING"], "CONFIRMED");
  const limit = work.actor.limits.maxApprovalAmount;
  if (limit !== null && compare(order.total, limit) > 0) {
    throw refuse("FORBIDDEN", order.created_by === work.actor.userId ? "order.ownApproval" : "permission.limit", {
      limit,
      total: order.total,
    });
  }
  await requireCredit(work, order);
  const moved = await moveOrder(
    work,
    order,
    "CONFIRMED",
    sql`, confirmed_at = now(), confirmed_by = ${work.actor.userId}`,
  );
  finish(work, order, moved, "CONFIRM");
  announceStep(
    work,
    order,
    "Order confirmed",
    `${order.order_number} was confirmed by ${work.actor.displayName}`,
    "SUCCESS",
  );
  return moved;
}

/** Two confirmations for one customer wait for each other, so that together they can't pass the limit. */
async function requireCredit(work: NeonWork, order: OrderRecord): Promise<void> {
  await work.tx.$queryRaw`SELECT id FROM customer WHERE id = ${order.customer_id} FOR UPDATE`;
  const customer = await requireCustomer(work, order.customer_id);
  if (customer.credit_limit === null) return;
  const [used] = await work.tx.$queryRaw<{ open: string }[]>`
    SELECT coalesce(sum(total), 0)::text AS open FROM "order" WHERE customer_id = ${order.customer_id} AND id <> ${order.id} AND status IN ('CONFIRMED', 'PROCESSING', 'ON_HOLD') AND confirmed_at IS NOT NULL`;
  const total = sum([used?.open ?? "0", order.total]);
  if (compare(total, customer.credit_limit) > 0) {
    throw refuse("RULE_BROKEN", "order.creditExceeded", {
      limit: customer.credit_limit,
      over: minus(total, customer.credit_limit),
      currency: order.currency,
    });
  }
}

/** Puts an open order on hold with a reason; its stock stays reserved until the hold expires, and it remembers where it was. */
export async function holdOrder(work: NeonWork, input: OrderReasonInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, OPEN, "ON_HOLD");
  const moved = await moveOrder(
    work,
    order,
    "ON_HOLD",
    sql`, held_from = ${order.status}::order_status, hold_reason = ${input.reason},
      hold_expires_at = ${work.now}::timestamptz + make_interval(days => ${work.settings.get("orders.hold_days")}::int)`,
  );
  finish(work, order, moved, "HOLD", input.reason);
  announceStep(work, order, "Order on hold", `${order.order_number}: ${input.reason}`, "WARNING");
  return moved;
}

/** Takes an order off hold, back to where it was; stock that it lost meanwhile is reserved anew, all or nothing. */
export async function releaseOrder(work: NeonWork, input: OrderStepInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, ["ON_HOLD"], order.held_from ?? "PENDING");
  await reserveOrder(work, order.id, await linesToReserve(work, order.id), order.warehouse_id);
  const moved = await moveOrder(
    work,
    order,
    order.held_from ?? "PENDING",
    sql`, held_from = NULL, hold_reason = NULL, hold_expires_at = NULL`,
  );
  finish(work, order, moved, "RELEASE");
  return moved;
}

/** Cancels an order of which nothing was shipped; every reservation is released in the same transaction. */
export async function cancelOrder(work: NeonWork, input: OrderReasonInput): Promise<OrderRef> {
  const order = await lockOrder(work, input.id, input.version);
  requireStatus(order, [...OPEN, "ON_HOLD"], "CANCELLED");
  const [shipped] = await work.tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM order_item WHERE order_id = ${order.id} AND shipped_quantity > 0) OR EXISTS (SELECT 1 FROM shipment WHERE order_id = ${order.id} AND status NOT IN ('DRAFT', 'PICKING', 'CANCELLED')) AS any`;
  if (shipped?.any) throw refuse("RULE_BROKEN", "order.shipped");
  await cancelShipments(work, { orderId: order.id, states: ["DRAFT", "PICKING"] });
  const released = await work.tx.$queryRaw<{ quantity: string }[]>`
    SELECT quantity::text AS quantity FROM release_reservations(${work.operationId}, 'ORDER', ${order.id}, 'RELEASED')`;
  const moved = await moveOrder(
    work,
    order,
    "CANCELLED",
    sql`, cancelled_at = now(), cancel_reason = ${input.reason}, held_from = NULL`,
  );
  finish(work, order, moved, "CANCEL", input.reason, { released: released.length });
  if (released.length > 0) work.touch("stock");
  announceStep(work, order, "Order cancelled", `${order.order_number}: ${input.reason}`, "WARNING");
  return moved;
}

function finish(
  work: NeonWork,
  order: OrderRecord,
  moved: OrderRef,
  action: string,
  reason?: string,
  more: Record<string, unknown> = {},
): void {
  work.audit({
    action,
    resource: "orders",
    resourceId: order.id,
    oldValues: { status: order.status },
    newValues: { status: moved.status, ...(reason === undefined ? {} : { reason }), ...more },
  });
  work.touch("order");
}
