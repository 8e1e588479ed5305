import { createHash, randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import { AuthError } from "./auth-error.ts";
import { digestOfToken } from "./one-time-token.ts";
import type { UserRecord } from "./user-record.ts";

export const FLOW_SECONDS = 300;

export const challengeFields = z.object({
  code_challenge: z.string().nullish(),
  code_challenge_method: z.string().nullish(),
});

export interface CodeChallenge {
  readonly challenge: string;
  readonly method: "s256" | "plain";
}

/** What the browser that asks will have to prove to get a session; null for the implicit flow. */
export function readChallenge(fields: z.infer<typeof challengeFields>): CodeChallenge | null {
  const { code_challenge: challenge } = fields;
  const method = fields.code_challenge_method?.toLowerCase();
  if (!challenge && !method) return null;
  if (!challenge || !method)
    throw new AuthError(400, "validation_failed", "PKCE flow requires code_challenge_method and code_challenge");
  if (method !== "s256" && method !== "plain")
    throw new AuthError(400, "validation_failed", "code challenge method not supported");
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    throw new AuthError(400, "validation_failed", "code challenge has to be between 43 and 128 characters");
  return { challenge, method };
}

/** Remembers who will come back from the mail; a newer request of the same kind supersedes. */
export async function startFlow(
  client: PoolClient,
  user: UserRecord,
  method: string,
  { challenge, method: challengeMethod }: CodeChallenge,
  now: Date,
): Promise<void> {
  await endFlows(client, user.id, method);
  await client.query(
    `insert into auth.flow_state (user_id, auth_code, code_challenge_method, code_challenge, authentication_method, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [user.id, digestOfToken(randomBytes(32).toString("base64url")), challengeMethod, challenge, method, now],
  );
}

export async function endFlows(client: PoolClient, userId: string, method: string): Promise<void> {
  await client.query("delete from auth.flow_state where user_id = $1 and authentication_method = $2", [userId, method]);
}

/** The code that the link hands to the browser; undefined when nobody waits for it. */
export async function issueAuthCode(
  client: PoolClient,
  userId: string,
  method: string,
  now: Date,
): Promise<string | undefined> {
  const code = randomBytes(32).toString("base64url");
  const { rowCount } = await client.query(
    "update auth.flow_state set auth_code = $3, auth_code_issued_at = $4, updated_at = $4 where user_id = $1 and authentication_method = $2",
    [userId, method, digestOfToken(code), now],
  );
  return rowCount ? code : undefined;
}

export interface Flow {
  readonly id: string;
  readonly user_id: string;
  readonly authentication_method: string;
}

/** The flow whose code and verifier these are, locked. */
export async function findFlow(client: PoolClient, code: string, verifier: string, now: Date): Promise<Flow> {
  const { rows } = await client.query<
    Flow & { code_challenge: string; code_challenge_method: string; auth_code_issued_at: Date | null }
  >(
    `select id, user_id, authentication_method, code_challenge, code_challenge_method, auth_code_issued_at
     from auth.flow_state where auth_code = $1 for update`,
    [digestOfToken(code)],
  );
  const flow = rows[0];
  if (!flow?.auth_code_issued_at) throw FLOW_NOT_FOUND();
  if (now.getTime() - flow.auth_code_issued_at.getTime() > FLOW_SECONDS * 1_000)
    throw new AuthError(422, "flow_state_expired", "invalid flow state, flow state has expired");
  const answer =
    flow.code_challenge_method === "s256" ? createHash("sha256").update(verifier).digest("base64url") : verifier;
  if (answer !== flow.code_challenge.replace(/=+$/, ""))
    throw new AuthError(400, "bad_code_verifier", "code challenge does not match previously saved code verifier");
  return flow;
}

export const FLOW_NOT_FOUND = () =>
  new AuthError(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
