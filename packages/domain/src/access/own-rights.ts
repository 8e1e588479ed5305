import type { RoleLimits } from "@invista/contracts/default-roles";
import { refuse } from "@invista/contracts/errors";
import { SENSITIVE_PERMISSIONS, isPermission } from "@invista/contracts/permissions";
import { compare } from "@invista/contracts/quantity";
import type { IdentityWork } from "../shared/identity-work.ts";

/** What someone may pass on: warehouses by permission, null for all of them. */
export interface OwnRights {
  readonly scopes: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly roleIds: ReadonlySet<string>;
}

/**
 * The actor's rights as they are in this transaction. His row stays locked until it ends, so that a right taken away
 * meanwhile is either seen here or waits for us.
 */
export async function lockOwnRights(work: IdentityWork): Promise<OwnRights> {
  if (work.actor.apiKeyId !== undefined) throw refuse("FORBIDDEN", "auth.apiKeyNotEnough");
  await work.tx.$queryRaw`SELECT id FROM "user" WHERE id = ${work.actor.userId} FOR SHARE`;
  const rows = await work.tx.$queryRaw<{ permission: string; role_id: string; warehouse_scope: string[] }[]>`
    SELECT permission, role_id, warehouse_scope FROM user_permission WHERE user_id = ${work.actor.userId}`;
  const scopes = new Map<string, Set<string> | null>();
  for (const row of rows) {
    const held = scopes.get(row.permission);
    if (held === null || row.warehouse_scope.length === 0) scopes.set(row.permission, null);
    else scopes.set(row.permission, new Set([...(held ?? []), ...row.warehouse_scope]));
  }
  return { scopes, roleIds: new Set(rows.map((row) => row.role_id)) };
}

/** Refuses permissions that the giver lacks in one of the warehouses; none means all of them, null wherever he has it. */
export function requireOwn(own: OwnRights, permissions: readonly string[], warehouses: readonly string[] | null): void {
  const missing = permissions.filter((permission) => {
    const scope = own.scopes.get(permission);
    if (scope === undefined) return true;
    if (scope === null || warehouses === null) return false;
    return warehouses.length === 0 || !warehouses.every((id) => scope.has(id));
  });
  if (missing.length > 0)
    throw refuse("FORBIDDEN", "role.exceedsOwn", { missing: shortList(missing), permissions: missing });
}

/** Refuses limits wider than the giver's own; null is no limit. */
export function requireOwnLimits(work: IdentityWork, limits: RoleLimits): void {
  const wider = (["maxApprovalAmount", "maxAdjustQty", "maxDiscountPct"] as const).filter((name) => {
    const own = work.actor.limits[name];
    const given = limits[name];
    return own !== null && (given === null || compare(given, own) > 0);
  });
  if (wider.length > 0)
    throw refuse("FORBIDDEN", "role.exceedsOwn", { missing: wider.map((name) => LIMIT_WORDS[name]) });
}

const LIMIT_WORDS = {
  maxApprovalAmount: "a limit for approvals above yours",
  maxAdjustQty: "a limit for adjustments above yours",
  maxDiscountPct: "a limit for discounts above yours",
} as const;

/** Refuses what a key could never use: it asks for a person with a second factor. */
export function refusePersonOnly(permissions: readonly string[]): void {
  const missing = permissions.filter((one) => isPermission(one) && SENSITIVE_PERMISSIONS.has(one));
  if (missing.length > 0) throw refuse("INVALID", "apiKey.personOnly", { missing });
}

function shortList(names: readonly string[]): string[] {
  return names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : [...names];
}
