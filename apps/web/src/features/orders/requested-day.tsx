import type { OrderRow } from "@invista/contracts/order/read-order";
import { formatExact, formatMoment } from "../../shared/format/times.ts";
import { useNow } from "../../shared/format/use-now.ts";

const OPEN: readonly OrderRow["status"][] = ["PENDING", "CONFIRMED", "PROCESSING"];

/** When the customer wants it; in red and with the word once that has passed and it is still open. */
export function RequestedDay({ order }: { order: Pick<OrderRow, "requestedAt" | "status"> }) {
  const now = useNow(60_000);
  if (order.requestedAt === null) return <span className="faint">–</span>;
  const isLate = OPEN.includes(order.status) && Date.parse(order.requestedAt) < now;
  return (
    <time
      dateTime={order.requestedAt}
      title={formatExact(order.requestedAt)}
      className="num"
      style={isLate ? { color: "var(--red)" } : {}}
    >
      {formatMoment(order.requestedAt, now)}
      {isLate ? " · late" : ""}
    </time>
  );
}
