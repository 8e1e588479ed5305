import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";

/** Keeps a quantity of an item for an inspection or a nonconformance: nobody else can move or promise it. */
export async function hold(work: NeonWork, itemId: string, quantity: string, reference: string): Promise<void> {
  const lines = JSON.stringify([{ itemId, quantity }]);
  const [short] = await work.tx.$queryRaw<{ available: string }[]>`
    SELECT trim_scale(available)::text AS available FROM reserve_stock(${work.operationId}, ${work.actor.userId}, 'QUALITY_HOLD', ${reference}, NULL, ${lines}::jsonb)`;
  if (short) throw refuse("RULE_BROKEN", "stock.insufficient", { available: short.available });
}

/** Ends what is kept for an inspection or a nonconformance. */
export async function letGo(work: NeonWork, reference: string): Promise<void> {
  await work.tx
    .$queryRaw`SELECT id FROM release_reservations(${work.operationId}, 'QUALITY_HOLD', ${reference}, 'RELEASED')`;
}

/** Keeps quantities of items that are locked already, each for a reference of its own; one statement. */
export async function holdAll(
  work: NeonWork,
  holds: readonly { readonly itemId: string; readonly quantity: string; readonly reference: string }[],
): Promise<void> {
  await work.tx.$executeRaw`
    INSERT INTO stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by, operation_id)
    SELECT x."itemId", x.quantity, 'QUALITY_HOLD', x.reference, ${work.actor.userId}, ${work.operationId}
    FROM jsonb_to_recordset(${JSON.stringify(holds)}::jsonb) AS x("itemId" text, quantity numeric, reference text) ORDER BY 1`;
}

/** Ends what is kept for inspections; one statement. */
export async function letAllGo(work: NeonWork, references: readonly string[]): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE stock_reservation SET status = 'RELEASED', operation_id = ${work.operationId}, version = version + 1
    WHERE reservation_type = 'QUALITY_HOLD' AND reference_id = ANY (${[...references]}::text[]) AND status IN ('ACTIVE', 'PICKED')`;
}
