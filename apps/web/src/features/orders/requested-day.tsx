import type { OrderRow } from "@invista/contracts/order/read-order";
import { DueDay } from "../../shared/ui/due-day.tsx";

const OPEN: readonly OrderRow["status"][] = ["PENDING", "CONFIRMED", "PROCESSING"];

/** When the customer wants it. */
export function RequestedDay({ order }: { order: Pick<OrderRow, "requestedAt" | "status"> }) {
  return <DueDay at={order.requestedAt} isOpen={OPEN.includes(order.status)} />;
}
