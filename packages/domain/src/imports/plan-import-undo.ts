import { refuse } from "@invista/contracts/errors";
import { importOptions, type ImportUndoBlocker, type ImportUndoPlan } from "@invista/contracts/import/import";
import { sheetOf } from "@invista/contracts/import/kinds";
import type { Actor } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import type { NeonRead, NeonTx } from "../shared/work.ts";
import { usesOf } from "../stock/index.ts";
import { visibleImports } from "./job.ts";
import { productSnapshot } from "./product-snapshot.ts";
import { countEntries, entryBlockers } from "./undo-sheet.ts";

const SHOWN = 100;

/** The movements of an import that were not reversed yet. */
export const openMovements = (jobId: string) =>
  sql`stock_movement m WHERE m.reference_type = 'IMPORT' AND m.reference_id = ${jobId} AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)`;

/** What undoing an import would do, for its page. */
export async function getImportUndo(read: NeonRead, input: { id: string }): Promise<ImportUndoPlan> {
  return planImportUndo(read.db, read.actor, input.id);
}

/** What undoing an import would do now, and what stands in the way; NOT_FOUND when there is none. */
export async function planImportUndo(db: NeonTx, actor: Actor, jobId: string): Promise<ImportUndoPlan> {
  const [job] = await db.$queryRaw<
    { options: unknown; status: string; profile: string | null }[]
  >`SELECT options, status::text AS status, profile FROM import_job j WHERE id = ${jobId} AND ${visibleImports(actor)}`;
  if (!job) throw refuse("NOT_FOUND", "record.notFound", { entity: "Import", id: jobId });
  const [counts] = await db.$queryRaw<Omit<ImportUndoPlan, "state" | "blockers">[]>`
    SELECT (count(*) FILTER (WHERE c.old IS NULL AND NOT c.stocked))::int AS removed, (count(*) FILTER (WHERE c.old IS NULL AND c.stocked))::int AS archived,
      (count(*) FILTER (WHERE c.old <> c.new))::int AS restored, (SELECT count(*)::int FROM ${openMovements(jobId)}) AS movements
    FROM (SELECT c.old, c.new, EXISTS (SELECT FROM inventory_item i WHERE i.product_id = c.product_id) AS stocked FROM import_change c WHERE c.job_id = ${jobId}) c`;
  const kind = sheetOf(job.profile);
  const entries = await countEntries(db, jobId, kind);
  const { removed = 0, archived = 0, restored = 0, movements = 0 } = counts ?? {};
  const found = { removed: removed + entries.removed, archived, restored: restored + entries.restored, movements };
  if (job.status === "UNDONE") return { state: "UNDONE", ...found, blockers: [] };
  if (Object.values(found).every((count) => count === 0)) return { state: "NOTHING", ...found, blockers: [] };
  const { currency } = importOptions.safeParse(job.options).data ?? importOptions.parse({});
  const blockers = [
    ...(await stockBlockers(db, jobId)),
    ...(await references(db, jobId)),
    ...(await changedSince(db, jobId, currency)),
    ...(await entryBlockers(db, jobId, kind)),
  ].slice(0, SHOWN);
  return { state: blockers.length > 0 ? "BLOCKED" : "POSSIBLE", ...found, blockers };
}

/** Refuses what the plan says can't be undone. */
export function requireUndoable(plan: ImportUndoPlan): void {
  if (plan.state === "UNDONE") throw refuse("CONFLICT", "undo.done");
  if (plan.state === "NOTHING") throw refuse("RULE_BROKEN", "import.nothingToUndo");
  if (plan.state === "POSSIBLE") return;
  const labels = [...new Set(plan.blockers.map(({ label, sku }) => `${label} of ${sku}`))].slice(0, 5);
  throw refuse("RULE_BROKEN", "import.undoBlocked", { labels, blockers: plan.blockers });
}

async function stockBlockers(db: NeonTx, jobId: string): Promise<ImportUndoBlocker[]> {
  const operations = await db.$queryRaw<
    { id: string }[]
  >`SELECT DISTINCT m.operation_id AS id FROM ${openMovements(jobId)} AND m.operation_id IS NOT NULL`;
  if (operations.length === 0) return [];
  const uses = await usesOf(
    db,
    operations.map(({ id }) => id),
  );
  return uses.map(({ operationId, procedure, label, sku }) => ({
    kind: operationId === null && procedure === null ? "RESERVATION" : "OPERATION",
    sku,
    label,
  }));
}

/** What refers to the products that the import made; stock of theirs that came from elsewhere counts too. */
async function references(db: NeonTx, jobId: string): Promise<ImportUndoBlocker[]> {
  return db.$queryRaw<ImportUndoBlocker[]>`
    WITH made AS MATERIALIZED (SELECT p.id, p.sku FROM import_change c JOIN product p ON p.id = c.product_id WHERE c.job_id = ${jobId} AND c.old IS NULL)
    SELECT DISTINCT 'REFERENCE' AS kind, made.sku, r.label FROM made JOIN (
      SELECT i.product_id, o.order_number AS label FROM order_item i JOIN "order" o ON o.id = i.order_id
      UNION ALL SELECT product_id, 'purchase order line' FROM purchase_order_item UNION ALL SELECT product_id, 'goods receipt' FROM goods_receipt_item
      UNION ALL SELECT product_id, 'invoice line' FROM invoice_item UNION ALL SELECT product_id, 'transfer' FROM stock_transfer_item
      UNION ALL SELECT kit_product_id, 'kit component' FROM product_component UNION ALL SELECT component_product_id, 'kit' FROM product_component
      UNION ALL SELECT product_id, 'supplier part number' FROM supplier_product UNION ALL SELECT product_id, 'reorder rule' FROM reorder_rule
      UNION ALL SELECT product_id, 'lot' FROM lot UNION ALL SELECT product_id, 'serial number' FROM serial_number UNION ALL SELECT v.parent_id, 'variant' FROM product v WHERE NOT EXISTS (SELECT FROM import_change k WHERE k.job_id = ${jobId} AND k.product_id = v.id)
      UNION ALL SELECT product_id, 'inspection' FROM quality_inspection UNION ALL SELECT product_id, 'inspection plan' FROM inspection_plan UNION ALL SELECT product_id, 'nonconformance' FROM non_conformance
      UNION ALL SELECT m.product_id, 'later movement' FROM stock_movement m WHERE m.type <> 'REVERSAL' AND (m.reference_type, m.reference_id) IS DISTINCT FROM ('IMPORT', ${jobId})
        AND m.product_id IN (SELECT id FROM made) AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)) r ON r.product_id = made.id
    ORDER BY 2, 3 LIMIT ${SHOWN}`;
}

/** Fields that the import set and somebody set again. */
async function changedSince(db: NeonTx, jobId: string, currency: string): Promise<ImportUndoBlocker[]> {
  return db.$queryRaw<ImportUndoBlocker[]>`
    SELECT 'FIELD' AS kind, p.sku, k.key AS label FROM import_change c JOIN product p ON p.id = c.product_id CROSS JOIN LATERAL (SELECT ${productSnapshot(currency)} AS fields) s CROSS JOIN LATERAL jsonb_each(c.new) k
    WHERE c.job_id = ${jobId} AND (c.old IS NULL OR c.old -> k.key <> k.value) AND s.fields -> k.key <> k.value ORDER BY p.sku, k.key LIMIT ${SHOWN}`;
}
