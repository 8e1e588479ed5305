import type { RoleLimits } from "@invista/contracts/default-roles";
import { refuse } from "@invista/contracts/errors";
import { SENSITIVE_PERMISSIONS, isPermission } from "@invista/contracts/permissions";
import { compare } from "@invista/contracts/quantity";
import type { IdentityWork } from "../shared/identity-work.ts";
import { readRole } from "./stored-role.ts";

/** What someone may pass on: warehouses by permission, null for all of them. */
export interface OwnRights {
  readonly scopes: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly roleIds: ReadonlySet<string>;
}

/** The actor's rights as they are in this transaction; a key has none to pass on. */
export async function lockOwnRights(work: IdentityWork): Promise<OwnRights> {
  if (work.actor.apiKeyId !== undefined) throw refuse("FORBIDDEN", "auth.apiKeyNotEnough");
  return lockRightsOf(work, work.actor.userId);
}

/**
 * Someone's rights as they are in this transaction; who is not active has none. His row stays locked until it ends, so
 * that a right taken away meanwhile is either seen here or waits for us.
 */
async function lockRightsOf(work: IdentityWork, userId: string): Promise<OwnRights> {
  await work.tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId} FOR SHARE`;
  const rows = await work.tx.$queryRaw<{ permission: string; role_id: string; warehouse_scope: string[] }[]>`
    SELECT permission, role_id, warehouse_scope FROM user_permission WHERE user_id = ${userId}`;
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
  const missing = lacking(own, permissions, warehouses);
  if (missing.length > 0)
    throw refuse("FORBIDDEN", "role.exceedsOwn", { missing: shortList(missing), permissions: missing });
}

/** The permissions that someone lacks in one of the warehouses; none means all of them, null wherever he has it. */
export function lacking(
  own: OwnRights,
  permissions: readonly string[],
  warehouses: readonly string[] | null,
): string[] {
  return permissions.filter((permission) => {
    const scope = own.scopes.get(permission);
    if (scope === undefined) return true;
    if (scope === null || warehouses === null) return false;
    return warehouses.length === 0 || !warehouses.every((id) => scope.has(id));
  });
}

/** Tells whether someone may still give this role in these warehouses: what was promised holds no longer than the right to. */
export async function stillGives(
  work: IdentityWork,
  userId: string,
  roleId: string,
  warehouses: readonly string[],
): Promise<boolean> {
  const role = await readRole(work, roleId);
  const rights = await lockRightsOf(work, userId);
  if (
    !role ||
    lacking(rights, ["user:invite"], null).length > 0 ||
    lacking(rights, role.permissions, warehouses).length > 0
  )
    return false;
  const [own] = await work.tx.$queryRaw<RoleLimits[]>`
    SELECT CASE WHEN bool_and(r.max_approval_amount IS NOT NULL) THEN max(r.max_approval_amount)::text END AS "maxApprovalAmount",
      CASE WHEN bool_and(r.max_adjust_qty IS NOT NULL) THEN max(r.max_adjust_qty)::text END AS "maxAdjustQty",
      CASE WHEN bool_and(r.max_discount_pct IS NOT NULL) THEN max(r.max_discount_pct)::text END AS "maxDiscountPct"
    FROM user_role ur JOIN role r ON r.id = ur.role_id
    WHERE ur.user_id = ${userId} AND coalesce(ur.expires_at > ${work.now}::timestamptz, true)`;
  return own !== undefined && widerThan(own, role).length === 0;
}

/** Refuses limits wider than the giver's own; null is no limit. */
export function requireOwnLimits(work: IdentityWork, limits: RoleLimits): void {
  const wider = widerThan(work.actor.limits, limits);
  if (wider.length > 0)
    throw refuse("FORBIDDEN", "role.exceedsOwn", { missing: wider.map((name) => LIMIT_WORDS[name]) });
}

function widerThan(own: RoleLimits, limits: RoleLimits) {
  return (["maxApprovalAmount", "maxAdjustQty", "maxDiscountPct"] as const).filter((name) => {
    const [most, given] = [own[name], limits[name]];
    return most !== null && (given === null || compare(given, most) > 0);
  });
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
