import type { CountApproved, CountStepInput } from "@invista/contracts/count/count";
import { refuse } from "@invista/contracts/errors";
import { compare, sum } from "@invista/contracts/quantity";
import { canIn, requireWithin } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements, type PostedLine } from "../stock/index.ts";
import { lockCount, moveCount, record, UNIT_COST, UNRESOLVED, type CountRecord } from "./count-record.ts";

interface Difference {
  item_id: string;
  label: string;
  variance: string;
  root_cause: string | null;
  after: string;
  reserved: string;
  tracked: boolean;
  serials: string[];
}

/**
 * Posts what was counted: every difference as one adjustment, all of them or none. What moved after a line was counted stays moved. Only here a
 * position counts as counted. Refuses whoever counted, what is above his limits, and what would leave less than is reserved.
 */
export async function approveCount(work: NeonWork, input: CountStepInput): Promise<CountApproved> {
  const count = await lockCount(work, input, ["IN_REVIEW"], "approve");
  await requireReviewed(work, count);
  const differences = await lockDifferences(work, count);
  await requireRoom(work, count, differences);
  requirePieces(differences);
  for (const { variance } of differences) requireWithin(work.actor.limits.maxAdjustQty, variance.replace("-", ""));
  await valueLines(work, count);
  const posted = await postMovements(
    work,
    differences.map((line) => ({
      itemId: line.item_id,
      type: "ADJUSTMENT",
      quantity: line.variance,
      reasonCode: line.root_cause ?? "COUNT",
      referenceType: "COUNT",
      referenceId: count.id,
      ...(line.tracked ? { serials: line.serials } : {}),
    })),
  );
  const values = posted.map((line) => line.value_delta);
  requireWithin(work.actor.limits.maxApprovalAmount, sum(values.map((value) => value.replace("-", ""))));
  await closeLines(work, count, posted);
  const valueDelta = sum(values);
  record(work, count, "APPROVE", { adjusted: differences.length, valueDelta });
  const approved = await moveCount(
    work,
    count,
    "APPROVED",
    sql`, approved_by = ${work.actor.userId}, approved_at = now(), operation_id = ${work.operationId}`,
  );
  const seesCosts = canIn(work.actor, "cost:read", count.warehouse_id);
  return { ...approved, adjusted: differences.length, valueDelta: seesCosts ? valueDelta : null };
}

async function requireReviewed(work: NeonWork, count: CountRecord): Promise<void> {
  const [found] = await work.tx.$queryRaw<{ unresolved: number; own: boolean }[]>`
    SELECT count(*) FILTER (WHERE ${UNRESOLVED})::int AS unresolved,
      coalesce(bool_or(EXISTS (SELECT FROM stock_count_entry e WHERE e.count_item_id = l.id AND e.counted_by = ${work.actor.userId})), FALSE) AS own
    FROM stock_count_item l WHERE l.count_id = ${count.id}`;
  if (found?.own) throw refuse("FORBIDDEN", "count.ownCount");
  if (found && found.unresolved > 0) throw refuse("RULE_BROKEN", "count.unresolved", { lines: found.unresolved });
}

/** Locks the positions of the count in id order, as every posting does, and answers those that differ. */
async function lockDifferences(work: NeonWork, count: CountRecord): Promise<Difference[]> {
  await work.tx.$executeRaw`
    SELECT FROM inventory_item WHERE id IN (SELECT inventory_item_id FROM stock_count_item WHERE count_id = ${count.id}) ORDER BY id FOR NO KEY UPDATE`;
  return work.tx.$queryRaw<Difference[]>`
    SELECT i.id AS item_id, p.sku || ' in ' || coalesce(nullif(i.location, ''), 'the floor') || coalesce(', lot ' || t.lot_number, '') AS label,
      trim_scale(l.variance)::text AS variance, l.root_cause, trim_scale(i.quantity + l.variance)::text AS after, trim_scale(i.reserved_quantity)::text AS reserved,
      p.track_serials AS tracked, l.serials
    FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id LEFT JOIN lot t ON t.id = i.lot_id
    WHERE l.count_id = ${count.id} AND l.variance <> 0 ORDER BY l.line_no, l.id`;
}

/** Refuses before anything is written where a position would hold less than is reserved, and names who reserved it. */
async function requireRoom(work: NeonWork, count: CountRecord, differences: readonly Difference[]): Promise<void> {
  const negative = differences.filter((line) => compare(line.after, "0") < 0);
  if (negative.length > 0) throw refuse("RULE_BROKEN", "count.movedSince", { items: labelsOf(negative) });
  const short = differences.filter((line) => compare(line.after, line.reserved) < 0);
  if (short.length === 0) return;
  const claims = await work.tx.$queryRaw<
    { id: string; reference: string; type: string; quantity: string; item: string }[]
  >`
    SELECT r.id, coalesce(o.order_number, f.transfer_number, r.reference_id) AS reference, r.reservation_type::text AS type, trim_scale(r.quantity)::text AS quantity, p.sku AS item
    FROM stock_reservation r JOIN inventory_item i ON i.id = r.inventory_item_id JOIN product p ON p.id = i.product_id
      LEFT JOIN "order" o ON o.id = r.reference_id LEFT JOIN stock_transfer f ON f.id = r.reference_id
    WHERE r.inventory_item_id = ANY (${short.map((line) => line.item_id)}::text[]) AND r.status IN ('ACTIVE', 'PICKED') ORDER BY r.created_at, r.id LIMIT 100`;
  throw refuse("RULE_BROKEN", "count.belowReserved", {
    items: labelsOf(short),
    reservations: [...new Set(claims.map((claim) => claim.reference))],
    claims,
    count: count.count_number,
  });
}

/** Refuses differences of tracked products whose pieces nobody has named. */
function requirePieces(differences: readonly Difference[]): void {
  const unnamed = differences.filter(
    (line) => line.tracked && String(line.serials.length) !== line.variance.replace("-", ""),
  );
  if (unnamed.length > 0) throw refuse("RULE_BROKEN", "count.piecesUnnamed", { items: labelsOf(unnamed) });
}

const labelsOf = (lines: readonly Difference[]) => lines.slice(0, 5).map((line) => line.label);

/** What was there is worth what it is worth before anything is posted; when each position was counted before is kept for an undo. */
async function valueLines(work: NeonWork, count: CountRecord): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE stock_count_item l SET expected_value = d.value, variance_value = 0, last_counted_before = d.last_counted_at
    FROM (SELECT l.id, i.last_counted_at, round((l.expected_quantity + l.movements_during) * k.cost, 4) AS value
      FROM stock_count_item l JOIN inventory_item i ON i.id = l.inventory_item_id JOIN product p ON p.id = i.product_id CROSS JOIN ${UNIT_COST} k WHERE l.count_id = ${count.id}) d
    WHERE d.id = l.id`;
}

async function closeLines(work: NeonWork, count: CountRecord, posted: readonly PostedLine[]): Promise<void> {
  const values = posted.map(({ inventory_item_id: id, value_delta: value }) => ({ id, value }));
  // A loss over several cost layers is several movements.
  await work.tx.$executeRaw`
    UPDATE stock_count_item l SET variance_value = d.value
    FROM (SELECT x.id, sum(x.value::numeric) AS value FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS x(id text, value text) GROUP BY 1) d
    WHERE l.count_id = ${count.id} AND l.inventory_item_id = d.id`;
  await work.tx.$executeRaw`
    UPDATE inventory_item i SET last_counted_at = coalesce(l.recounted_at, l.counted_at) FROM stock_count_item l WHERE l.count_id = ${count.id} AND i.id = l.inventory_item_id`;
}
