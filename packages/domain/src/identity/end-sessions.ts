import { sql, when, all } from "../shared/identity-sql.ts";
import type { IdentityWork } from "../shared/identity-work.ts";

/**
 * Ends a person's sessions: the one named, all but the one named, or all. Their refresh tokens die with them; what the
 * product noted about them stays, with who ended them. Answers how many were alive.
 */
export async function endSessions(
  work: IdentityWork,
  userId: string,
  which: { only?: string | undefined; except?: string | undefined } = {},
): Promise<number> {
  const conditions = all([
    sql`s.user_id::text = ${userId}`,
    when(which.only, (id) => sql`s.id::text = ${id}`),
    when(which.except, (id) => sql`s.id::text <> ${id}`),
  ]);
  await work.tx.$executeRaw`
    UPDATE user_session us SET revoked_at = ${work.now}::timestamptz, revoked_by = ${work.actor.userId}
    FROM auth.sessions s WHERE us.auth_session_id = s.id::text AND us.revoked_at IS NULL AND ${conditions}`;
  return work.tx.$executeRaw`DELETE FROM auth.sessions s WHERE ${conditions}`;
}
