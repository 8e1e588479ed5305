import type { FastifyRequest } from "fastify";
import type { PoolClient } from "pg";
import { z } from "zod";
import { AuthError } from "./auth-error.ts";
import type { UserRecord } from "./user-record.ts";

const parameters = z.object({ factorId: z.uuid() });

export interface FactorRow {
  readonly id: string;
  readonly status: string;
  readonly factor_type: string;
  readonly secret: string | null;
  readonly last_used_step: string | null;
}

export const FACTOR_NOT_FOUND = () => new AuthError(404, "mfa_factor_not_found", "Factor not found");

/** The id in the path, if it is one. */
export function factorIdOf(request: FastifyRequest): string {
  const parsed = parameters.safeParse(request.params);
  if (!parsed.success) throw new AuthError(404, "validation_failed", "factor_id must be an UUID");
  return parsed.data.factorId;
}

/** The user's own factor, locked until the transaction ends. */
export async function lockFactor(client: PoolClient, user: UserRecord, id: string): Promise<FactorRow> {
  const { rows } = await client.query<FactorRow>(
    "select id, status, factor_type, secret, last_used_step from auth.mfa_factors where id = $1 and user_id = $2 for update",
    [id, user.id],
  );
  const factor = rows[0];
  if (!factor) throw FACTOR_NOT_FOUND();
  return factor;
}

/** Takes a factor away; sessions that it had proved fall back to one factor. */
export async function removeFactor(client: PoolClient, id: string, now: Date): Promise<void> {
  const sessions = await client.query<{ id: string }>(
    "update auth.sessions set aal = 'aal1', factor_id = null, updated_at = $2 where factor_id = $1 returning id",
    [id, now],
  );
  await client.query("delete from auth.mfa_amr_claims where session_id = any($1) and authentication_method = 'totp'", [
    sessions.rows.map((session) => session.id),
  ]);
  await client.query("delete from auth.mfa_factors where id = $1", [id]);
}
