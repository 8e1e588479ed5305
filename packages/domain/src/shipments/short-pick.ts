import type { ShortPickInput, ShortPickOutput } from "@invista/contracts/shipment/shipment";
import { minus } from "@invista/contracts/quantity";
import { refuse } from "@invista/contracts/errors";
import { releaseParts } from "../stock/index.ts";
import { planCountOfBin } from "../counts/index.ts";
import type { NeonWork } from "../shared/work.ts";
import { linesOf } from "./pick-shipment.ts";
import { lockShipment, moveShipment, record, requireOpenOrder } from "./shipment-record.ts";

/** Gives up what is left of a line: its claim shrinks to what was picked, and the bin is put on a count. */
export async function shortPick(work: NeonWork, input: ShortPickInput): Promise<ShortPickOutput> {
  const shipment = await lockShipment(work, input, ["DRAFT", "PICKING"], "picking");
  requireOpenOrder(shipment);
  const [line] = await linesOf(work, shipment, [input.lineId]);
  if (!line) throw new Error("the line is missing");
  if (line.short_reason !== null) throw refuse("RULE_BROKEN", "shipment.lineGivenUp", { sku: line.sku });
  const left = minus(line.quantity, line.picked);
  if (left === "0") throw refuse("RULE_BROKEN", "shipment.allPicked", { sku: line.sku });
  const nothing = line.picked === "0";
  await work.tx.$executeRaw`
    UPDATE shipment_item SET short_reason = ${input.reason}, reservation_id = CASE WHEN ${nothing} THEN NULL ELSE reservation_id END WHERE id = ${line.id}`;
  if (line.is_claimed && line.reservation_id !== null)
    await releaseParts(work, [{ claimId: line.reservation_id, quantity: left }]);
  await work.tx.$executeRaw`UPDATE order_item SET backorder = TRUE WHERE id = ${line.order_item_id}`;
  const countNumber = await planCountOfBin(work, {
    warehouseId: shipment.warehouse_id,
    location: line.location,
    productId: line.product_id,
    note: `${shipment.shipment_number}: ${left} of ${line.sku} could not be picked`,
  });
  record(work, shipment, "SHORT_PICK", { sku: line.sku, left, reason: input.reason, countNumber });
  work.touch("stock", "count");
  work.notify({
    kind: "order.changed",
    to: { userIds: [shipment.order_creator] },
    title: "Short pick",
    message: `${left} of ${line.sku} could not be picked for ${shipment.order_number}: it is on backorder`,
    type: "WARNING",
    link: `/orders/${shipment.order_id}`,
    dedupeKey: `short-pick:${line.id}`,
  });
  const moved = await moveShipment(work, shipment, shipment.status);
  return { ...moved, lines: [{ lineId: line.id, picked: line.picked, left: "0" }], countNumber };
}
