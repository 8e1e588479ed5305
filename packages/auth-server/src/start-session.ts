import type { FastifyRequest } from "fastify";
import type { Pool, PoolClient } from "pg";
import type { AuthContext } from "./auth-context.ts";
import { digestOf, newRefreshToken } from "./refresh-token.ts";
import type { LiveSession } from "./session-json.ts";
import type { UserRecord } from "./user-record.ts";

/** Opens a session for a user who proved himself by this method, in one statement. */
export async function startSession(
  auth: AuthContext,
  request: FastifyRequest,
  user: UserRecord,
  method: string,
  db: Pool | PoolClient = auth.pool,
): Promise<LiveSession> {
  const refreshToken = newRefreshToken();
  const at = auth.now();
  const { rows } = await db.query<{ id: string }>(
    `with opened as (
       insert into auth.sessions (user_id, created_at, updated_at, aal, user_agent, ip)
       values ($1, $2, $2, 'aal1', $3, $4) returning id
     ), proved as (
       insert into auth.mfa_amr_claims (session_id, authentication_method, created_at, updated_at) select id, $5, $2, $2 from opened
     ), given as (
       insert into auth.refresh_tokens (token, user_id, session_id, created_at, updated_at) select $6, $1::uuid::text, id, $2, $2 from opened
     ), seen as (
       update auth.users set last_sign_in_at = $2, updated_at = $2 where id = $1
     ), known as (
       update auth.identities set last_sign_in_at = $2, updated_at = $2 where user_id = $1 and provider = 'email'
     )
     select id from opened`,
    [user.id, at, request.headers["user-agent"] ?? null, request.ip, method, digestOf(refreshToken)],
  );
  const session = rows[0];
  if (!session) throw new Error("the session was not stored");
  user.last_sign_in_at = at;
  return { id: session.id, aal: "aal1", methods: [{ method, at }], refreshToken };
}
