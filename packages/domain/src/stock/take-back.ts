import type { NeonWork } from "../shared/work.ts";
import type { OperationRecord, TakenBack } from "./operation-record.ts";
import { qualityStep } from "./take-back-inspection.ts";
import { returnStep } from "./take-back-return.ts";
import { shipmentStep } from "./take-back-shipment.ts";
import { transferStep } from "./take-back-transfer.ts";

/** The way back of an operation's document; null where its movements are all there is. Refuses where the document went on. */
export function takeBackOf(
  work: NeonWork,
  { id, procedure, entity }: Pick<OperationRecord, "id" | "procedure" | "entity">,
): Promise<TakenBack | null> {
  if (procedure.startsWith("transfer.")) return transferStep(work, id);
  if (procedure === "shipment.ship") return shipmentStep(work, id, "SHIPPED");
  if (procedure === "shipment.refuse") return shipmentStep(work, id, "REFUSED");
  if (procedure === "returns.receive") return returnStep(work, entity, "RECEIVED");
  if (procedure === "returns.inspect") return returnStep(work, entity, "INSPECTED");
  return qualityStep(work, procedure, entity);
}
