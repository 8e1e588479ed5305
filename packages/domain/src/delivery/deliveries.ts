import type { DeliveryRow, ListDeliveriesInput, ReplayDeliveryInput } from "@invista/contracts/system/system";
import { refuse } from "@invista/contracts/errors";
import { z } from "zod";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

const cursorShape = z.tuple([z.string().regex(/^\d{1,19}$/)]);
type DeliveryRecord = Omit<DeliveryRow, "createdAt" | "deadAt" | "nextAttemptAt"> & {
  createdAt: Date;
  deadAt: Date | null;
  nextAttemptAt: Date;
};

/** Events that were given up, or that wait, oldest first. */
export async function listDeliveries(
  read: NeonRead,
  input: ListDeliveriesInput,
): Promise<{ rows: DeliveryRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    sql`delivered_at IS NULL`,
    input.state === "dead" ? sql`dead_at IS NOT NULL` : sql`dead_at IS NULL`,
    when(after, ([id]) => sql`id > ${id}::bigint`),
  ]);
  const rows = await read.db.$queryRaw<DeliveryRecord[]>`
    SELECT id::text AS id, topic, entity, operation_id AS "operationId", attempts, last_error AS "lastError", created_at AS "createdAt", dead_at AS "deadAt", next_attempt_at AS "nextAttemptAt"
    FROM outbox_event WHERE ${conditions} ORDER BY id ${pageLimit(input.limit)}`;
  const page = cutPage(rows, input.limit, (row) => [row.id]);
  return {
    rows: page.rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      deadAt: row.deadAt?.toISOString() ?? null,
      nextAttemptAt: row.nextAttemptAt.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
}

/** Puts given-up events back into delivery with their attempts at zero. */
export async function replayDeliveries(work: NeonWork, input: ReplayDeliveryInput): Promise<{ replayed: number }> {
  const ids = input.ids.filter((id) => /^\d{1,19}$/.test(id));
  const replayed = await work.tx.$executeRaw`
    UPDATE outbox_event SET dead_at = NULL, attempts = 0, next_attempt_at = now() WHERE id = ANY (${ids}::bigint[]) AND dead_at IS NOT NULL AND delivered_at IS NULL`;
  if (replayed === 0) throw refuse("NOT_FOUND", "delivery.notDead");
  work.audit({ action: "REPLAY", resource: "deliveries", resourceId: ids[0] ?? "", newValues: { ids, replayed } });
  return { replayed };
}
