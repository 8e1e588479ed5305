import { refuse } from "@invista/contracts/errors";
import type { InspectionRef, InspectionStatus } from "@invista/contracts/quality/inspection";
import { requireWarehouse } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";

export interface LockedInspection {
  readonly id: string;
  readonly inspectionNumber: string;
  readonly status: InspectionStatus;
  readonly version: number;
  readonly planId: string | null;
  readonly productId: string;
  readonly warehouseId: string;
  readonly lotId: string | null;
  readonly itemId: string;
  readonly location: string;
  readonly inspected: string;
}

/** The inspection at the version the caller saw, locked, in one of the states from which a step is possible. */
export async function lockInspection(
  work: NeonWork,
  input: { id: string; version: number },
  from: readonly InspectionStatus[],
  step: string,
): Promise<LockedInspection> {
  const [found] = await work.tx.$queryRaw<LockedInspection[]>`
    SELECT q.id, q.inspection_number AS "inspectionNumber", q.status::text AS status, q.version, q.plan_id AS "planId", q.product_id AS "productId", q.warehouse_id AS "warehouseId",
      q.lot_id AS "lotId", i.id AS "itemId", i.location, trim_scale(q.inspected_quantity)::text AS inspected
    FROM quality_inspection q JOIN inventory_item i ON i.id = q.inventory_item_id WHERE q.id = ${input.id} FOR UPDATE OF q`;
  if (!found) throw missingOrStale("Inspection", null, { id: input.id });
  requireWarehouse(work.actor, found.warehouseId);
  if (found.version !== input.version) throw missingOrStale("Inspection", found, { id: input.id });
  if (!from.includes(found.status)) throw refuse("RULE_BROKEN", "quality.step", { status: found.status, step });
  return found;
}

/** Records the step in the audit trail and answers the inspection as it is now. */
export function recordStep(
  work: NeonWork,
  inspection: Pick<LockedInspection, "id" | "inspectionNumber" | "version">,
  action: string,
  status: InspectionStatus,
  newValues: object,
): InspectionRef {
  const { id, inspectionNumber, version } = inspection;
  work.audit({
    action,
    resource: "quality_inspections",
    resourceId: id,
    newValues: { inspectionNumber, status, ...newValues },
  });
  work.touch("stock");
  return { id, inspectionNumber, status, version: version + 1, operationId: work.operationId };
}
