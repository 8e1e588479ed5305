import type { ShipmentReasonInput, ShipmentRef, ShipmentStepInput } from "@invista/contracts/shipment/shipment";
import { cancelShipments } from "../orders/index.ts";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { returnGoods } from "./return-goods.ts";
import { lockShipment, moveShipment, record } from "./shipment-record.ts";

const OPEN = ["DRAFT", "PICKING", "PACKED"] as const;
const UNDER_WAY = ["SHIPPED", "IN_TRANSIT"] as const;

/** Gives up a shipment that has not left; what was picked for it goes back, and the order keeps its claims. */
export async function cancelShipment(work: NeonWork, input: ShipmentReasonInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, OPEN, "cancelling");
  await cancelShipments(work, { orderId: shipment.order_id, shipmentId: shipment.id, states: OPEN });
  record(work, shipment, "CANCEL", { shipmentNumber: shipment.shipment_number, reason: input.reason });
  work.touch("stock");
  const { id, shipment_number: shipmentNumber, order_id: orderId, version } = shipment;
  return { id, shipmentNumber, status: "CANCELLED", orderId, version: version + 1, operationId: work.operationId };
}

/** It arrived at the customer's. */
export async function deliverShipment(work: NeonWork, input: ShipmentStepInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, UNDER_WAY, "delivery");
  record(work, shipment, "DELIVER", { shipmentNumber: shipment.shipment_number });
  return moveShipment(work, shipment, "DELIVERED", sql`, delivered_at = now()`);
}

/** The carrier lost it: the goods had left already, nothing moves. */
export async function loseShipment(work: NeonWork, input: ShipmentReasonInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, UNDER_WAY, "losing");
  record(work, shipment, "LOSE", { shipmentNumber: shipment.shipment_number, reason: input.reason });
  return moveShipment(work, shipment, "LOST", sql`, notes = ${input.reason}`);
}

/** The customer did not take it: the goods are back, in quarantine, at the cost at which they had left. */
export async function refuseShipment(work: NeonWork, input: ShipmentReasonInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, UNDER_WAY, "refusing");
  await returnGoods(work, shipment);
  record(work, shipment, "REFUSE", { shipmentNumber: shipment.shipment_number, reason: input.reason });
  return moveShipment(work, shipment, "REFUSED", sql`, notes = ${input.reason}`);
}
