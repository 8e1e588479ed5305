import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";
import { hold, letAllGo, letGo } from "./quality-hold.ts";
import type { TakenBack } from "./operation-record.ts";
import { wordOf } from "../shared/word-of.ts";

interface Inspection {
  id: string;
  status: string;
  item_id: string;
  inspected: string;
  readings: number;
}
interface Ncr {
  id: string;
  ncr_number: string;
  status: string;
  disposition: string | null;
  quantity: string;
  inspection_id: string;
}

/** The way back of a step of quality, or null for another procedure. Its document is locked before the stock. */
export async function qualityStep(work: NeonWork, procedure: string, entity: string | null): Promise<TakenBack | null> {
  const id = entity?.split(":")[1] ?? "";
  if (procedure === "inspection.start") return startStep(work, await lockInspection(work, id));
  if (procedure === "inspection.decide") return decideStep(work, await lockInspection(work, id));
  if (procedure === "inspection.waive") return waiveStep(work, await lockInspection(work, id));
  return procedure === "ncr.dispose" ? disposeStep(work, await lockNcr(work, id)) : null;
}

/** The inspection was never begun: only while nothing was read. */
function startStep(work: NeonWork, inspection: Inspection): TakenBack {
  if (inspection.status !== "PENDING" || inspection.readings > 0) throw wentOn("inspection", inspection.status);
  return {
    before: () => letGo(work, inspection.id),
    after: async () => void (await work.tx.qualityInspection.delete({ where: { id: inspection.id } })),
  };
}

/** The inspections that goods were taken to as they came were never begun: only while nothing was read. Null where there are none. */
export async function arrivalStep(work: NeonWork, operationId: string): Promise<TakenBack | null> {
  const found = await work.tx.$queryRaw<Inspection[]>`
    SELECT q.id, q.status::text AS status, q.inventory_item_id AS item_id, trim_scale(q.inspected_quantity)::text AS inspected,
      (SELECT count(*)::int FROM quality_inspection_result r WHERE r.inspection_id = q.id) AS readings FROM quality_inspection q WHERE q.operation_id = ${operationId} ORDER BY q.id FOR UPDATE`;
  if (found.length === 0) return null;
  const begun = found.find((one) => one.status !== "PENDING" || one.readings > 0);
  if (begun) throw wentOn("inspection", begun.status);
  const ids = found.map((one) => one.id);
  return {
    before: () => letAllGo(work, ids),
    after: async () => void (await work.tx.qualityInspection.deleteMany({ where: { id: { in: ids } } })),
  };
}

/** Its readings stay; what was rejected is no longer a nonconformance, while nobody has worked on that. */
async function decideStep(work: NeonWork, inspection: Inspection): Promise<TakenBack> {
  if (!["PASSED", "FAILED", "PARTIAL"].includes(inspection.status)) throw wentOn("inspection", inspection.status);
  const ncrs = await work.tx.$queryRaw<{ id: string; status: string; disposition: string | null }[]>`
    SELECT id, status::text AS status, disposition::text AS disposition FROM non_conformance WHERE inspection_id = ${inspection.id} FOR UPDATE`;
  const begun = ncrs.find((ncr) => ncr.status !== "OPEN" || ncr.disposition !== null);
  if (begun) throw wentOn("nonconformance", begun.disposition ?? begun.status);
  return {
    before: async () => {
      for (const ncr of ncrs) await letGo(work, ncr.id);
    },
    after: async () => {
      await work.tx.nonConformance.deleteMany({ where: { id: { in: ncrs.map((ncr) => ncr.id) } } });
      await hold(work, inspection.item_id, inspection.inspected, inspection.id);
      await work.tx.$executeRaw`
        UPDATE quality_inspection SET status = 'IN_PROGRESS', accepted_quantity = 0, rejected_quantity = 0, inspected_by = NULL, inspected_at = NULL, version = version + 1, updated_at = now() WHERE id = ${inspection.id}`;
    },
  };
}

function waiveStep(work: NeonWork, inspection: Inspection): TakenBack {
  if (inspection.status !== "WAIVED") throw wentOn("inspection", inspection.status);
  return {
    after: async () => {
      await hold(work, inspection.item_id, inspection.inspected, inspection.id);
      await work.tx.$executeRaw`
        UPDATE quality_inspection SET status = 'PENDING', waiver_reason = NULL, inspected_by = NULL, inspected_at = NULL, version = version + 1, updated_at = now() WHERE id = ${inspection.id}`;
    },
  };
}

/** The rejected goods wait for a decision again. */
async function disposeStep(work: NeonWork, ncr: Ncr): Promise<TakenBack> {
  if (ncr.disposition === null || ncr.disposition === "REWORK" || ncr.status === "CLOSED")
    throw wentOn("nonconformance", ncr.disposition ?? ncr.status);
  const inspection = await lockInspection(work, ncr.inspection_id);
  return {
    after: async () => {
      await hold(work, inspection.item_id, ncr.quantity, ncr.id);
      await work.tx
        .$executeRaw`UPDATE non_conformance SET disposition = NULL, version = version + 1, updated_at = now() WHERE id = ${ncr.id}`;
      await work.tx.$executeRaw`
        UPDATE quality_inspection SET status = CASE WHEN accepted_quantity > 0 THEN 'PARTIAL' ELSE 'FAILED' END::inspection_status, disposition = NULL, version = version + 1, updated_at = now()
        WHERE id = ${inspection.id} AND status = 'CLOSED'`;
    },
  };
}

async function lockInspection(work: NeonWork, id: string): Promise<Inspection> {
  const [found] = await work.tx.$queryRaw<Inspection[]>`
    SELECT q.id, q.status::text AS status, q.inventory_item_id AS item_id, trim_scale(q.inspected_quantity)::text AS inspected,
      (SELECT count(*)::int FROM quality_inspection_result r WHERE r.inspection_id = q.id) AS readings FROM quality_inspection q WHERE q.id = ${id} FOR UPDATE`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Inspection", id });
  return found;
}

async function lockNcr(work: NeonWork, id: string): Promise<Ncr> {
  const [found] = await work.tx.$queryRaw<Ncr[]>`
    SELECT id, ncr_number, status::text AS status, disposition::text AS disposition, trim_scale(quantity)::text AS quantity, inspection_id FROM non_conformance WHERE id = ${id} FOR UPDATE`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Nonconformance", id });
  return found;
}

const wentOn = (document: string, status: string) =>
  refuse("RULE_BROKEN", "undo.wentOn", { document, status: wordOf(status) });
