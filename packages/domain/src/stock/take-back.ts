import type { NeonWork } from "../shared/work.ts";
import type { OperationRecord, TakenBack } from "./operation-record.ts";
import { arrivalStep, qualityStep } from "./take-back-inspection.ts";
import { returnStep } from "./take-back-return.ts";
import { shipmentStep } from "./take-back-shipment.ts";
import { transferStep } from "./take-back-transfer.ts";

type Undone = Pick<OperationRecord, "id" | "procedure" | "entity">;

/** Operations that bring goods, which may be taken to be inspected as they come. */
const BRINGS = new Set(["scan.receive", "transfer.receive", "shipment.refuse"]);

/** The way back of an operation's document, and of the inspections it opened; null where its movements are all there is. Refuses where a document went on. */
export async function takeBackOf(work: NeonWork, operation: Undone): Promise<TakenBack | null> {
  const document = await documentOf(work, operation);
  const inspections = BRINGS.has(operation.procedure) ? await arrivalStep(work, operation.id) : null;
  if (!document || !inspections) return document ?? inspections;
  return {
    before: async () => {
      await inspections.before?.();
      await document.before?.();
    },
    after: async () => {
      await document.after();
      await inspections.after();
    },
  };
}

function documentOf(work: NeonWork, { id, procedure, entity }: Undone): Promise<TakenBack | null> {
  if (procedure.startsWith("transfer.")) return transferStep(work, id);
  if (procedure === "shipment.ship") return shipmentStep(work, id, "SHIPPED");
  if (procedure === "shipment.refuse") return shipmentStep(work, id, "REFUSED");
  if (procedure === "returns.receive") return returnStep(work, entity, "RECEIVED");
  if (procedure === "returns.inspect") return returnStep(work, entity, "INSPECTED");
  return qualityStep(work, procedure, entity);
}
