import type { NeonWork } from "../shared/work.ts";

/** So much of a claim that is no longer wanted. */
export interface ClaimPart {
  readonly claimId: string;
  readonly quantity: string;
}

/**
 * Frees parts of claims, however many, in three statements. A part ends as a claim of its own, so that it can be told what was reserved at any
 * time; a claim of which all is freed ends itself.
 */
export async function releaseParts(work: NeonWork, parts: readonly ClaimPart[]): Promise<void> {
  if (parts.length === 0) return;
  const given = JSON.stringify(parts);
  await work.tx.$executeRaw`
    UPDATE stock_reservation r SET status = 'RELEASED', operation_id = ${work.operationId}, version = r.version + 1
    FROM jsonb_to_recordset(${given}::jsonb) AS x("claimId" text, quantity numeric) WHERE r.id = x."claimId" AND r.quantity = x.quantity`;
  const ended = await work.tx.$queryRaw<{ id: string }[]>`
    WITH rest AS (
      UPDATE stock_reservation r SET quantity = r.quantity - x.quantity, version = r.version + 1
      FROM jsonb_to_recordset(${given}::jsonb) AS x("claimId" text, quantity numeric) WHERE r.id = x."claimId" AND r.quantity > x.quantity AND r.status IN ('ACTIVE', 'PICKED')
      RETURNING r.*, x.quantity AS part)
    INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id, created_at)
    SELECT inventory_item_id, part, reservation_type, reference_id, reserved_by, order_item_id, created_at FROM rest ORDER BY inventory_item_id RETURNING id`;
  if (ended.length > 0)
    await work.tx.$executeRaw`
      UPDATE stock_reservation SET status = 'RELEASED', operation_id = ${work.operationId} WHERE id = ANY (${ended.map((one) => one.id)}::text[])`;
  work.touch("stock");
}
