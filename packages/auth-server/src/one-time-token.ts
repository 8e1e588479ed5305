import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { PoolClient } from "pg";
import type { AuthContext } from "./auth-context.ts";
import type { UserRecord } from "./user-record.ts";

// One row per person and kind: a newer one supersedes. The link's token is random and stored as its digest; the six
// digits, which could be tried out, are stored under a key that is not in the database.

const MOST_WRONG_CODES = 5;

export type TokenType =
  | "confirmation_token"
  | "reauthentication_token"
  | "recovery_token"
  | "email_change_token_new"
  | "email_change_token_current";

export interface IssuedToken {
  readonly token: string;
  readonly code: string;
}

export interface TokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly token_type: TokenType;
  readonly relates_to: string;
  readonly otp_hash: string | null;
}

const COLUMNS = "id, user_id, token_type, relates_to, otp_hash";

/** Makes the person's one living token of this kind, to be sent to this address. */
export async function issueToken(
  auth: AuthContext,
  client: PoolClient,
  user: UserRecord,
  what: { type: TokenType; address: string; seconds: number; prefix?: string },
): Promise<IssuedToken> {
  const token = (what.prefix ?? "") + randomBytes(32).toString("base64url");
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const now = auth.now();
  await client.query(
    `insert into auth.one_time_tokens (user_id, token_type, token_hash, otp_hash, relates_to, expires_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (user_id, token_type) do update set token_hash = excluded.token_hash, otp_hash = excluded.otp_hash,
       relates_to = excluded.relates_to, expires_at = excluded.expires_at, created_at = excluded.created_at,
       updated_at = excluded.updated_at, attempts = 0`,
    [
      user.id,
      what.type,
      digestOfToken(token),
      codeDigest(auth.keys.codeSecret, what.type, what.address, code),
      what.address,
      new Date(now.getTime() + what.seconds * 1_000),
      now,
    ],
  );
  return { token, code };
}

/** The living token of a link, locked. */
export async function findByLink(
  auth: AuthContext,
  client: PoolClient,
  token: string,
  types: readonly TokenType[],
): Promise<TokenRow | undefined> {
  const { rows } = await client.query<TokenRow>(
    `select ${COLUMNS} from auth.one_time_tokens where token_hash = $1 and token_type = any($2) and expires_at > $3 for update`,
    [digestOfToken(token), types, auth.now()],
  );
  return rows[0];
}

/** The living token with this code sent to this address, locked; a wrong code counts against all it could have been. */
export async function findByCode(
  auth: AuthContext,
  client: PoolClient,
  given: { address: string; code: string; types: readonly TokenType[] },
): Promise<TokenRow | undefined> {
  const { rows } = await client.query<TokenRow>(
    `select ${COLUMNS} from auth.one_time_tokens where relates_to = $1 and token_type = any($2) and expires_at > $3
     order by id for update`,
    [given.address, given.types, auth.now()],
  );
  const found = rows.find((row) =>
    isSame(row.otp_hash, codeDigest(auth.keys.codeSecret, row.token_type, given.address, given.code)),
  );
  if (!found && rows.length > 0) {
    await client.query(
      `with tried as (update auth.one_time_tokens set attempts = attempts + 1 where id = any($1) and attempts + 1 < $2)
       delete from auth.one_time_tokens where id = any($1) and attempts + 1 >= $2`,
      [rows.map((row) => row.id), MOST_WRONG_CODES],
    );
  }
  return found;
}

export async function deleteToken(client: PoolClient, row: TokenRow): Promise<void> {
  await client.query("delete from auth.one_time_tokens where id = $1", [row.id]);
}

export function digestOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function codeDigest(secret: Buffer, type: TokenType, address: string, code: string): string {
  return createHmac("sha256", secret).update(`${type}\n${address}\n${code}`).digest("hex");
}

function isSame(stored: string | null, digest: string): boolean {
  return (
    stored !== null && stored.length === digest.length && timingSafeEqual(Buffer.from(stored), Buffer.from(digest))
  );
}
