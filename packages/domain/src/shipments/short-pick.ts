import type { ShortPickInput, ShortPickOutput } from "@invista/contracts/shipment/shipment";
import { minus } from "@invista/contracts/quantity";
import { refuse } from "@invista/contracts/errors";
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
  if (line.is_claimed && line.reservation_id !== null) await release(work, line.reservation_id, left);
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

/** Frees so much of a claim: that part ends as a claim of its own, so that it can be told what was reserved at any time. */
async function release(work: NeonWork, claimId: string, left: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE stock_reservation SET status = 'RELEASED', operation_id = ${work.operationId}, version = version + 1 WHERE id = ${claimId} AND quantity = ${left}::numeric`;
  const [part] = await work.tx.$queryRaw<{ id: string }[]>`
    WITH rest AS (UPDATE stock_reservation SET quantity = quantity - ${left}::numeric, version = version + 1 WHERE id = ${claimId} AND quantity > ${left}::numeric RETURNING *)
    INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id, created_at)
    SELECT inventory_item_id, ${left}::numeric, reservation_type, reference_id, reserved_by, order_item_id, created_at FROM rest RETURNING id`;
  if (part)
    await work.tx
      .$executeRaw`UPDATE stock_reservation SET status = 'RELEASED', operation_id = ${work.operationId} WHERE id = ${part.id}`;
}
