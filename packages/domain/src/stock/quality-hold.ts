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
