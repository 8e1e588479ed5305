import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";
import type { TakenBack } from "./operation-record.ts";

/** The way back of a step of a transfer. Locks it, before its stock, as its own steps do. */
export async function transferStep(work: NeonWork, operationId: string): Promise<TakenBack> {
  await work.tx.$queryRaw`
    SELECT id FROM stock_transfer WHERE id IN (SELECT reference_id FROM stock_movement WHERE operation_id = ${operationId} AND reference_type = 'TRANSFER') ORDER BY id FOR UPDATE`;
  return { after: () => takeBackTransfer(work, operationId) };
}

/** A transfer whose dispatch, receipt or write-off was reversed stands where it stood before; what had been reserved for a dispatch is so again. */
async function takeBackTransfer(work: NeonWork, operationId: string): Promise<void> {
  const moved = await work.tx.$queryRaw<{ id: string }[]>`
    WITH part AS (
      SELECT m.reference_id AS transfer_id, m.product_id,
        coalesce(sum(-m.quantity) FILTER (WHERE m.type = 'TRANSFER_OUT'), 0) AS dispatched, coalesce(sum(m.quantity) FILTER (WHERE m.type = 'PUTAWAY' AND m.quantity > 0), 0) AS received,
        coalesce(sum(-m.quantity) FILTER (WHERE m.type = 'TRANSFER_LOSS'), 0) AS lost
      FROM stock_movement m WHERE m.operation_id = ${operationId} AND m.reference_type = 'TRANSFER' GROUP BY 1, 2)
    UPDATE stock_transfer_item i SET dispatched_quantity = i.dispatched_quantity - part.dispatched, received_quantity = i.received_quantity - part.received, lost_quantity = i.lost_quantity - part.lost
    FROM part WHERE i.transfer_id = part.transfer_id AND i.product_id = part.product_id RETURNING i.transfer_id AS id`;
  if (moved.length === 0) return;
  const transfers = [...new Set(moved.map((row) => row.id))];
  await work.tx.$executeRaw`
    UPDATE stock_transfer t SET status = CASE WHEN s.dispatched = 0 THEN 'APPROVED' WHEN s.settled = 0 THEN 'IN_TRANSIT' ELSE 'PARTIALLY_RECEIVED' END::transfer_status,
      dispatched_at = CASE WHEN s.dispatched > 0 THEN t.dispatched_at END, received_at = NULL, version = t.version + 1, updated_at = now()
    FROM (SELECT transfer_id, sum(dispatched_quantity) AS dispatched, sum(received_quantity + lost_quantity) AS settled FROM stock_transfer_item WHERE transfer_id = ANY (${transfers}::text[]) GROUP BY 1) s
    WHERE t.id = s.transfer_id`;
  await reserveAgain(work, operationId);
}

async function reserveAgain(work: NeonWork, operationId: string): Promise<void> {
  const sent = await work.tx.$queryRaw<{ transferId: string; lines: { itemId: string; quantity: string }[] }[]>`
    SELECT x.reference_id AS "transferId", json_agg(json_build_object('itemId', x.inventory_item_id, 'quantity', x.quantity::text)) AS lines
    FROM (SELECT m.reference_id, m.inventory_item_id, sum(-m.quantity) AS quantity FROM stock_movement m
      WHERE m.operation_id = ${operationId} AND m.reference_type = 'TRANSFER' AND m.type = 'TRANSFER_OUT' GROUP BY 1, 2) x GROUP BY 1`;
  for (const { transferId, lines } of sent) {
    const [short] = await work.tx.$queryRaw<{ available: string }[]>`
      SELECT trim_scale(available)::text AS available FROM reserve_stock(${work.operationId}, ${work.actor.userId}, 'TRANSFER', ${transferId}, NULL, ${JSON.stringify(lines)}::jsonb)`;
    if (short) throw refuse("RULE_BROKEN", "stock.insufficient", { available: short.available });
  }
}
