import type { AssignmentRow, FindPeopleInput, ListAssignmentsInput, RoleRow } from "@invista/contracts/access/role";
import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import { compare } from "@invista/contracts/quantity";
import type { SupabasePrismaClient } from "@invista/db";
import { containing } from "../shared/cursor.ts";

const MAX_ASSIGNMENTS = 500;
type RoleRecord = Omit<RoleRow, "isChanged">;
type AssignmentRecord = Omit<AssignmentRow, "expiresAt" | "createdAt"> & { expiresAt: Date | null; createdAt: Date };

/** Every role with its permissions, limits and how many people hold it now; the default roles first, as shipped. */
export async function listRoles(supabase: SupabasePrismaClient): Promise<{ rows: RoleRow[] }> {
  const rows = await supabase.$queryRaw<RoleRecord[]>`
    SELECT r.id, r.name, r.description, r.is_system AS "isSystem", r.permissions, trim_scale(r.max_approval_amount)::text AS "maxApprovalAmount",
      trim_scale(r.max_adjust_qty)::text AS "maxAdjustQty", trim_scale(r.max_discount_pct)::text AS "maxDiscountPct", r.requires_mfa AS "requiresMfa", r.version,
      (SELECT count(*)::int FROM user_role ur JOIN "user" u ON u.id = ur.user_id AND u.status = 'ACTIVE' WHERE ur.role_id = r.id AND (ur.expires_at IS NULL OR ur.expires_at > now())) AS people
    FROM role r ORDER BY r.name`;
  const place = (row: RoleRecord) => {
    const index = DEFAULT_ROLES.findIndex(({ name }) => row.isSystem && name === row.name);
    return index < 0 ? DEFAULT_ROLES.length : index;
  };
  return {
    rows: rows.toSorted((a, b) => place(a) - place(b)).map((row) => ({ ...row, isChanged: differsFromDefault(row) })),
  };
}

function differsFromDefault(row: RoleRecord): boolean {
  const shipped = row.isSystem ? DEFAULT_ROLES.find(({ name }) => name === row.name) : undefined;
  if (!shipped) return false;
  const held = new Set(row.permissions);
  const same = (a: string | null, b: string | null) => (a === null || b === null ? a === b : compare(a, b) === 0);
  return !(
    held.size === shipped.permissions.length &&
    shipped.permissions.every((permission) => held.has(permission)) &&
    same(row.maxApprovalAmount, shipped.maxApprovalAmount) &&
    same(row.maxAdjustQty, shipped.maxAdjustQty) &&
    same(row.maxDiscountPct, shipped.maxDiscountPct)
  );
}

/** Who holds which role where and until when, by person; those that are over stand last. */
export async function listAssignments(
  supabase: SupabasePrismaClient,
  input: ListAssignmentsInput,
): Promise<{ rows: AssignmentRow[] }> {
  const rows = await supabase.$queryRaw<AssignmentRecord[]>`
    SELECT ur.id, ur.user_id AS "userId", coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email) AS "userName", u.email, u.status::text AS status,
      r.id AS "roleId", r.name AS "roleName", ur.warehouse_scope AS "warehouseScope", ur.expires_at AS "expiresAt", coalesce(ur.expires_at <= now(), false) AS "isOver",
      coalesce(nullif(trim(concat_ws(' ', gp.first_name, gp.last_name)), ''), g.email) AS "grantedByName", ur.created_at AS "createdAt"
    FROM user_role ur JOIN "user" u ON u.id = ur.user_id AND u.status <> 'DELETED' JOIN role r ON r.id = ur.role_id LEFT JOIN profile p ON p.user_id = u.id
      LEFT JOIN "user" g ON g.id = ur.granted_by LEFT JOIN profile gp ON gp.user_id = g.id
    WHERE (${input.roleId ?? null}::text IS NULL OR ur.role_id = ${input.roleId ?? null}) AND (${input.userId ?? null}::text IS NULL OR ur.user_id = ${input.userId ?? null})
    ORDER BY 10, 3, 7 LIMIT ${MAX_ASSIGNMENTS}`;
  return {
    rows: rows.map((row) => ({
      ...row,
      expiresAt: row.expiresAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    })),
  };
}

/** Active people by name or address, to give a role to. */
export async function findPeople(supabase: SupabasePrismaClient, { q }: FindPeopleInput) {
  const rows = await supabase.$queryRaw<{ id: string; displayName: string; email: string }[]>`
    SELECT x.id, x.name AS "displayName", x.email FROM (
      SELECT u.id, u.email, coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), u.email) AS name FROM "user" u LEFT JOIN profile p ON p.user_id = u.id
      WHERE u.status IN ('ACTIVE', 'INVITED')) x
    WHERE x.name ILIKE ${containing(q)} OR x.email ILIKE ${containing(q)} ORDER BY x.name, x.id LIMIT 20`;
  return { rows };
}
