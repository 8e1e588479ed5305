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

/** What comes back with these is claimed again at once, by the document that it had left for. */
const CLAIMED_AGAIN = ["transfer.dispatch", "shipment.ship", "inspection.decide", "inspection.waive", "ncr.dispose"];

type Db = NeonRead["db"];

export interface Use {
  operationId: string | null;
  procedure: string | null;
  referenceId: string;
  label: string;
  at: Date;
  quantity: string;
  sku: string;
  /** False for an operation before these: to undo it first is no step of a chain, which goes back from the latest. */
  isLater: boolean;
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
    if (
      ids.length === 0 ||
      uses.some((use) => use.operationId === null || !use.isLater) ||
      members.size + ids.length > MAX_CHAIN
    )
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
 * What other operations and open claims took of what these brought: read where, going back from the latest of them, a step would leave an item below
 * its claims, or a cost layer below zero; and all that was done since with their very pieces, or with what they sent, shipped or rejected. Claims that
 * end with these count no more, and those that are back after it count already. Earlier operations are named only where none that is later took
 * anything: those that used what was taken back since.
 */
export async function usesOf(db: Db, ids: readonly string[]): Promise<Use[]> {
  return db.$queryRaw<Use[]>`
    WITH mine AS MATERIALIZED (
      SELECT m.*, m.quantity < 0 AND o.procedure = ANY (${CLAIMED_AGAIN}::text[]) AS is_claimed, coalesce(m.reference_id, o.entity, o.id) AS claimed_by
      FROM stock_movement m JOIN operation o ON o.id = m.operation_id
      WHERE o.id = ANY (${[...ids]}::text[]) AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = m.seq)),
    ending AS MATERIALIZED (
      SELECT r.id, r.inventory_item_id, r.quantity FROM stock_reservation r
      WHERE r.status IN ('ACTIVE', 'PICKED') AND r.reservation_type = 'QUALITY_HOLD' AND r.reference_id IN (SELECT split_part(o.entity, ':', 2) FROM operation o WHERE o.id = ANY (${[...ids]}::text[]) UNION SELECT q.id FROM quality_inspection q WHERE q.operation_id = ANY (${[...ids]}::text[]))),
    item AS MATERIALIZED (
      SELECT i.id, max(m.seq) AS seq
      FROM (SELECT inventory_item_id, seq, sum(CASE WHEN is_claimed THEN 0 ELSE quantity END) OVER (PARTITION BY inventory_item_id ORDER BY seq DESC) AS quantity FROM mine) m
        JOIN inventory_item i ON i.id = m.inventory_item_id LEFT JOIN (SELECT inventory_item_id, sum(quantity) AS quantity FROM ending GROUP BY 1) e ON e.inventory_item_id = i.id
      WHERE i.quantity - m.quantity < i.reserved_quantity - coalesce(e.quantity, 0) GROUP BY i.id),
    layer AS MATERIALIZED (
      SELECT c.id, max(m.seq) AS seq, bool_and(c.remaining_quantity - m.quantity >= 0) AS by_value
      FROM (SELECT cost_layer_id, seq, sum(quantity) OVER w AS quantity, sum(value_delta) OVER w AS value FROM mine WINDOW w AS (PARTITION BY cost_layer_id ORDER BY seq DESC)) m
        JOIN cost_layer c ON c.id = m.cost_layer_id
      WHERE c.remaining_quantity - m.quantity < 0 OR c.remaining_value - m.value < 0 OR c.remaining_quantity = m.quantity AND c.remaining_value <> m.value GROUP BY c.id),
    piece AS MATERIALIZED (SELECT m.serial_id AS id, min(m.seq) AS seq FROM mine m WHERE m.serial_id IS NOT NULL GROUP BY 1),
    other AS (
      SELECT m.*, m.seq > item.seq AS is_later
        FROM item CROSS JOIN LATERAL (SELECT least(item.seq, min(r.reversal_of_seq)) AS seq FROM stock_movement r WHERE r.inventory_item_id = item.id AND r.seq > item.seq AND r.type = 'REVERSAL' AND r.quantity < 0) first
          JOIN stock_movement m ON m.inventory_item_id = item.id AND m.seq > first.seq WHERE m.quantity < 0
      UNION SELECT m.*, m.seq > layer.seq
        FROM layer CROSS JOIN LATERAL (SELECT least(layer.seq, min(r.reversal_of_seq)) AS seq FROM stock_movement r WHERE r.cost_layer_id = layer.id AND r.seq > layer.seq AND r.type = 'REVERSAL' AND (r.quantity < 0 OR layer.by_value)) first
          JOIN stock_movement m ON m.cost_layer_id = layer.id AND m.seq > first.seq WHERE m.quantity < 0 OR layer.by_value
      UNION SELECT m.*, TRUE FROM (SELECT reference_type, reference_id, min(seq) AS seq FROM mine WHERE type IN ('TRANSFER_IN', 'SHIPMENT') GROUP BY 1, 2) sent
        JOIN stock_movement m ON m.reference_type = sent.reference_type AND m.reference_id = sent.reference_id AND m.seq > sent.seq
        WHERE m.type = 'RETURN_IN' OR m.type IN ('PUTAWAY', 'TRANSFER_LOSS') AND m.quantity < 0
      UNION SELECT m.*, TRUE FROM operation d JOIN non_conformance n ON n.inspection_id = split_part(d.entity, ':', 2)
        JOIN operation p ON p.entity = 'non_conformances:' || n.id AND p.procedure = 'ncr.dispose' AND p.status = 'DONE' JOIN stock_movement m ON m.operation_id = p.id
        WHERE d.id = ANY (${[...ids]}::text[]) AND d.procedure = 'inspection.decide' AND m.quantity < 0
      UNION (SELECT DISTINCT ON (m.operation_id, m.serial_id) m.*, TRUE FROM piece JOIN stock_movement m ON m.serial_id = piece.id AND m.seq > piece.seq ORDER BY m.operation_id, m.serial_id, m.quantity)),
    taken AS MATERIALIZED (
      SELECT o.* FROM other o WHERE o.type <> 'REVERSAL' AND (o.operation_id IS NULL OR o.operation_id <> ALL (${[...ids]}::text[])) AND NOT EXISTS (SELECT FROM stock_movement r WHERE r.reversal_of_seq = o.seq))
    SELECT t.operation_id AS "operationId", o.procedure, coalesce(t.operation_id, t.seq::text) AS "referenceId", coalesce(o.procedure, 'movement') AS label,
      max(t.recorded_at) AS at, trim_scale(sum(abs(t.quantity)))::text AS quantity, p.sku, bool_and(t.is_later) AS "isLater"
    FROM taken t JOIN product p ON p.id = t.product_id LEFT JOIN operation o ON o.id = t.operation_id
    WHERE t.is_later OR NOT EXISTS (SELECT FROM taken l WHERE l.is_later)
    GROUP BY 1, 2, 3, 4, p.sku
    UNION ALL
    SELECT NULL, NULL, r.reference_id, coalesce(s.order_number, r.reservation_type::text), max(r.created_at), trim_scale(sum(r.quantity))::text, p.sku, TRUE
    FROM stock_reservation r JOIN item ON item.id = r.inventory_item_id JOIN inventory_item i ON i.id = r.inventory_item_id JOIN product p ON p.id = i.product_id
      LEFT JOIN "order" s ON s.id = r.reference_id
    WHERE r.status IN ('ACTIVE', 'PICKED') AND r.id NOT IN (SELECT e.id FROM ending e)
    GROUP BY r.reference_id, 4, p.sku
    UNION ALL
    SELECT NULL, NULL, m.claimed_by, coalesce(t.transfer_number, s.shipment_number, o.procedure), max(m.recorded_at), trim_scale(sum(-m.quantity))::text, p.sku, TRUE
    FROM mine m JOIN item ON item.id = m.inventory_item_id JOIN product p ON p.id = m.product_id JOIN operation o ON o.id = m.operation_id
      LEFT JOIN stock_transfer t ON t.id = m.reference_id LEFT JOIN shipment s ON s.id = m.reference_id
    WHERE m.is_claimed GROUP BY m.claimed_by, 4, p.sku
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
