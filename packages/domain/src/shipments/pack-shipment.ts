import { refuse } from "@invista/contracts/errors";
import type { PackShipmentInput, ShipmentRef, ShipmentStepInput } from "@invista/contracts/shipment/shipment";
import { minus } from "@invista/contracts/quantity";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { lockLines, lockShipment, moveShipment, record, requireOpenOrder } from "./shipment-record.ts";

/** Packs what was picked into parcels; refuses while a line is neither picked in full nor given up. */
export async function packShipment(work: NeonWork, input: PackShipmentInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, ["PICKING"], "packing");
  requireOpenOrder(shipment);
  const lines = await lockLines(work, shipment.id);
  const open = lines.find((line) => line.short_reason === null && line.picked !== line.quantity);
  if (open)
    throw refuse("RULE_BROKEN", "shipment.notPicked", { sku: open.sku, left: minus(open.quantity, open.picked) });
  if (lines.every((line) => line.picked === "0"))
    throw refuse("RULE_BROKEN", "shipment.nothingPicked", { number: shipment.shipment_number });
  record(work, shipment, "PACK", { shipmentNumber: shipment.shipment_number, parcels: input.parcels });
  return moveShipment(
    work,
    shipment,
    "PACKED",
    sql`, packed_at = now(), parcels = ${JSON.stringify(input.parcels)}::jsonb`,
  );
}

/** Opens a packed shipment again: it is being picked. */
export async function unpackShipment(work: NeonWork, input: ShipmentStepInput): Promise<ShipmentRef> {
  const shipment = await lockShipment(work, input, ["PACKED"], "unpacking");
  record(work, shipment, "UNPACK", { shipmentNumber: shipment.shipment_number });
  return moveShipment(work, shipment, "PICKING", sql`, packed_at = NULL, parcels = '[]'::jsonb`);
}
