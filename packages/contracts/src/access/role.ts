import { z } from "zod";
import { isPermission, type Permission, PERMISSIONS } from "../permissions.ts";
import { id, idempotencyKey, instant, text, version } from "../text.ts";

const permission = z.string().refine(isPermission, "is not a permission of this version");
const permissions = z.array(permission).max(PERMISSIONS.length);

/** A limit as a decimal string; null is no limit. */
const limit = (integerDigits: number, decimals: number) =>
  z.string().regex(new RegExp(`^\\d{1,${integerDigits}}(\\.\\d{1,${decimals}})?$`), {
    error: `is an amount with at most ${decimals} decimals`,
    abort: true,
  });

const limits = {
  maxApprovalAmount: limit(15, 4).nullable(),
  maxAdjustQty: limit(14, 4).nullable(),
  maxDiscountPct: limit(3, 2)
    .refine((value) => Number(value) <= 100, "is at most 100")
    .nullable(),
};
const name = text(60, 1);
const description = text(300);

export const listRolesInput = z.strictObject({});
export const roleRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  isSystem: z.boolean(),
  permissions: z.array(z.string()),
  maxApprovalAmount: z.string().nullable(),
  maxAdjustQty: z.string().nullable(),
  maxDiscountPct: z.string().nullable(),
  requiresMfa: z.boolean(),
  /** People who hold it now. */
  people: z.int(),
  /** Whether a default role differs from how it is shipped. */
  isChanged: z.boolean(),
  version: z.int(),
});
export type RoleRow = z.infer<typeof roleRow>;
export const listRolesOutput = z.object({ rows: z.array(roleRow) });

export const createRoleInput = z.strictObject({
  name,
  description,
  /** The role whose permissions and limits it starts with. */
  copyOf: id,
  idempotencyKey,
});
export type CreateRoleInput = z.infer<typeof createRoleInput>;

export const updateRoleInput = z.strictObject({
  id,
  version,
  name,
  description,
  permissions,
  ...limits,
  requiresMfa: z.boolean(),
  idempotencyKey,
});
export type UpdateRoleInput = z.infer<typeof updateRoleInput>;

export const resetRoleInput = z.strictObject({ id, version, idempotencyKey });
export type ResetRoleInput = z.infer<typeof resetRoleInput>;
export const removeRoleInput = z.strictObject({ id, version, idempotencyKey });
export type RemoveRoleInput = z.infer<typeof removeRoleInput>;
export const roleChanged = z.object({ id: z.string(), name: z.string(), version: z.int() });
export type RoleChanged = z.infer<typeof roleChanged>;

export const listAssignmentsInput = z.strictObject({ roleId: id.optional(), userId: id.optional() });
export type ListAssignmentsInput = z.infer<typeof listAssignmentsInput>;
export const assignmentRow = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  email: z.string(),
  status: z.string(),
  roleId: z.string(),
  roleName: z.string(),
  /** Empty is every warehouse. */
  warehouseScope: z.array(z.string()),
  expiresAt: z.string().nullable(),
  isOver: z.boolean(),
  grantedByName: z.string().nullable(),
  createdAt: z.string(),
});
export type AssignmentRow = z.infer<typeof assignmentRow>;
export const listAssignmentsOutput = z.object({ rows: z.array(assignmentRow) });

export const findPeopleInput = z.strictObject({ q: text(100) });
export type FindPeopleInput = z.infer<typeof findPeopleInput>;
export const findPeopleOutput = z.object({
  rows: z.array(z.object({ id: z.string(), displayName: z.string(), email: z.string() })),
});

export const warehouseScope = z.array(id).max(200);
export const assignRoleInput = z.strictObject({
  userId: id,
  roleId: id,
  warehouseScope,
  expiresAt: instant.nullable(),
  idempotencyKey,
});
export type AssignRoleInput = z.infer<typeof assignRoleInput>;
export const changeAssignmentInput = z.strictObject({
  id,
  warehouseScope,
  expiresAt: instant.nullable(),
  idempotencyKey,
});
export type ChangeAssignmentInput = z.infer<typeof changeAssignmentInput>;
export const unassignRoleInput = z.strictObject({ id, idempotencyKey });
export type UnassignRoleInput = z.infer<typeof unassignRoleInput>;
export const assignmentChanged = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  roleName: z.string(),
});
export type AssignmentChanged = z.infer<typeof assignmentChanged>;

/** The permissions that differ, in the order of the list. */
export function permissionDiff(
  before: readonly string[],
  after: readonly string[],
): { added: Permission[]; removed: Permission[] } {
  return {
    added: PERMISSIONS.filter((one) => after.includes(one) && !before.includes(one)),
    removed: PERMISSIONS.filter((one) => before.includes(one) && !after.includes(one)),
  };
}
