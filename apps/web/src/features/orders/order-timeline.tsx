import type { OrderView } from "@invista/contracts/order/read-order";
import { Moment } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { Lines } from "../../shared/ui/lines.tsx";

const WORDS: Record<string, string> = {
  "order.create": "Created",
  "order.process": "Created with its stock reserved",
  "order.update": "Lines edited",
  "order.place": "Placed",
  "order.confirm": "Confirmed",
  "order.hold": "Put on hold",
  "order.release": "Taken off hold",
  "order.cancel": "Cancelled",
  "order.cancelLines": "Lines given up",
  "order.allocate": "Backorder reserved",
  "shipment.create": "Shipment made",
  "shipment.pick": "Picked",
  "shipment.putBack": "Put back",
  "shipment.short": "Short pick",
  "shipment.pack": "Packed",
  "shipment.unpack": "Unpacked",
  "shipment.ship": "Shipped",
  "shipment.deliver": "Delivered",
  "shipment.lose": "Lost by the carrier",
  "shipment.refuse": "Refused by the customer",
  "shipment.cancel": "Shipment cancelled",
  "invoice.draft": "Invoice drafted",
  "invoice.issue": "Invoice issued",
  "invoice.discard": "Draft of an invoice discarded",
  "invoice.credit": "Invoice credited",
  "payment.record": "Payment came",
  "payment.refund": "Money paid back",
  "returns.request": "Return asked for",
  "returns.approve": "Return approved",
  "returns.reject": "Return rejected",
  "returns.cancel": "Return given up",
  "returns.receive": "Return came",
  "returns.inspect": "Return decided on",
  "returns.refund": "Return credited",
  "returns.close": "Return closed",
  "returns.reopen": "Return opened again",
};

/** What happened to the order, newest first. */
export function OrderTimeline({ order }: { order: OrderView }) {
  return (
    <Lines
      items={order.timeline.toReversed()}
      itemId={(entry) => entry.operationId}
      entity="operation"
      lead={(entry) => <Moment at={entry.at} />}
      name={(entry) => wordOf(entry.procedure)}
      detail={(entry) => entry.userName ?? "someone no longer here"}
      end={() => null}
      empty="Nothing has happened to it here yet."
    />
  );
}

/** Sample data runs the same steps under names of its own ("seed.confirm 19"). */
function wordOf(procedure: string): string {
  const sample = /^seed\.(\w+)/.exec(procedure)?.[1];
  if (sample) return WORDS[`order.${sample}`] ?? WORDS[`shipment.${sample}`] ?? "Created as sample data";
  return WORDS[procedure] ?? sentence(procedure.replace("order.", ""));
}
