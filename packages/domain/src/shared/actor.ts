import { refuse } from "@invista/contracts/errors";
import type { Permission } from "@invista/contracts/permissions";
import { compare } from "@invista/contracts/quantity";

/** Who acts, with the rights that were verified before the business database is touched. */
export interface Actor {
  readonly userId: string;
  readonly displayName: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Warehouse ids the actor may see and change. */
  readonly warehouses: "all" | readonly string[];
  readonly limits: {
    readonly maxApprovalAmount: string | null;
    readonly maxAdjustQty: string | null;
    readonly maxDiscountPct: string | null;
  };
  /** The warehouses in which the actor holds a permission, where his roles differ in that. */
  scopeOf?(permission: Permission): "all" | readonly string[];
  readonly sessionId?: string | undefined;
  readonly apiKeyId?: string | undefined;
}

export function can(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** Whether the actor holds a permission in this warehouse: the role that gives it may reach others than the role that let him in. */
export function canIn(actor: Actor, permission: Permission, warehouseId: string): boolean {
  const scope = actor.scopeOf?.(permission) ?? "all";
  return can(actor, permission) && (scope === "all" || scope.includes(warehouseId));
}

/** Answers NOT_FOUND for a warehouse outside the actor's scope, as if it did not exist. */
export function requireWarehouse(actor: Actor, warehouseId: string): void {
  if (actor.warehouses !== "all" && !actor.warehouses.includes(warehouseId)) {
    throw refuse("NOT_FOUND", "record.notFound", { entity: "Warehouse", id: warehouseId });
  }
}

/** The warehouse ids to filter by; null means all of them. */
export function visibleWarehouses(actor: Actor): readonly string[] | null {
  return actor.warehouses === "all" ? null : actor.warehouses;
}

/** Refuses an amount above a role limit; null is no limit. */
export function requireWithin(limit: string | null, amount: string): void {
  if (limit !== null && compare(amount, limit) > 0) throw refuse("FORBIDDEN", "permission.limit", { limit, amount });
}
