import { refuse } from "@invista/contracts/errors";
import {
  NEXT_STATUS,
  type AdvanceInput,
  type DisposeInput,
  type NcrRef,
  type NcrStatus,
} from "@invista/contracts/quality/ncr";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonWork } from "../shared/work.ts";
import { hold, letGo, postMovements, takeOutOfQuarantine } from "../stock/index.ts";

interface LockedNcr {
  readonly id: string;
  readonly ncrNumber: string;
  readonly status: NcrStatus;
  readonly version: number;
  readonly quantity: string;
  readonly disposition: string | null;
  readonly rootCause: string | null;
  readonly correctiveAction: string | null;
  readonly createdBy: string;
  readonly inspectionId: string;
  readonly inspectedBy: string | null;
  readonly planId: string | null;
  readonly productId: string;
  readonly warehouseId: string;
  readonly lotId: string | null;
  readonly itemId: string;
  readonly location: string;
}

async function lockNcr(work: NeonWork, input: { id: string; version: number }): Promise<LockedNcr> {
  const [found] = await work.tx.$queryRaw<LockedNcr[]>`
    SELECT n.id, n.ncr_number AS "ncrNumber", n.status::text AS status, n.version, trim_scale(n.quantity)::text AS quantity, n.disposition::text AS disposition, n.root_cause AS "rootCause",
      n.corrective_action AS "correctiveAction", n.created_by AS "createdBy", q.id AS "inspectionId", q.inspected_by AS "inspectedBy", q.plan_id AS "planId", q.product_id AS "productId",
      q.warehouse_id AS "warehouseId", q.lot_id AS "lotId", i.id AS "itemId", i.location
    FROM non_conformance n JOIN quality_inspection q ON q.id = n.inspection_id JOIN inventory_item i ON i.id = q.inventory_item_id WHERE n.id = ${input.id} FOR UPDATE OF n`;
  if (!found) throw missingOrStale("Nonconformance", null, { id: input.id });
  requireWarehouse(work.actor, found.warehouseId);
  if (found.version !== input.version) throw missingOrStale("Nonconformance", found, { id: input.id });
  return found;
}

/** Decides what becomes of rejected goods, and does it: scrapped or sent back they leave, used as they are they can be sold, for rework they are inspected again. */
export async function disposeNcr(work: NeonWork, input: DisposeInput): Promise<NcrRef> {
  const ncr = await lockNcr(work, input);
  const { disposition } = input;
  if (ncr.disposition !== null) throw refuse("RULE_BROKEN", "quality.disposed", { disposition: ncr.disposition });
  if (disposition === "USE_AS_IS" && ncr.inspectedBy === work.actor.userId)
    throw refuse("FORBIDDEN", "quality.ownDecision");
  await letGo(work, ncr.id);
  const reference = { referenceType: "NON_CONFORMANCE", referenceId: ncr.id };
  if (disposition === "USE_AS_IS") await takeOutOfQuarantine(work, ncr, ncr.quantity, input.toLocation);
  else if (disposition === "REWORK") await inspectAgain(work, ncr);
  else {
    if (disposition === "SCRAP") requireWithin(work.actor.limits.maxAdjustQty, ncr.quantity);
    const type = disposition === "SCRAP" ? "SCRAP" : "SUPPLIER_RETURN";
    await postMovements(work, [{ itemId: ncr.itemId, type, quantity: `-${ncr.quantity}`, ...reference }], {
      anyPiece: true,
    });
  }
  await work.tx.nonConformance.update({
    where: { id: ncr.id },
    data: { disposition, version: { increment: 1 }, updatedAt: work.now },
  });
  await work.tx.qualityInspection.updateMany({
    where: { id: ncr.inspectionId, status: { in: ["FAILED", "PARTIAL"] } },
    data: { status: "CLOSED", disposition, version: { increment: 1 }, updatedAt: work.now },
  });
  return record(work, ncr, "DISPOSE", ncr.status, { disposition, quantity: ncr.quantity, note: input.note });
}

/** Goes on to the next state of a nonconformance; the cause, the correction and a second pair of eyes are asked for on the way. */
export async function advanceNcr(work: NeonWork, input: AdvanceInput): Promise<NcrRef> {
  const ncr = await lockNcr(work, input);
  const { to } = input;
  if (NEXT_STATUS[ncr.status] !== to) throw refuse("RULE_BROKEN", "quality.ncrStep", { status: ncr.status, to });
  if (to === "ROOT_CAUSE" && !input.text) throw refuse("INVALID", "quality.textNeeded", { what: "root cause" });
  if (to === "CORRECTED" && !input.text) throw refuse("INVALID", "quality.textNeeded", { what: "correction" });
  if (to === "VERIFIED" && ncr.createdBy === work.actor.userId) throw refuse("FORBIDDEN", "quality.ownVerification");
  if (to === "CLOSED" && ncr.disposition === null) throw refuse("RULE_BROKEN", "quality.notDisposed");
  await work.tx.nonConformance.update({
    where: { id: ncr.id },
    data: {
      status: to,
      ...(to === "ROOT_CAUSE" ? { rootCause: input.text } : {}),
      ...(to === "CORRECTED" ? { correctiveAction: input.text } : {}),
      ...(to === "CLOSED" ? { closedAt: work.now } : {}),
      version: { increment: 1 },
      updatedAt: work.now,
    },
  });
  return record(work, ncr, "ADVANCE", to, { from: ncr.status, text: input.text });
}

async function inspectAgain(work: NeonWork, ncr: LockedNcr): Promise<void> {
  const again = await work.tx.qualityInspection.create({
    data: {
      planId: ncr.planId,
      sourceType: "STOCK",
      sourceId: ncr.location,
      productId: ncr.productId,
      warehouseId: ncr.warehouseId,
      inventoryItemId: ncr.itemId,
      lotId: ncr.lotId,
      inspectedQuantity: ncr.quantity,
      notes: `After rework of ${ncr.ncrNumber}`,
      createdBy: work.actor.userId,
    },
    select: { id: true },
  });
  await hold(work, ncr.itemId, ncr.quantity, again.id);
}

function record(work: NeonWork, ncr: LockedNcr, action: string, status: NcrStatus, newValues: object): NcrRef {
  const { id, ncrNumber, version } = ncr;
  work.audit({ action, resource: "non_conformances", resourceId: id, newValues: { ncrNumber, status, ...newValues } });
  work.touch("stock");
  return { id, ncrNumber, status, version: version + 1, operationId: work.operationId };
}
