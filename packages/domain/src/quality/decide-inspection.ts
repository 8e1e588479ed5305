import { refuse } from "@invista/contracts/errors";
import { compare, sum } from "@invista/contracts/quantity";
import type { DecideInspectionInput, InspectionRef, InspectionStatus } from "@invista/contracts/quality/inspection";
import { sampleSize } from "@invista/contracts/quality/plan";
import type { NeonWork } from "../shared/work.ts";
import { hold, letGo, takeOutOfQuarantine } from "../stock/index.ts";
import { leftToRead, planShape } from "./plans.ts";
import { lockInspection, recordStep, type LockedInspection } from "./quality-record.ts";

/**
 * Decides an inspection: what is accepted can be sold again at once, what is rejected stays kept in quarantine under a nonconformance.
 * Every check has to be read as often as the sample is large, and nothing is accepted where a critical one failed.
 */
export async function decideInspection(work: NeonWork, input: DecideInspectionInput): Promise<InspectionRef> {
  const inspection = await lockInspection(work, input, ["IN_PROGRESS"], "decide");
  const { accepted, rejected } = input;
  if (compare(sum([accepted, rejected]), inspection.inspected) !== 0)
    throw refuse("INVALID", "quality.sum", { inspected: inspection.inspected });
  await requireRead(work, inspection, accepted);
  await letGo(work, inspection.id);
  const some = (quantity: string) => compare(quantity, "0") > 0;
  if (some(accepted)) await takeOutOfQuarantine(work, inspection, accepted, input.toLocation);
  const ncr = some(rejected) ? await openNcr(work, inspection, input) : null;
  const status: InspectionStatus = !some(rejected) ? "PASSED" : some(accepted) ? "PARTIAL" : "FAILED";
  await work.tx.qualityInspection.update({
    where: { id: inspection.id },
    data: {
      status,
      acceptedQuantity: accepted,
      rejectedQuantity: rejected,
      inspectedBy: work.actor.userId,
      inspectedAt: work.now,
      version: { increment: 1 },
      updatedAt: work.now,
    },
  });
  return recordStep(work, inspection, "DECIDE", status, { accepted, rejected, ncr, toLocation: input.toLocation });
}

async function requireRead(work: NeonWork, inspection: LockedInspection, accepted: string): Promise<void> {
  const results = await work.tx.qualityInspectionResult.findMany({ where: { inspectionId: inspection.id } });
  const plan = inspection.planId
    ? await work.tx.inspectionPlan.findUnique({
        where: { id: inspection.planId },
        select: { checks: true, sampling: true },
      })
    : null;
  const checks = plan ? planShape.checks.parse(plan.checks) : [];
  const sample = plan ? sampleSize(planShape.sampling.parse(plan.sampling), inspection.inspected) : "0";
  const missing = leftToRead(
    checks,
    sample,
    results.map(({ checkName, pieces }) => ({ check: checkName, pieces })),
  );
  if (missing.length > 0)
    throw refuse("RULE_BROKEN", "quality.missing", {
      sample,
      checks: missing.map(({ check, left }) => `${left} of ${check}`).join(", "),
    });
  const failed = results.filter((result) => result.critical && !result.passed).map((result) => result.checkName);
  if (failed.length > 0 && compare(accepted, "0") > 0)
    throw refuse("RULE_BROKEN", "quality.critical", { checks: [...new Set(failed)].join(", ") });
}

async function openNcr(work: NeonWork, inspection: LockedInspection, input: DecideInspectionInput): Promise<string> {
  const ncr = await work.tx.nonConformance.create({
    data: {
      inspectionId: inspection.id,
      productId: inspection.productId,
      lotId: inspection.lotId,
      quantity: input.rejected,
      severity: input.severity,
      description: input.description,
      createdBy: work.actor.userId,
    },
    select: { id: true, ncrNumber: true },
  });
  await hold(work, inspection.itemId, input.rejected, ncr.id);
  return ncr.ncrNumber;
}
