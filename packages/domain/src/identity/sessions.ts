import { refuse } from "@invista/contracts/errors";
import type {
  Revoked,
  RevokeSessionInput,
  RevokeSessionsInput,
  RevokeSessionsOfInput,
  SessionRow,
} from "@invista/contracts/session/sessions";
import type { SupabasePrismaClient } from "@invista/db";
import type { IdentityWork } from "../shared/identity-work.ts";
import { endSessions } from "./end-sessions.ts";
import { requireNotAbove, requirePerson } from "./person.ts";

type SessionRecord = Omit<SessionRow, "startedAt" | "lastSeenAt" | "current"> & { startedAt: Date; lastSeenAt: Date };

/** A person's living sessions, the last used first. */
export async function listSessions(
  supabase: SupabasePrismaClient,
  userId: string,
  currentId: string | undefined,
): Promise<{ rows: SessionRow[] }> {
  const rows = await supabase.$queryRaw<SessionRecord[]>`
    SELECT s.id::text AS id, us.device_name AS device, coalesce(us.user_agent, s.user_agent) AS "userAgent", coalesce(us.ip, host(s.ip)) AS ip,
      s.aal::text AS aal, s.created_at AS "startedAt", coalesce(us.last_seen_at, s.created_at) AS "lastSeenAt"
    FROM auth.sessions s LEFT JOIN user_session us ON us.auth_session_id = s.id::text
    WHERE s.user_id::text = ${userId} AND us.revoked_at IS NULL AND coalesce(s.not_after > now(), true)
    ORDER BY 7 DESC, 1 LIMIT 100`;
  return {
    rows: rows.map((row) => ({
      ...row,
      startedAt: row.startedAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === currentId,
    })),
  };
}

/** Ends one of the caller's own sessions. */
export async function revokeSession(work: IdentityWork, input: RevokeSessionInput): Promise<Revoked> {
  return ended(work, work.actor.userId, await endSessions(work, work.actor.userId, { only: input.id }), input.id);
}

/** Ends the caller's sessions: all of them, or all but the one that asks. */
export async function revokeSessions(work: IdentityWork, input: RevokeSessionsInput): Promise<Revoked> {
  const { userId, sessionId } = work.actor;
  const count = await endSessions(work, userId, input.which === "others" ? { except: sessionId } : {});
  return ended(work, userId, count);
}

/** Ends one session of someone, or all of them; refused for a person who may do more than the caller. */
export async function revokeSessionsOf(work: IdentityWork, input: RevokeSessionsOfInput): Promise<Revoked> {
  const person = await requirePerson(work, input.userId);
  await requireNotAbove(work, person);
  return ended(work, person.id, await endSessions(work, person.id, { only: input.sessionId }), input.sessionId);
}

function ended(work: IdentityWork, userId: string, count: number, sessionId?: string): Revoked {
  if (sessionId !== undefined && count === 0) throw refuse("NOT_FOUND", "session.unknown");
  work.audit({
    action: "REVOKE",
    resource: "sessions",
    resourceId: sessionId ?? userId,
    newValues: { userId, ended: count },
  });
  work.touch("access");
  return { ended: count };
}
