import type { RoleLimits } from "@invista/contracts/default-roles";
import type { Permission } from "@invista/contracts/permissions";

export type WarehouseScope = "all" | readonly string[];

/** Who acts, with rights that were verified before anything else is touched. */
export interface Actor {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  /** Every warehouse any role reaches; what one permission reaches is `scopeOf(permission)`. */
  readonly warehouses: WarehouseScope;
  readonly limits: RoleLimits;
  readonly aal: string;
  /** Whether a second factor is set up, in whatever session. */
  readonly hasSecondFactor: boolean;
  /** When the second factor was last used, as the token says. */
  readonly secondFactorAt: Date | null;
  /** Nothing but setting up a second factor is open to him. */
  readonly mustSetUpSecondFactor: boolean;
  /** When the session ends at the latest, and after how many minutes without use; null for API keys. */
  readonly sessionLimits: { readonly endsAt: Date; readonly idleMinutes: number } | null;
  readonly sessionId?: string | undefined;
  readonly apiKeyId?: string | undefined;
  /** The warehouses in which the actor holds this permission; none where he lacks it. */
  scopeOf(permission: Permission): WarehouseScope;
}
