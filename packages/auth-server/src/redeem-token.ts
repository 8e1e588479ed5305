import type { PoolClient } from "pg";
import { EMAIL_TAKEN } from "./admin-user-fields.ts";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { sqlState } from "./database-failure.ts";
import { deleteToken, type TokenRow, type TokenType } from "./one-time-token.ts";
import { findUserById, isBanned, type UserRecord } from "./user-record.ts";

const TOKENS_OF: Record<string, readonly TokenType[]> = {
  signup: ["confirmation_token"],
  invite: ["confirmation_token"],
  recovery: ["recovery_token"],
  magiclink: ["recovery_token"],
  email: ["confirmation_token", "recovery_token"],
  email_change: ["email_change_token_new", "email_change_token_current"],
};

/** The tokens that a type of verification is about; undefined for one that there is not. */
export function tokensOf(type: string): readonly TokenType[] | undefined {
  return Object.hasOwn(TOKENS_OF, type) ? TOKENS_OF[type] : undefined;
}

/** The person whose token this is, if he may use it. */
export async function ownerOf(auth: AuthContext, client: PoolClient, row: TokenRow): Promise<UserRecord> {
  const user = await findUserById(client, row.user_id);
  if (!user || user.deleted_at) throw new AuthError(403, "otp_expired", "Email link is invalid or has expired");
  if (isBanned(user, auth.now())) throw new AuthError(403, "user_banned", "User is banned");
  return user;
}

/** Uses the token up and does what it was made for; null when a change of address still waits for the other mail. */
export async function redeemToken(auth: AuthContext, client: PoolClient, row: TokenRow): Promise<UserRecord | null> {
  const user = await ownerOf(auth, client, row);
  await deleteToken(client, row);
  if (row.token_type.startsWith("email_change")) {
    if (!(await changeEmail(auth, client, user))) return null;
  } else if (!user.email_confirmed_at) {
    await confirmEmail(client, user.id, auth.now());
  }
  return (await findUserById(client, user.id)) ?? user;
}

export async function confirmEmail(client: PoolClient, userId: string, now: Date): Promise<void> {
  await client.query(
    `update auth.users set email_confirmed_at = coalesce(email_confirmed_at, $2), updated_at = $2,
       raw_user_meta_data = raw_user_meta_data || '{"email_verified": true}' where id = $1`,
    [userId, now],
  );
  await client.query(
    `update auth.identities set identity_data = identity_data || '{"email_verified": true}', updated_at = $2
     where user_id = $1 and provider = 'email'`,
    [userId, now],
  );
}

/** Makes the address asked for the person's own; false after the first of two confirmations. */
async function changeEmail(auth: AuthContext, client: PoolClient, user: UserRecord): Promise<boolean> {
  const now = auth.now();
  if (auth.doubleConfirmEmail && user.email && user.email_change_confirm_status === 0) {
    await client.query("update auth.users set email_change_confirm_status = 1, updated_at = $2 where id = $1", [
      user.id,
      now,
    ]);
    return false;
  }
  await adoptEmail(client, user.id, user.email_change, now);
  return true;
}

/** Gives the person this confirmed address. */
export async function adoptEmail(client: PoolClient, userId: string, email: string, now: Date): Promise<void> {
  await client
    .query(
      `update auth.users set email = $2, email_change = '', email_change_confirm_status = 0, updated_at = $3 where id = $1`,
      [userId, email, now],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === "23505" ? EMAIL_TAKEN() : error;
    });
  await client.query(
    `update auth.identities set identity_data = identity_data || jsonb_build_object('email', $2::text), updated_at = $3
     where user_id = $1 and provider = 'email'`,
    [userId, email, now],
  );
  await confirmEmail(client, userId, now);
  // What was sent to the old address, and the other half of this change, is worth nothing now.
  await client.query("delete from auth.one_time_tokens where user_id = $1", [userId]);
}
