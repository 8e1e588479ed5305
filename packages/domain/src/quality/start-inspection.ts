import type {
  InspectionRef,
  InspectionStatus,
  RecordReadingsInput,
  StartInspectionInput,
  WaiveInspectionInput,
} from "@invista/contracts/quality/inspection";
import { refuse } from "@invista/contracts/errors";
import { passes, type Check } from "@invista/contracts/quality/plan";
import type { NeonWork } from "../shared/work.ts";
import { hold, letGo, putIntoQuarantine, takeOutOfQuarantine } from "../stock/index.ts";
import { planFor, planShape } from "./plans.ts";
import { lockInspection, recordStep } from "./quality-record.ts";

/** Starts an inspection of stock: it goes to quarantine, unless it lies there, and is kept for the inspection. */
export async function startInspection(work: NeonWork, input: StartInspectionInput): Promise<InspectionRef> {
  const plan = await planFor(work, input.productId, input.source, input.planId);
  const { productId, warehouseId, location, lotId, quantity } = input;
  const reference = input.source === "RETURN" ? await cameBackWith(work, input) : null;
  const { itemId } = await putIntoQuarantine(work, { productId, warehouseId, location, lotId, quantity });
  const made = await work.tx.qualityInspection.create({
    data: {
      planId: plan.id,
      sourceType: input.source,
      sourceId: location,
      productId,
      warehouseId,
      inventoryItemId: itemId,
      lotId,
      inspectedQuantity: quantity,
      referenceType: reference === null ? null : "SHIPMENT",
      referenceId: reference,
      notes: input.note,
      createdBy: work.actor.userId,
    },
    select: { id: true, inspectionNumber: true },
  });
  await hold(work, itemId, quantity, made.id);
  return recordStep(work, { ...made, version: 0 }, "START", "PENDING", {
    productId,
    warehouseId,
    location,
    lotId,
    quantity,
  });
}

/** The shipment with which such goods came back to this place last. */
async function cameBackWith(work: NeonWork, input: StartInspectionInput): Promise<string | null> {
  const { productId, warehouseId, location, lotId } = input;
  const [found] = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT m.reference_id AS id FROM inventory_item i JOIN stock_movement m ON m.inventory_item_id = i.id
    WHERE i.product_id = ${productId} AND i.warehouse_id = ${warehouseId} AND i.location = ${location} AND i.lot_id IS NOT DISTINCT FROM ${lotId}
      AND m.type = 'RETURN_IN' AND m.reference_type = 'SHIPMENT' AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq) ORDER BY m.seq DESC LIMIT 1`;
  return found?.id ?? null;
}

/** Writes readings down, each judged by its check; later ones stand beside earlier ones. */
export async function recordReadings(work: NeonWork, input: RecordReadingsInput): Promise<InspectionRef> {
  const inspection = await lockInspection(work, input, ["PENDING", "IN_PROGRESS"], "record readings");
  const checks = await checksOf(work, inspection.planId);
  const byName = new Map(checks.map((one) => [one.name, one]));
  const rows = input.readings.map(({ check, value, pieces }) => {
    const asked = byName.get(check);
    if (!asked) throw refuse("INVALID", "quality.checkUnknown", { check });
    const passed = passes(asked, value);
    if (passed === null) throw refuse("INVALID", "quality.reading", { value, check });
    return {
      inspectionId: inspection.id,
      checkName: check,
      ...(asked.kind === "NUMBER" ? { numericValue: value } : { textValue: value }),
      passed,
      pieces,
      critical: asked.isCritical,
    };
  });
  await work.tx.qualityInspectionResult.createMany({ data: rows });
  await setStatus(work, inspection.id, "IN_PROGRESS");
  return recordStep(work, inspection, "READ", "IN_PROGRESS", { readings: input.readings });
}

/** Lets stock go uninspected, with the reason. */
export async function waiveInspection(work: NeonWork, input: WaiveInspectionInput): Promise<InspectionRef> {
  const inspection = await lockInspection(work, input, ["PENDING"], "waive");
  await letGo(work, inspection.id);
  await takeOutOfQuarantine(work, inspection, inspection.inspected, input.toLocation);
  await work.tx.qualityInspection.update({
    where: { id: inspection.id },
    data: {
      status: "WAIVED",
      waiverReason: input.reason,
      inspectedBy: work.actor.userId,
      inspectedAt: work.now,
      version: { increment: 1 },
    },
  });
  return recordStep(work, inspection, "WAIVE", "WAIVED", { reason: input.reason, toLocation: input.toLocation });
}

async function checksOf(work: Pick<NeonWork, "tx">, planId: string | null): Promise<Check[]> {
  if (planId === null) return [];
  const plan = await work.tx.inspectionPlan.findUnique({ where: { id: planId }, select: { checks: true } });
  return planShape.checks.parse(plan?.checks);
}

async function setStatus(work: NeonWork, id: string, status: InspectionStatus): Promise<void> {
  await work.tx.qualityInspection.update({
    where: { id },
    data: { status, version: { increment: 1 }, updatedAt: work.now },
  });
}
