import type { PoolClient } from "pg";
import { AuthError } from "./auth-error.ts";
import { CHALLENGE_SECONDS } from "./endpoints/factor-challenge.ts";
import { digestOf, newRefreshToken } from "./refresh-token.ts";
import { FACTOR_NOT_FOUND, lockFactor, type FactorRow } from "./require-factor.ts";
import type { LiveSession } from "./session-json.ts";
import { stepOfCode } from "./totp.ts";
import type { UserRecord } from "./user-record.ts";

const MOST_WRONG_CODES = 5;

interface Attempt {
  readonly user: UserRecord;
  readonly sessionId: string;
  readonly factorId: string;
  readonly challengeId: string;
  readonly code: string;
  readonly ip: string;
  readonly now: Date;
}

/**
 * Raises the session to two factors when the code is right, and ends the user's sessions of one. A refusal that leaves
 * something behind (a wrong code counts) is returned, not thrown.
 */
export async function stepUp(
  client: PoolClient,
  attempt: Attempt,
): Promise<{ session: LiveSession; first: boolean } | AuthError> {
  const { user, sessionId, now } = attempt;
  const living = await client.query("select from auth.sessions where id = $1 and user_id = $2 for update", [
    sessionId,
    user.id,
  ]);
  if (living.rowCount === 0)
    throw new AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
  const factor = await lockFactor(client, user, attempt.factorId);
  const refusal = await checkCode(client, factor, attempt);
  if (refusal) return refusal;

  await client.query("update auth.mfa_factors set status = 'verified', updated_at = $2 where id = $1", [
    factor.id,
    now,
  ]);
  await client.query("delete from auth.mfa_factors where user_id = $1 and factor_type = $2 and status = 'unverified'", [
    user.id,
    factor.factor_type,
  ]);
  await client.query("delete from auth.sessions where user_id = $1 and id <> $2 and aal = 'aal1'", [
    user.id,
    sessionId,
  ]);
  const refreshToken = newRefreshToken();
  // No token from before may lead to this level: they are forgotten, not just used.
  await client.query("delete from auth.refresh_tokens where session_id = $1", [sessionId]);
  await client.query(
    "insert into auth.refresh_tokens (token, user_id, session_id, created_at, updated_at) values ($1, $2, $3, $4, $4)",
    [digestOf(refreshToken), user.id, sessionId, now],
  );
  await client.query("update auth.sessions set aal = 'aal2', factor_id = $2, updated_at = $3 where id = $1", [
    sessionId,
    factor.id,
    now,
  ]);
  await client.query(
    `insert into auth.mfa_amr_claims (session_id, authentication_method, created_at, updated_at) values ($1, 'totp', $2, $2)
     on conflict (session_id, authentication_method) do update set updated_at = excluded.updated_at`,
    [sessionId, now],
  );
  const methods = await client.query<{ method: string; at: Date }>(
    "select authentication_method as method, updated_at as at from auth.mfa_amr_claims where session_id = $1 order by updated_at desc, authentication_method = 'totp' desc",
    [sessionId],
  );
  return {
    session: { id: sessionId, aal: "aal2", methods: methods.rows, refreshToken },
    first: factor.status !== "verified",
  };
}

/** Marks challenge and time step as used, or tells what is wrong. */
async function checkCode(client: PoolClient, factor: FactorRow, attempt: Attempt): Promise<AuthError | null> {
  const { challengeId, now } = attempt;
  const found = await client.query<{ created_at: Date; verified_at: Date | null; same: boolean; attempts: number }>(
    "select created_at, verified_at, ip_address = $3::inet as same, attempts from auth.mfa_challenges where id = $1 and factor_id = $2 for update",
    [challengeId, factor.id, attempt.ip],
  );
  const challenge = found.rows[0];
  if (!challenge) throw FACTOR_NOT_FOUND();
  if (challenge.verified_at || !challenge.same)
    return new AuthError(422, "mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch");
  const old = now.getTime() - challenge.created_at.getTime() > CHALLENGE_SECONDS * 1_000;
  if (old || challenge.attempts >= MOST_WRONG_CODES)
    return new AuthError(
      422,
      "mfa_challenge_expired",
      `MFA challenge ${challengeId} has expired, verify against another challenge or create a new challenge.`,
    );
  const step = factor.secret === null ? null : stepOfCode(factor.secret, attempt.code, now);
  const unused = step !== null && (factor.last_used_step === null || step > Number(factor.last_used_step));
  if (!unused) {
    await client.query("update auth.mfa_challenges set attempts = attempts + 1 where id = $1", [challengeId]);
    return new AuthError(422, "mfa_verification_failed", "Invalid TOTP code entered");
  }
  await client.query("update auth.mfa_factors set last_used_step = $2 where id = $1", [factor.id, step]);
  await client.query("update auth.mfa_challenges set verified_at = $2 where id = $1", [challengeId, now]);
  return null;
}
