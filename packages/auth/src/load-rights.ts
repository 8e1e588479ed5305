import { refuse } from "@invista/contracts/errors";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import { combineGrants, GRANTS_COLUMN, grantRow, type Rights } from "./rights.ts";

/** A person's rights as one check found them. */
export interface CheckedRights {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly rights: Rights;
  /** Of the session; aal1 for API keys. */
  readonly aal: string;
  readonly needsSecondFactor: boolean;
  readonly mustSetUpSecondFactor: boolean;
  readonly sessionLimits: { readonly endsAt: Date; readonly idleMinutes: number } | null;
  /** The moment from which the check must be repeated whatever else is known. */
  readonly validUntil: Date | null;
}

const NAME_COLUMN = `coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email)`;

const DEFAULT_IDLE_MINUTES = 8 * 60;
const DEFAULT_ABSOLUTE_MINUTES = 24 * 60;
const MINUTE = 60_000;

function minutes(key: string): string {
  return `(select (c.value #>> '{}')::float8 from public.system_configuration c where c.key = '${key}' and jsonb_typeof(c.value) = 'number')`;
}

const SESSION_STATEMENT = `
select coalesce(u.status = 'ACTIVE', false) as active, u.id is not null as known, u.email, ${NAME_COLUMN} as "displayName",
  coalesce(au.banned_until > $3::timestamptz, false) or au.deleted_at is not null as banned,
  s.id is not null and us.revoked_at is null and coalesce(s.not_after > $3::timestamptz, true) as alive,
  coalesce(s.aal::text, 'aal1') as aal, s.not_after as "notAfter",
  exists (select from auth.mfa_factors f where f.user_id = au.id and f.status::text = 'verified') as "needsSecondFactor",
  exists (select from public.mfa_recovery_code c where c.user_id = u.id and c.used_at is not null) as recovered,
  s.created_at as "startedAt", greatest(s.created_at, us.last_seen_at) as "lastSeenAt",
  ${minutes("security.session_idle_minutes")} as "idleMinutes", ${minutes("security.session_absolute_minutes")} as "absoluteMinutes",
  ${GRANTS_COLUMN} as grants
from auth.users au
left join auth.sessions s on s.id = $2::uuid and s.user_id = au.id
left join public."user" u on u.id = au.id::text
left join public.profile p on p.user_id = u.id
left join public.user_session us on us.auth_session_id = s.id::text
where au.id = $1::uuid`;

const sessionRow = z.object({
  active: z.boolean(),
  known: z.boolean(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  banned: z.boolean(),
  alive: z.boolean(),
  aal: z.string(),
  notAfter: z.date().nullable(),
  needsSecondFactor: z.boolean(),
  recovered: z.boolean(),
  startedAt: z.date().nullable(),
  lastSeenAt: z.date().nullable(),
  idleMinutes: z.number().positive().nullable(),
  absoluteMinutes: z.number().positive().nullable(),
  grants: z.array(grantRow),
});

/** Reads in one statement whether the session lives, the account is in order, and what it may do; refuses otherwise. */
export async function loadSessionRights(
  supabase: SupabasePrismaClient,
  userId: string,
  sessionId: string,
  now: Date,
): Promise<CheckedRights> {
  const rows = await ask(() => supabase.$queryRawUnsafe(SESSION_STATEMENT, userId, sessionId, now.toISOString()));
  const row = z.array(sessionRow).parse(rows)[0];
  if (!row?.alive) throw refuse("UNAUTHENTICATED", "auth.sessionRevoked");
  if (!row.known && !row.banned) throw refuse("UNAUTHENTICATED", "auth.userInactive", { unknown: true });
  if (!row.active || row.banned) throw refuse("UNAUTHENTICATED", "auth.userInactive");
  const rights = combineGrants(row.grants);
  const idleMinutes = row.idleMinutes ?? DEFAULT_IDLE_MINUTES;
  const started = row.startedAt ?? now;
  const endsAt = new Date(started.getTime() + (row.absoluteMinutes ?? DEFAULT_ABSOLUTE_MINUTES) * MINUTE);
  const idleAt = new Date((row.lastSeenAt ?? started).getTime() + idleMinutes * MINUTE);
  if (endsAt <= now || idleAt <= now) {
    // Gone for the auth server too: its refresh token would otherwise open the door again.
    await ask(() => supabase.$executeRaw`delete from auth.sessions where id = ${sessionId}::uuid`);
    throw refuse("UNAUTHENTICATED", "auth.sessionExpired");
  }
  const ends = [rights.validUntil, row.notAfter, endsAt, idleAt]
    .flatMap((end) => end ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  return {
    userId,
    displayName: row.displayName ?? userId,
    email: row.email,
    rights,
    aal: row.aal,
    needsSecondFactor: row.needsSecondFactor,
    mustSetUpSecondFactor: !row.needsSecondFactor && (row.recovered || row.grants.some((grant) => grant.requiresMfa)),
    sessionLimits: { endsAt, idleMinutes },
    validUntil: ends[0] ?? null,
  };
}

const KEY_STATEMENT = `
select k.id, k.user_id as "userId", k.key_hash as "keyHash", k.scopes, k.warehouse_scope as "warehouseScope", k.rate_limit as "rateLimit",
  k.expires_at as "expiresAt", k.revoked_at is null and coalesce(k.expires_at > $2::timestamptz, true) as usable,
  u.status = 'ACTIVE' as active, u.email, ${NAME_COLUMN} as "displayName", ${GRANTS_COLUMN} as grants
from public.api_key k
join public."user" u on u.id = k.user_id
left join public.profile p on p.user_id = u.id
where k.prefix = $1`;

const keyRow = z.object({
  id: z.string(),
  userId: z.string(),
  keyHash: z.string(),
  scopes: z.array(z.string()),
  warehouseScope: z.array(z.string()),
  rateLimit: z.number(),
  expiresAt: z.date().nullable(),
  usable: z.boolean(),
  active: z.boolean(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  grants: z.array(grantRow),
});
export type StoredKey = z.infer<typeof keyRow>;

/** Reads the API key with this prefix and what its owner may do. */
export async function findApiKey(
  supabase: SupabasePrismaClient,
  prefix: string,
  now: Date,
): Promise<StoredKey | undefined> {
  return z.array(keyRow).parse(await ask(() => supabase.$queryRawUnsafe(KEY_STATEMENT, prefix, now.toISOString())))[0];
}

/** These statements are fixed, so whatever goes wrong is the database's trouble and not the caller's. */
async function ask(query: () => Promise<unknown>): Promise<unknown> {
  try {
    return await query();
  } catch (error) {
    throw refuse("UNAVAILABLE", "database.unavailable", { database: "identity" }, { cause: error });
  }
}
