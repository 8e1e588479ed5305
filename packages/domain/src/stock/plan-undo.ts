import type { UndoBlocker, UndoPlan } from "@invista/contracts/operation/operation";
import type { NeonRead } from "../shared/work.ts";
import {
  OPERATION_COLUMNS,
  OPERATION_SOURCE,
  toOperationRow,
  UNDOABLE,
  type OperationRecord,
} from "./operation-record.ts";

const MAX_CHAIN = 50;

type Db = NeonRead["db"];

export interface Use {
  operationId: string | null;
  procedure: string | null;
  referenceId: string;
  label: string;
  at: Date;
  quantity: string;
  sku: string;
}

/** Whether an operation can be undone now; if not, what has used what it brought, and the chain of undos that leads there. */
export async function planUndo(db: Db, operation: OperationRecord): Promise<UndoPlan> {
  if (operation.status === "UNDONE") return { state: "UNDONE", blockers: [], chain: [] };
  if (operation.status !== "DONE" || !UNDOABLE.has(operation.procedure))
    return { state: "NOT_UNDOABLE", blockers: [], chain: [] };
  const blockers = await usesOf(db, [operation.id]);
  if (blockers.length === 0) return { state: "POSSIBLE", blockers: [], chain: [toOperationRow(operation)] };
  const chain = await chainOf(db, operation, blockers);
  return { state: "BLOCKED", blockers: blockers.map(toBlocker), chain: (chain ?? []).map(toOperationRow) };
}

/** Every operation that must go first, latest first; null when one of them can't be undone or a claim stands in the way. */
async function chainOf(db: Db, target: OperationRecord, first: readonly Use[]): Promise<OperationRecord[] | null> {
  const members = new Map([[target.id, target]]);
  let uses = first;
  while (uses.length > 0) {
    const ids = [...new Set(uses.flatMap((use) => use.operationId ?? []))];
    if (ids.length === 0 || uses.some((use) => use.operationId === null) || members.size + ids.length > MAX_CHAIN)
      return null;
    const found = await findOperations(db, ids);
    if (found.some((one) => one.status !== "DONE" || !UNDOABLE.has(one.procedure))) return null;
    found.forEach((one) => members.set(one.id, one));
    uses = (await usesOf(db, [...members.keys()])).filter(
      (use) => use.operationId === null || !members.has(use.operationId),
    );
  }
  return [...members.values()].sort((a, b) => (BigInt(a.lastSeq ?? 0) < BigInt(b.lastSeq ?? 0) ? 1 : -1));
}

export function findOperations(db: Db, ids: readonly string[]): Promise<OperationRecord[]> {
  return db.$queryRaw<
    OperationRecord[]
  >`SELECT ${OPERATION_COLUMNS} FROM ${OPERATION_SOURCE} WHERE o.id = ANY (${[...ids]}::text[])`;
}

/**
 * What later operations (but these) and open claims took of what these brought: read where taking it all back would leave an item below
 * its claims, or a cost layer below zero.
 */
export async function usesOf(db: Db, ids: readonly string[]): Promise<Use[]> {
  return db.$queryRaw<Use[]>`
    WITH mine AS MATERIALIZED (
      SELECT m.* FROM stock_movement m WHERE m.operation_id = ANY (${[...ids]}::text[]) AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)),
    item AS MATERIALIZED (
      SELECT i.id, min(m.seq) AS seq FROM mine m JOIN inventory_item i ON i.id = m.inventory_item_id
      GROUP BY i.id HAVING i.quantity - sum(m.quantity) < i.reserved_quantity),
    layer AS MATERIALIZED (
      SELECT c.id, min(m.seq) AS seq FROM mine m JOIN cost_layer c ON c.id = m.cost_layer_id
      GROUP BY c.id HAVING c.remaining_quantity - sum(m.quantity) < 0),
    later AS (
      SELECT m.seq, m.operation_id, m.product_id, m.quantity, m.reference_id, m.recorded_at FROM stock_movement m JOIN item ON item.id = m.inventory_item_id AND m.seq > item.seq
      UNION SELECT m.seq, m.operation_id, m.product_id, m.quantity, m.reference_id, m.recorded_at FROM stock_movement m JOIN layer ON layer.id = m.cost_layer_id AND m.seq > layer.seq)
    SELECT l.operation_id AS "operationId", o.procedure, coalesce(l.operation_id, l.seq::text) AS "referenceId", coalesce(o.procedure, 'movement') AS label,
      max(l.recorded_at) AS at, trim_scale(sum(-l.quantity))::text AS quantity, p.sku
    FROM later l JOIN product p ON p.id = l.product_id LEFT JOIN operation o ON o.id = l.operation_id
    WHERE l.quantity < 0 AND (l.operation_id IS NULL OR l.operation_id <> ALL (${[...ids]}::text[])) AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = l.seq)
      AND NOT EXISTS (SELECT FROM stock_movement own WHERE own.seq = l.seq AND own.type = 'REVERSAL')
    GROUP BY 1, 2, 3, 4, p.sku
    UNION ALL
    SELECT NULL, NULL, r.reference_id, coalesce(s.order_number, r.reservation_type::text), max(r.created_at), trim_scale(sum(r.quantity))::text, p.sku
    FROM stock_reservation r JOIN item ON item.id = r.inventory_item_id JOIN inventory_item i ON i.id = r.inventory_item_id JOIN product p ON p.id = i.product_id
      LEFT JOIN "order" s ON s.id = r.reference_id
    WHERE r.status IN ('ACTIVE', 'PICKED') AND NOT (r.reservation_type = 'QUALITY_HOLD' AND r.reference_id IN (SELECT split_part(o.entity, ':', 2) FROM operation o WHERE o.id = ANY (${[...ids]}::text[])))
    GROUP BY r.reference_id, 4, p.sku
    ORDER BY 5 DESC LIMIT 100`;
}

function toBlocker(use: Use): UndoBlocker {
  return {
    kind: use.operationId === null && use.procedure === null ? "RESERVATION" : "OPERATION",
    id: use.referenceId,
    label: use.label,
    at: use.at.toISOString(),
    quantity: use.quantity,
    sku: use.sku,
  };
}
