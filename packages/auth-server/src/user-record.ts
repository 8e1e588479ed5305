import type { Pool, PoolClient } from "pg";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface UserRecord {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  encrypted_password: string | null;
  email_confirmed_at: Date | null;
  phone: string | null;
  confirmed_at: Date | null;
  invited_at: Date | null;
  confirmation_sent_at: Date | null;
  recovery_sent_at: Date | null;
  email_change: string;
  email_change_sent_at: Date | null;
  email_change_confirm_status: number;
  reauthentication_sent_at: Date | null;
  last_sign_in_at: Date | null;
  raw_app_meta_data: JsonObject;
  raw_user_meta_data: JsonObject;
  banned_until: Date | null;
  deleted_at: Date | null;
  is_anonymous: boolean;
  created_at: Date;
  updated_at: Date;
  identities: IdentityRecord[];
  factors: FactorRecord[];
}

export interface IdentityRecord {
  id: string;
  provider_id: string;
  identity_data: JsonObject;
  provider: string;
  email: string | null;
  last_sign_in_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface FactorRecord {
  id: string;
  status: string;
  friendly_name: string | null;
  factor_type: string;
  created_at: string;
  updated_at: string;
}

export const USER_COLUMNS = `u.id, u.aud, u.role, u.email, u.encrypted_password, u.email_confirmed_at, u.phone, u.confirmed_at,
  u.invited_at, u.confirmation_sent_at, u.recovery_sent_at, u.email_change,
  u.email_change_sent_at, u.email_change_confirm_status, u.reauthentication_sent_at, u.last_sign_in_at, u.raw_app_meta_data,
  u.raw_user_meta_data, u.banned_until, u.deleted_at, u.is_anonymous, u.created_at, u.updated_at,
  coalesce((select json_agg(i order by i.created_at) from (select id, provider_id, identity_data, provider, email,
    last_sign_in_at, created_at, updated_at from auth.identities where user_id = u.id) i), '[]') as identities,
  coalesce((select json_agg(f order by f.created_at) from (select id, status, friendly_name, factor_type,
    created_at, updated_at from auth.mfa_factors where user_id = u.id) f), '[]') as factors`;

type Connection = Pool | PoolClient;

/** The user with this id, soft-deleted ones included. */
export async function findUserById(db: Connection, id: string): Promise<UserRecord | undefined> {
  const { rows } = await db.query<UserRecord>(`select ${USER_COLUMNS} from auth.users u where u.id = $1`, [id]);
  return rows[0];
}

/** The user who signs in with this e-mail address. */
export async function findUserByEmail(db: Connection, email: string): Promise<UserRecord | undefined> {
  const { rows } = await db.query<UserRecord>(
    `select ${USER_COLUMNS} from auth.users u where u.email = $1 and not u.is_sso_user and u.deleted_at is null`,
    [email],
  );
  return rows[0];
}

/** Tells whether a ban holds at this moment. */
export function isBanned(user: UserRecord, now: Date): boolean {
  return user.banned_until !== null && user.banned_until > now;
}

/** Tells whether this person has a second factor in use. */
export function hasVerifiedFactor(user: UserRecord): boolean {
  return user.factors.some((factor) => factor.status === "verified");
}
