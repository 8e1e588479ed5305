import type { OrderView } from "@invista/contracts/order/read-order";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Ago } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { FULFILMENT_WORDS, ORDER_WORDS } from "../../shared/ui/state-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { RequestedDay } from "./requested-day.tsx";

/** What is known about an order besides its lines. */
export function OrderFacts({ order }: { order: OrderView }) {
  const mayOpen = useCan("customer:read");
  const { nameOf } = useWarehouses();
  const facts: (readonly [string, ReactNode])[] = [
    [
      "Customer",
      mayOpen ? (
        <Link key="customer" to="/customers/$customerId" params={{ customerId: order.customerId }}>
          {order.customerName}
        </Link>
      ) : (
        order.customerName
      ),
    ],
    ["Fulfilment", FULFILMENT_WORDS[order.fulfilmentStatus]],
    ["Requested", <RequestedDay key="requested" order={order} />],
    ...(order.customerReference === null ? [] : ([["Their reference", order.customerReference]] as const)),
    [
      "Sent to",
      order.shipTo.length === 0 ? (
        "–"
      ) : (
        <span key="to" style={{ whiteSpace: "pre-line" }}>
          {order.shipTo.join("\n")}
        </span>
      ),
    ],
    ["Warehouse", order.warehouseId === null ? "Chosen by stock" : nameOf(order.warehouseId, "One you don't see")],
    [
      "Created",
      <span key="created">
        <Ago at={order.createdAt} />
        {order.createdByName ? ` by ${order.createdByName}` : ""}
      </span>,
    ],
  ];
  if (order.holdReason !== null)
    facts.push([
      "On hold",
      `${order.holdReason}${order.heldFrom ? ` (was ${ORDER_WORDS[order.heldFrom].word.toLowerCase()})` : ""}`,
    ]);
  if (order.cancelReason !== null) facts.push(["Cancelled", order.cancelReason]);
  if (order.note !== null) facts.push(["Note", order.note]);
  return <Facts facts={facts} />;
}
