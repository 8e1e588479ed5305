import { refuse } from "@invista/contracts/errors";
import type { UndoOperationInput, UndoOperationOutput } from "@invista/contracts/operation/operation";
import { visibleWarehouses } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import type { OperationRecord } from "./operation-record.ts";
import { findOperations, planUndo } from "./plan-undo.ts";
import { postMovements } from "./post-movements.ts";
import { takeBackOf } from "./take-back.ts";

/** Minutes for which people whose adjustments are limited may undo. */
const LIMITED_MINUTES = 15;

/**
 * Undoes a stock operation by reversing its movements; the ledger keeps both. Refuses while something used what it brought, unless
 * the whole chain is asked for: then all of it is undone, latest first, or nothing.
 */
export async function undoOperation(
  work: NeonWork,
  input: UndoOperationInput,
  whose: "own" | "any",
): Promise<UndoOperationOutput> {
  // Locked before it is read: of two undos at once the second finds the first one's.
  await work.tx.$queryRaw`SELECT 1 AS locked FROM operation WHERE id = ${input.id} FOR UPDATE`;
  const [target] = await findOperations(work.tx, [input.id]);
  if (!target) throw refuse("NOT_FOUND", "record.notFound", { entity: "Operation", id: input.id });
  const plan = await planUndo(work.tx, target);
  if (plan.state === "UNDONE") throw refuse("CONFLICT", "undo.done");
  if (plan.state === "NOT_UNDOABLE") throw refuse("RULE_BROKEN", "undo.notUndoable", { why: whyNot(target) });
  if (plan.state === "BLOCKED" && (!input.chain || plan.chain.length === 0)) {
    const labels = [...new Set(plan.blockers.map((blocker) => `${blocker.label} of ${blocker.sku}`))].slice(0, 5);
    throw refuse("RULE_BROKEN", "undo.blocked", { labels, blockers: plan.blockers, chain: plan.chain });
  }
  const chain = await findOperations(
    work.tx,
    plan.chain.map(({ id }) => id),
  );
  if (whose === "own") chain.forEach((operation) => requireOwn(work, operation));
  const order = new Map(plan.chain.map(({ id }, index) => [id, index]));
  let movements = 0;
  for (const operation of chain.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))) {
    const document = await takeBackOf(work, operation);
    await document?.before?.();
    movements += await reverse(work, operation.id);
    await document?.after();
  }
  await forgetCounting(
    work,
    chain.map(({ id }) => id),
  );
  await work.tx.$executeRaw`UPDATE operation SET undo_of_id = ${target.id} WHERE id = ${work.operationId}`;
  await work.tx
    .$executeRaw`UPDATE operation SET status = 'UNDONE', undone_at = now() WHERE id = ANY (${chain.map(({ id }) => id)}::text[])`;
  work.audit({
    action: "UNDO",
    resource: "operations",
    resourceId: target.id,
    oldValues: { procedure: target.procedure, entity: target.entity },
    newValues: { undone: chain.map(({ id, procedure }) => ({ id, procedure })), movements },
  });
  return { operationId: work.operationId, undone: plan.chain.map(({ id }) => id), movements };
}

async function reverse(work: NeonWork, operationId: string): Promise<number> {
  const scope = visibleWarehouses(work.actor);
  const movements = await work.tx.$queryRaw<{ seq: string; warehouse_id: string }[]>`
    SELECT m.seq::text AS seq, m.warehouse_id FROM stock_movement m WHERE m.operation_id = ${operationId} ORDER BY m.seq DESC`;
  if (scope !== null && movements.some((movement) => !scope.includes(movement.warehouse_id)))
    throw refuse("NOT_FOUND", "record.notFound", { entity: "Operation", id: operationId });
  await postMovements(
    work,
    movements.map(({ seq }) => ({
      type: "REVERSAL",
      reversalOfSeq: seq,
      referenceType: "OPERATION",
      referenceId: operationId,
    })),
  );
  return movements.length;
}

/** A count that is taken back did not count its positions: they are due as they were before it, and before those that were taken back earlier. */
async function forgetCounting(work: NeonWork, operationIds: readonly string[]): Promise<void> {
  const ids = [...operationIds];
  const counted = await work.tx.$executeRaw`
    WITH RECURSIVE back AS (
      SELECT i.id, i.last_counted_at AS at, 0 AS step FROM inventory_item i
      WHERE i.id IN (SELECT l.inventory_item_id FROM stock_count_item l JOIN stock_count c ON c.id = l.count_id WHERE c.operation_id = ANY (${ids}::text[]))
      UNION ALL
      SELECT b.id, l.last_counted_before, b.step + 1 FROM back b JOIN stock_count_item l ON l.inventory_item_id = b.id AND coalesce(l.recounted_at, l.counted_at) = b.at AND l.last_counted_before IS DISTINCT FROM b.at
        JOIN stock_count c ON c.id = l.count_id JOIN operation o ON o.id = c.operation_id WHERE o.status = 'UNDONE' OR o.id = ANY (${ids}::text[]))
    UPDATE inventory_item i SET last_counted_at = b.at FROM (SELECT DISTINCT ON (id) id, at FROM back ORDER BY id, step DESC) b WHERE i.id = b.id`;
  if (counted > 0) work.touch("count");
}

/** Refuses to undo what somebody else did, and with limited adjustments what is older than a quarter of an hour. */
export function requireOwn(work: NeonWork, operation: Pick<OperationRecord, "createdBy" | "createdAt">): void {
  const { actor } = work;
  if (operation.createdBy !== actor.userId) throw refuse("FORBIDDEN", "undo.notOwn");
  const age = work.now.getTime() - operation.createdAt.getTime();
  if (actor.limits.maxAdjustQty !== null && age > LIMITED_MINUTES * 60_000)
    throw refuse("FORBIDDEN", "undo.tooLate", { minutes: LIMITED_MINUTES });
}

function whyNot(operation: OperationRecord): string {
  if (operation.undoOfId !== null) return "it is itself an undo; do it again instead";
  if (operation.movements === 0) return "it moved no stock";
  return "its document has steps of its own for that";
}
