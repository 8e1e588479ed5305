import type { FastifyRequest } from "fastify";
import type { PoolClient } from "pg";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { sqlState } from "./database-failure.ts";
import { inTransaction } from "./in-transaction.ts";
import { digestOf, findSuccessor, newRefreshToken, successorOf } from "./refresh-token.ts";
import type { LiveSession } from "./session-json.ts";
import { isOver, type SessionTimes } from "./session-limits.ts";
import { findUserById, isBanned, type UserRecord } from "./user-record.ts";

const MOST_STEPS_IN_INTERVAL = 64;
const LOCK_NOT_AVAILABLE = "55P03";

type Outcome =
  | { readonly user: UserRecord; readonly session: LiveSession }
  | { readonly endedOf: UserRecord; readonly sessionId: string; readonly why: "stolen" | "over" };

/**
 * Trades a refresh token for its successor. A used token is answered again while it is the parent of the living one or was
 * used moments ago (tabs refresh at once, answers get lost); otherwise it was stolen and the whole session ends.
 */
export async function refreshSession(
  auth: AuthContext,
  request: FastifyRequest,
  token: string,
): Promise<{ user: UserRecord; session: LiveSession }> {
  const outcome = await inTransaction(auth.pool, (client) => trade(auth, client, request, token)).catch(
    (error: unknown) => {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      throw new AuthError(
        409,
        "conflict",
        "Too many concurrent token refresh requests on the same session or refresh token",
      );
    },
  );
  if ("user" in outcome) return outcome;
  const { endedOf, sessionId, why } = outcome;
  const ended = { userId: endedOf.id, email: endedOf.email, sessionId };
  if (why === "over") {
    await auth.report(request, { type: "sign_out", ...ended, reason: "session_expired" });
    throw new AuthError(400, "session_expired", "Invalid Refresh Token: Session Expired");
  }
  await auth.report(request, { type: "token_reuse_detected", ...ended });
  throw new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
}

async function trade(auth: AuthContext, client: PoolClient, request: FastifyRequest, token: string): Promise<Outcome> {
  const digest = digestOf(token);
  const now = auth.now();
  await client.query("set local lock_timeout = '5s'");
  const locked = await client.query<SessionTimes & { user_id: string; aal: string; not_after: Date | null }>(
    `select s.id, s.user_id, s.aal, s.not_after, s.created_at, s.refreshed_at from auth.sessions s
     where s.id = (select session_id from auth.refresh_tokens where token = $1) for update`,
    [digest],
  );
  const session = locked.rows[0];
  if (!session) throw new AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
  const user = await findUserById(client, session.user_id);
  if (!user || user.deleted_at)
    throw new AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
  if (isBanned(user, now)) throw new AuthError(400, "user_banned", "Invalid Refresh Token: User Banned");
  if (session.not_after && session.not_after <= now)
    throw new AuthError(400, "session_expired", "Invalid Refresh Token: Session Expired");
  if (await isOver(auth, session)) {
    await client.query("delete from auth.sessions where id = $1", [session.id]);
    return { endedOf: user, sessionId: session.id, why: "over" };
  }

  // Read after the lock was taken: before, another tab may still have been trading this very token.
  const family = await client.query<TokenRow>(
    "select token, parent, revoked, updated_at from auth.refresh_tokens where session_id = $1 and (token = $2 or not revoked) order by id desc",
    [session.id, digest],
  );
  const presented = family.rows.find((row) => row.token === digest);
  const living = family.rows.find((row) => !row.revoked);
  if (!presented) throw new AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");

  let refreshToken: string;
  if (!presented.revoked) {
    refreshToken = successorOf(token, auth.keys.refreshSecret);
    await rotate(client, session, digest, refreshToken, now);
  } else if (living && mayBeAnsweredAgain(presented, living, now, auth.refreshReuseSeconds)) {
    const known = findSuccessor(token, living.token, auth.keys.refreshSecret, MOST_STEPS_IN_INTERVAL);
    refreshToken = known ?? newRefreshToken();
    // Only after the signing key was exchanged can the living token not be derived again.
    if (!known) await rotate(client, session, living.token, refreshToken, now);
  } else {
    await client.query("delete from auth.sessions where id = $1", [session.id]);
    return { endedOf: user, sessionId: session.id, why: "stolen" };
  }
  const methods = await client.query<{ method: string; at: Date }>(
    `with seen as (update auth.sessions set refreshed_at = $2, updated_at = $2, user_agent = $3, ip = $4 where id = $1)
     select authentication_method as method, updated_at as at from auth.mfa_amr_claims where session_id = $1 order by updated_at desc`,
    [session.id, now, request.headers["user-agent"] ?? null, request.ip],
  );
  return { user, session: { id: session.id, aal: session.aal, methods: methods.rows, refreshToken } };
}

interface TokenRow {
  token: string;
  parent: string | null;
  revoked: boolean;
  updated_at: Date;
}

function mayBeAnsweredAgain(presented: TokenRow, living: TokenRow, now: Date, reuseSeconds: number): boolean {
  return living.parent === presented.token || now.getTime() - presented.updated_at.getTime() <= reuseSeconds * 1_000;
}

async function rotate(
  client: PoolClient,
  session: { id: string; user_id: string },
  digest: string,
  next: string,
  now: Date,
): Promise<void> {
  await client.query(
    `with used as (update auth.refresh_tokens set revoked = true, updated_at = $4 where token = $1)
     insert into auth.refresh_tokens (token, parent, user_id, session_id, created_at, updated_at)
     values ($2, $1, $3, $5, $4, $4)`,
    [digest, digestOf(next), session.user_id, now, session.id],
  );
}
