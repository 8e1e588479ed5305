import { refuse } from "@invista/contracts/errors";
import { sheetOf } from "@invista/contracts/import/kinds";
import { visibleWarehouses, type Actor } from "../shared/actor.ts";
import { idOfName } from "../shared/new-id.ts";
import { runCommand, type CommandHost } from "../shared/run-command.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements } from "../stock/index.ts";
import type { Job } from "./job.ts";
import { openMovements, planImportUndo, requireUndoable } from "./plan-import-undo.ts";
import { restoreProducts } from "./restore-products.ts";
import { undoEntries } from "./undo-sheet.ts";

const CHUNK = 1_000;

/**
 * Undoes a whole import in one transaction: stock goes back by reversal, latest first, fields go back to what they were, products it made are
 * removed, or archived where the ledger keeps their movements. Whatever was built on it in the meantime refuses all of it.
 */
export async function runUndo(host: CommandHost, job: Job, actor: Actor): Promise<void> {
  const command = {
    procedure: "import.revert",
    actor,
    idempotencyKey: idOfName(`${job.id}:undo`),
    input: { jobId: job.id },
    long: true,
  };
  await runCommand(host, command, async (work) => {
    await lockAll(work, job.id);
    const plan = await planImportUndo(work.tx, actor, job.id);
    requireUndoable(plan);
    const movements = await reverseAll(host, work, job, plan.movements);
    await restoreProducts(work, job.id, job.options.currency);
    await undoEntries(work, job.id, sheetOf(job.profile));
    await work.tx
      .$executeRaw`UPDATE operation SET status = 'UNDONE', undone_at = now() WHERE procedure = 'import.batch' AND entity = ${`import_jobs:${job.id}`} AND status = 'DONE'`;
    const { removed, archived, restored } = plan;
    work.audit({
      action: "UNDO",
      resource: "import_jobs",
      resourceId: job.id,
      newValues: { fileName: job.fileName, removed, archived, restored, movements },
    });
    work.touch("import", "product", "stock");
    return { removed, archived, restored, movements };
  });
  await host.neon.importJob.update({
    where: { id: job.id },
    data: { status: "UNDONE", undoneAt: host.now(), finishedAt: host.now(), rowsDone: job.rowsTotal },
  });
  host.committed(new Set(["import", "product", "stock"]));
}

/** From here on nobody refers to the products, edits them or moves their stock until it is decided. */
async function lockAll(work: NeonWork, jobId: string): Promise<void> {
  await work.tx
    .$executeRaw`SELECT 1 FROM product WHERE id IN (SELECT product_id FROM import_change WHERE job_id = ${jobId}) ORDER BY id FOR UPDATE`;
  await work.tx
    .$executeRaw`SELECT 1 FROM inventory_item WHERE id IN (SELECT m.inventory_item_id FROM ${openMovements(jobId)}) ORDER BY id FOR NO KEY UPDATE`;
}

async function reverseAll(host: CommandHost, work: NeonWork, job: Job, total: number): Promise<number> {
  const scope = visibleWarehouses(work.actor);
  const movements = await work.tx.$queryRaw<{ seq: string; warehouse_id: string }[]>`
    SELECT m.seq::text AS seq, m.warehouse_id FROM ${openMovements(job.id)} ORDER BY m.seq DESC`;
  if (scope !== null && movements.some((movement) => !scope.includes(movement.warehouse_id)))
    throw refuse("NOT_FOUND", "record.notFound", { entity: "Import", id: job.id });
  for (let from = 0; from < movements.length; from += CHUNK) {
    const chunk = movements.slice(from, from + CHUNK);
    await postMovements(
      work,
      chunk.map(({ seq }) => ({
        type: "REVERSAL",
        reversalOfSeq: seq,
        referenceType: "IMPORT_UNDO",
        referenceId: job.id,
      })),
    );
    // Outside of the transaction: the bar moves, in rows of the file.
    const share = (BigInt(job.rowsTotal) * BigInt(from + chunk.length)) / BigInt(Math.max(total, from + chunk.length));
    await host.neon.importJob.update({
      where: { id: job.id },
      data: { rowsDone: Number(share), updatedAt: new Date() },
    });
    host.committed(new Set(["import"]));
  }
  return movements.length;
}
