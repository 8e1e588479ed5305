import type { RoleLimits } from "@invista/contracts/default-roles";
import { isPermission, type Permission } from "@invista/contracts/permissions";
import { compare } from "@invista/contracts/quantity";
import { z } from "zod";
import type { WarehouseScope } from "./actor.ts";

/** One role in force, as the statements that load rights return it. */
export const grantRow = z.object({
  roleId: z.string(),
  role: z.string(),
  permissions: z.array(z.string()),
  scope: z.array(z.string()),
  expiresAt: z.coerce.date().nullable(),
  maxApprovalAmount: z.string().nullable(),
  maxAdjustQty: z.string().nullable(),
  maxDiscountPct: z.string().nullable(),
  requiresMfa: z.boolean(),
});
export type Grant = z.infer<typeof grantRow>;

/** The roles of user `u` in force, as one JSON column; permissions come from the view that says what is in force. */
export const GRANTS_COLUMN = `coalesce((
  select json_agg(json_build_object('roleId', r.id, 'role', r.name, 'permissions', held.permissions, 'scope', ur.warehouse_scope,
    'expiresAt', ur.expires_at, 'maxApprovalAmount', r.max_approval_amount::text, 'maxAdjustQty', r.max_adjust_qty::text,
    'maxDiscountPct', r.max_discount_pct::text, 'requiresMfa', r.requires_mfa) order by r.name)
  from (select role_id, array_agg(permission) as permissions from public.user_permission where user_id = u.id group by role_id) held
  join public.role r on r.id = held.role_id
  join public.user_role ur on ur.user_id = u.id and ur.role_id = r.id), '[]')`;

export interface Rights {
  readonly roles: readonly string[];
  readonly roleIds: ReadonlySet<string>;
  readonly permissions: ReadonlySet<Permission>;
  readonly scopes: ReadonlyMap<Permission, WarehouseScope>;
  readonly warehouses: WarehouseScope;
  readonly limits: RoleLimits;
  /** When the first of the grants lapses. */
  readonly validUntil: Date | null;
}

/** What several roles give together: the union of permissions and scopes, the widest of each limit. */
export function combineGrants(grants: readonly Grant[]): Rights {
  const scopes = new Map<Permission, WarehouseScope>();
  for (const grant of grants) {
    for (const permission of grant.permissions) {
      // A string from a newer or older version of the product is no permission here.
      if (isPermission(permission)) scopes.set(permission, widen(scopes.get(permission), scopeOfGrant(grant)));
    }
  }
  const lapsing = grants.flatMap((grant) => grant.expiresAt ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  return {
    roles: grants.map((grant) => grant.role),
    roleIds: new Set(grants.map((grant) => grant.roleId)),
    permissions: new Set(scopes.keys()),
    scopes,
    warehouses: grants.map(scopeOfGrant).reduce<WarehouseScope>(widen, []),
    limits: {
      maxApprovalAmount: widest(grants.map((grant) => grant.maxApprovalAmount)),
      maxAdjustQty: widest(grants.map((grant) => grant.maxAdjustQty)),
      maxDiscountPct: widest(grants.map((grant) => grant.maxDiscountPct)),
    },
    validUntil: lapsing[0] ?? null,
  };
}

/** Cuts rights down to what an API key was made for; a key never reaches further than its owner. */
export function narrowRights(rights: Rights, permissions: readonly string[], warehouses: readonly string[]): Rights {
  const kept = new Set(permissions);
  const narrow = (scope: WarehouseScope): WarehouseScope => {
    if (warehouses.length === 0) return scope;
    return scope === "all" ? warehouses : warehouses.filter((id) => scope.includes(id));
  };
  const scopes = new Map(
    [...rights.scopes]
      .filter(([permission]) => kept.has(permission))
      .map(([permission, scope]) => [permission, narrow(scope)]),
  );
  return { ...rights, scopes, permissions: new Set(scopes.keys()), warehouses: narrow(rights.warehouses) };
}

function scopeOfGrant(grant: Grant): WarehouseScope {
  return grant.scope.length === 0 ? "all" : grant.scope;
}

function widen(one: WarehouseScope | undefined, other: WarehouseScope): WarehouseScope {
  if (one === "all" || other === "all") return "all";
  return [...new Set([...(one ?? []), ...other])];
}

/** Null is no limit; without any role nothing is allowed. */
function widest(limits: readonly (string | null)[]): string | null {
  let most = "0";
  for (const limit of limits) {
    if (limit === null) return null;
    if (compare(limit, most) > 0) most = limit;
  }
  return most;
}
