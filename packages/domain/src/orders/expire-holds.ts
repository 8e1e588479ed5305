import type { OrderRef } from "@invista/contracts/order/order";
import { sql } from "../shared/sql.ts";
import type { NeonTx, NeonWork } from "../shared/work.ts";
import { announceStep } from "./announce-order.ts";
import { cancelShipments } from "./cancel-shipments.ts";
import { lockOrder, moveOrder, requireStatus } from "./order-record.ts";

export interface ExpiredHold {
  readonly id: string;
  readonly version: number;
}

/** Orders that wait on hold for longer than they may and keep stock meanwhile, the oldest first. Stock that is picked already stays theirs. */
export function findExpiredHolds(db: Pick<NeonTx, "$queryRaw">, holdDays: number, now: Date): Promise<ExpiredHold[]> {
  return db.$queryRaw<ExpiredHold[]>`
    SELECT o.id, o.version FROM "order" o
    WHERE o.status = 'ON_HOLD' AND coalesce(o.hold_expires_at, o.updated_at + make_interval(days => ${holdDays}::int)) <= ${now}::timestamptz
      AND (SELECT bool_and(r.status = 'ACTIVE') FROM stock_reservation r
        WHERE r.reservation_type = 'ORDER' AND r.reference_id = o.id AND r.status IN ('ACTIVE', 'PICKED'))
    ORDER BY o.updated_at, o.id LIMIT 100`;
}

/** Gives back the stock of an order whose hold lasted too long. The order stays on hold; released from it, it takes stock anew. */
export async function expireHold(work: NeonWork, hold: ExpiredHold): Promise<OrderRef> {
  const order = await lockOrder(work, hold.id, hold.version);
  requireStatus(order, ["ON_HOLD"], "ON_HOLD");
  // Nothing was picked for them, or the hold would not expire.
  await cancelShipments(work, { orderId: order.id, states: ["DRAFT", "PICKING"] });
  const released = await work.tx.$queryRaw<{ quantity: string }[]>`
    SELECT quantity::text AS quantity FROM release_reservations(${work.operationId}, 'ORDER', ${order.id}, 'EXPIRED')`;
  const moved = await moveOrder(work, order, "ON_HOLD", sql`, hold_expires_at = coalesce(hold_expires_at, now())`);
  work.audit({
    action: "EXPIRE_HOLD",
    resource: "orders",
    resourceId: order.id,
    oldValues: { status: order.status },
    newValues: { status: moved.status, released: released.length },
  });
  work.touch("order", "stock");
  const message = `${order.order_number} was on hold for too long: its stock is free for others. Released, it takes stock anew`;
  announceStep(work, order, "Hold expired", message, "WARNING");
  return moved;
}
