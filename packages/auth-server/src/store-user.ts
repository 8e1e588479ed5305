import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { EMAIL_TAKEN } from "./admin-user-fields.ts";
import { sqlState } from "./database-failure.ts";
import { findUserById, type JsonObject, type UserRecord } from "./user-record.ts";

export interface NewUser {
  readonly id?: string | undefined;
  readonly email: string;
  readonly hash?: string | null;
  readonly role?: string | null | undefined;
  readonly confirmed?: boolean;
  readonly invited?: boolean;
  readonly userMetadata?: JsonObject | null | undefined;
  readonly appMetadata?: JsonObject | null | undefined;
  readonly bannedUntil?: Date | null;
}

/** Stores a person with his e-mail identity, or tells that the address is taken. */
export async function storeUser(client: PoolClient, fields: NewUser, now: Date): Promise<UserRecord> {
  const id = fields.id ?? randomUUID();
  const confirmed = fields.confirmed === true;
  try {
    await client.query(
      `insert into auth.users (id, role, email, encrypted_password, email_confirmed_at, invited_at, raw_app_meta_data,
         raw_user_meta_data, banned_until, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
      [
        id,
        fields.role ?? "authenticated",
        fields.email,
        fields.hash ?? null,
        confirmed ? now : null,
        fields.invited ? now : null,
        { provider: "email", providers: ["email"], ...fields.appMetadata },
        { ...fields.userMetadata, ...(confirmed && { email_verified: true }) },
        fields.bannedUntil ?? null,
        now,
      ],
    );
  } catch (error) {
    throw sqlState(error) === "23505" ? EMAIL_TAKEN() : error;
  }
  await client.query(
    "insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at) values ($1::uuid::text, $1::uuid, $2, 'email', $3, $3)",
    [id, { sub: id, email: fields.email, email_verified: confirmed, phone_verified: false }, now],
  );
  const user = await findUserById(client, id);
  if (!user) throw new Error("the user was not stored");
  return user;
}
