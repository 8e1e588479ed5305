import { combineGrants, narrowRights, type Rights } from "@invista/auth";
import { refuse } from "@invista/contracts/errors";
import type { Permission } from "@invista/contracts/permissions";
import type { NeonPrismaClient, SupabasePrismaClient } from "@invista/db";
import type { Actor } from "@invista/domain/shared/actor";
import { toRefusal } from "@invista/domain/shared/database-errors";
import type { CommandHost } from "@invista/domain/shared/run-command";

/**
 * The actor that a user id stands for, with the rights of this moment; throws "Invalid user reference" when no such user is active.
 * With a permission: in the warehouses where he holds it, and FORBIDDEN when he no longer does.
 */
export async function userActor(
  supabase: SupabasePrismaClient,
  userId: string,
  permission?: Permission,
  apiKeyId: string | null = null,
): Promise<Actor> {
  const user = await supabase.user.findUnique({
    where: { id: userId },
    include: {
      profile: true,
      userRoles: {
        where: { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
        include: { role: true },
      },
    },
  });
  if (!user || user.status !== "ACTIVE") throw refuse("INVALID", "user.unknown", { userId });
  const own = combineGrants(
    user.userRoles.map(({ role, warehouseScope, expiresAt }) => ({
      roleId: role.id,
      role: role.name,
      permissions: role.permissions,
      scope: warehouseScope,
      expiresAt,
      maxApprovalAmount: role.maxApprovalAmount?.toFixed() ?? null,
      maxAdjustQty: role.maxAdjustQty?.toFixed() ?? null,
      maxDiscountPct: role.maxDiscountPct?.toFixed() ?? null,
      requiresMfa: role.requiresMfa,
    })),
  );
  const rights = apiKeyId === null ? own : await narrowToKey(supabase, own, apiKeyId);
  const reached = permission === undefined ? rights.warehouses : rights.scopes.get(permission);
  if (permission !== undefined && reached === undefined)
    throw refuse("FORBIDDEN", "permission.missing", { permission });
  return {
    userId,
    displayName:
      [user.profile?.firstName, user.profile?.lastName].filter(Boolean).join(" ") ||
      (user.email.split("@", 1)[0] ?? ""),
    permissions: rights.permissions,
    warehouses: reached ?? [],
    limits: rights.limits,
  };
}

async function narrowToKey(supabase: SupabasePrismaClient, own: Rights, id: string): Promise<Rights> {
  const key = await supabase.apiKey.findUnique({
    where: { id },
    select: { scopes: true, warehouseScope: true, revokedAt: true, expiresAt: true },
  });
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= new Date()))
    throw refuse("FORBIDDEN", "auth.apiKeyInvalid");
  return narrowRights(own, key.scopes, key.warehouseScope);
}

/** Who imports, an API key as far as it reaches: a database that can't be asked is UNAVAILABLE, so that the import waits for it. */
export async function importActor(
  supabase: SupabasePrismaClient,
  { userId, apiKeyId }: { userId: string; apiKeyId: string | null },
): Promise<Actor> {
  try {
    return await userActor(supabase, userId, "product:import", apiKeyId);
  } catch (error) {
    throw toRefusal(error, "identity");
  }
}

/** The host of commands that are called as plain functions: delivery finds their events by its own poll. */
export function processHost(neon: NeonPrismaClient): CommandHost {
  return { neon, now: () => new Date(), committed: () => undefined };
}
