import type { NeonTx } from "../shared/work.ts";

export const BATCH = 200;
const MAX_ATTEMPTS = 10;

export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly operationId: string | null;
  readonly payload: unknown;
  readonly attempts: number;
}

/** Locks the next due events; the locks end with the transaction, so a worker that dies leaves nothing claimed. */
export function claimEvents(tx: NeonTx): Promise<OutboxRow[]> {
  return tx.$queryRaw<OutboxRow[]>`
    SELECT id::text AS id, topic, operation_id AS "operationId", payload, attempts FROM outbox_event
    WHERE delivered_at IS NULL AND dead_at IS NULL AND next_attempt_at <= now() ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
}

/** Marks events as delivered. */
export async function markDelivered(tx: NeonTx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`UPDATE outbox_event SET delivered_at = now(), last_error = NULL WHERE id = ANY (${ids}::bigint[])`;
}

/** Counts an attempt on an event the receiver refused: tried again after 2, 4, 8 … 300 s with jitter, dead after ten. */
export async function markRefused(tx: NeonTx, id: string, error: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox_event SET attempts = attempts + 1, last_error = left(${error}, 500),
      next_attempt_at = now() + make_interval(secs => least(power(2, attempts + 1), 300) * (0.8 + random() * 0.4)),
      dead_at = CASE WHEN attempts + 1 >= ${MAX_ATTEMPTS} THEN now() END
    WHERE id = ${id}::bigint`;
}

export interface DeliveryState {
  readonly depth: number;
  readonly dead: number;
  readonly lagSeconds: number;
}

/** How many events wait, how many were given up and how old the oldest waiting one is. */
export async function readDeliveryState(db: Pick<NeonTx, "$queryRaw">): Promise<DeliveryState> {
  const [state] = await db.$queryRaw<DeliveryState[]>`
    SELECT (SELECT count(*)::int FROM outbox_event WHERE delivered_at IS NULL AND dead_at IS NULL) AS depth,
      (SELECT count(*)::int FROM outbox_event WHERE dead_at IS NOT NULL AND delivered_at IS NULL) AS dead,
      coalesce((SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8 FROM outbox_event WHERE delivered_at IS NULL AND dead_at IS NULL), 0) AS "lagSeconds"`;
  return state ?? { depth: 0, dead: 0, lagSeconds: 0 };
}
