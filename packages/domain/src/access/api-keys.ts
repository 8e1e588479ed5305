import type {
  ApiKeyRow,
  CreateApiKeyInput,
  CreateApiKeyOutput,
  RevokeApiKeyInput,
} from "@invista/contracts/access/api-key";
import { refuse } from "@invista/contracts/errors";
import { PERMISSIONS } from "@invista/contracts/permissions";
import type { SupabasePrismaClient } from "@invista/db";
import type { IdentityWork } from "../shared/identity-work.ts";
import { lockOwnRights, refusePersonOnly, requireOwn } from "./own-rights.ts";

const MAX_KEYS = 500;
const TIMES = ["createdAt", "lastUsedAt", "expiresAt", "revokedAt"] as const;
type ApiKeyRecord = Omit<ApiKeyRow, (typeof TIMES)[number]> & {
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** API keys without their secrets, living ones first: one person's, or everyone's with null. */
export async function listApiKeys(
  supabase: SupabasePrismaClient,
  userId: string | null,
): Promise<{ rows: ApiKeyRow[] }> {
  const rows = await supabase.$queryRaw<ApiKeyRecord[]>`
    SELECT k.id, k.user_id AS "userId", coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email) AS "userName", k.name, k.prefix, k.scopes,
      k.warehouse_scope AS "warehouseScope", k.rate_limit AS "rateLimit", k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
      CASE WHEN k.revoked_at IS NOT NULL THEN 'REVOKED' WHEN k.expires_at <= now() THEN 'EXPIRED' ELSE 'ACTIVE' END AS state
    FROM api_key k JOIN "user" u ON u.id = k.user_id LEFT JOIN profile p ON p.user_id = u.id
    WHERE ${userId}::text IS NULL OR k.user_id = ${userId}
    ORDER BY (k.revoked_at IS NOT NULL OR coalesce(k.expires_at <= now(), false)), k.created_at DESC, k.id LIMIT ${MAX_KEYS}`;
  return {
    rows: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      expiresAt: row.expiresAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    })),
  };
}

/** Stores a key of the caller's own, which may never do more than he; its text is answered once and kept nowhere. */
export async function createApiKey(
  work: IdentityWork,
  input: CreateApiKeyInput,
  made: { readonly key: string; readonly prefix: string; readonly keyHash: string },
): Promise<CreateApiKeyOutput> {
  const own = await lockOwnRights(work);
  refusePersonOnly(input.scopes);
  // A key without warehouses reaches wherever its owner does at the moment of the call.
  requireOwn(own, input.scopes, input.warehouseScope.length > 0 ? input.warehouseScope : null);
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt <= work.now) throw refuse("INVALID", "role.endsInPast");
  const scopes = PERMISSIONS.filter((permission) => input.scopes.includes(permission));
  const { name, warehouseScope, rateLimit } = input;
  const { prefix, keyHash } = made;
  const stored = await work.tx.apiKey.create({
    data: { userId: work.actor.userId, name, prefix, keyHash, scopes, warehouseScope, expiresAt, rateLimit },
    select: { id: true },
  });
  work.audit({
    action: "CREATE",
    resource: "api_keys",
    resourceId: stored.id,
    newValues: { name, prefix, scopes, warehouseScope, expiresAt, rateLimit },
  });
  work.touch("access");
  return { id: stored.id, name, prefix, key: made.key };
}

/** Ends a key at once; with an owner given, only a key of his. */
export async function revokeApiKey(
  work: IdentityWork,
  { id }: RevokeApiKeyInput,
  owner: string | null,
): Promise<{ id: string; name: string }> {
  const found = await work.tx.apiKey.findUnique({
    where: { id },
    select: { name: true, prefix: true, userId: true, revokedAt: true },
  });
  if (!found || (owner !== null && found.userId !== owner))
    throw refuse("NOT_FOUND", "record.notFound", { entity: "The key" });
  const revoked = await work.tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: work.now } });
  if (revoked.count === 0) throw refuse("RULE_BROKEN", "apiKey.revoked");
  work.audit({
    action: "REVOKE",
    resource: "api_keys",
    resourceId: id,
    oldValues: { name: found.name, prefix: found.prefix, owner: found.userId },
  });
  work.touch("access");
  return { id, name: found.name };
}
