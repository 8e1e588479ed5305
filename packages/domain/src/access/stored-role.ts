import type { RoleLimits } from "@invista/contracts/default-roles";
import type { IdentityWork } from "../shared/identity-work.ts";

export const OWNER = "Owner";

export interface StoredRole extends RoleLimits {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: string[];
  readonly isSystem: boolean;
  readonly requiresMfa: boolean;
  readonly version: number;
}

/** The role as it is; locked against others until the transaction ends. */
export async function lockRole(work: IdentityWork, id: string): Promise<StoredRole | undefined> {
  await work.tx.$queryRaw`SELECT id FROM role WHERE id = ${id} FOR UPDATE`;
  return readRole(work, id);
}

/** The role as it is; whoever wants to change it waits until the transaction ends. */
export async function readRole(work: IdentityWork, id: string): Promise<StoredRole | undefined> {
  const [role] = await work.tx.$queryRaw<StoredRole[]>`
    SELECT id, name, description, permissions, is_system AS "isSystem", requires_mfa AS "requiresMfa", version, trim_scale(max_approval_amount)::text AS "maxApprovalAmount",
      trim_scale(max_adjust_qty)::text AS "maxAdjustQty", trim_scale(max_discount_pct)::text AS "maxDiscountPct" FROM role WHERE id = ${id} FOR SHARE`;
  return role;
}
