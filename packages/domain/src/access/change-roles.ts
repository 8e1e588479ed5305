import {
  permissionDiff,
  type CreateRoleInput,
  type RemoveRoleInput,
  type ResetRoleInput,
  type RoleChanged,
  type UpdateRoleInput,
} from "@invista/contracts/access/role";
import { DEFAULT_ROLES, type RoleLimits } from "@invista/contracts/default-roles";
import { refuse } from "@invista/contracts/errors";
import { PERMISSIONS } from "@invista/contracts/permissions";
import type { IdentityWork } from "../shared/identity-work.ts";
import { missingOrStale } from "../shared/stale.ts";
import { lockOwnRights, requireOwn, requireOwnLimits, type OwnRights } from "./own-rights.ts";
import { lockRole, OWNER, readRole, type StoredRole } from "./stored-role.ts";

/** Makes a role of one's own as a copy of another; nobody copies a permission he lacks. */
export async function createRole(work: IdentityWork, input: CreateRoleInput): Promise<RoleChanged> {
  const own = await lockOwnRights(work);
  const model = await readRole(work, input.copyOf);
  if (!model) throw refuse("NOT_FOUND", "record.notFound", { entity: "The role to copy" });
  requireOwn(own, model.permissions, []);
  requireOwnLimits(work, model);
  const { name, description } = input;
  const { permissions, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa } = model;
  const made = await work.tx.role.create({
    data: { name, description, permissions, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa },
    select: { id: true, name: true, version: true },
  });
  work.audit({
    action: "CREATE",
    resource: "roles",
    resourceId: made.id,
    newValues: { name, description, copyOf: model.name, permissions: permissions.length },
  });
  work.touch("access");
  return made;
}

/** Changes what a role may do; the changer must have what he adds, and not hold the role himself. */
export async function updateRole(work: IdentityWork, input: UpdateRoleInput): Promise<RoleChanged> {
  const permissions = PERMISSIONS.filter((permission) => input.permissions.includes(permission));
  return change(work, input, (before) => {
    if (before.isSystem && input.name !== before.name)
      throw refuse("RULE_BROKEN", "role.systemStays", { name: before.name });
    return { ...input, permissions };
  });
}

/** Gives a default role the permissions and limits it was shipped with. */
export async function resetRole(work: IdentityWork, input: ResetRoleInput): Promise<RoleChanged> {
  return change(work, input, (before) => {
    const shipped = before.isSystem ? DEFAULT_ROLES.find(({ name }) => name === before.name) : undefined;
    if (!shipped) throw refuse("RULE_BROKEN", "role.notDefault");
    return { ...before, ...shipped, name: before.name, permissions: [...shipped.permissions] };
  });
}

/** Removes a role that nobody holds and no open invitation names. */
export async function removeRole(
  work: IdentityWork,
  input: RemoveRoleInput,
): Promise<{ id: string; name: string; version: number }> {
  await lockOwnRights(work);
  const before = await lockRole(work, input.id);
  if (before?.version !== input.version) throw missingOrStale("Role", before);
  if (before.isSystem) throw refuse("RULE_BROKEN", "role.systemStays", { name: before.name });
  const people = await work.tx.userRole.count({ where: { roleId: input.id } });
  const invitations = await work.tx.teamInvitation.count({
    where: { roleId: input.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: work.now } },
  });
  if (people + invitations > 0)
    throw refuse("RULE_BROKEN", "role.inUse", {
      name: before.name,
      people: people === 1 ? "1 person" : `${people} people`,
      invitations: invitations === 1 ? "1 invitation" : `${invitations} invitations`,
    });
  await work.tx.teamInvitation.deleteMany({ where: { roleId: input.id } });
  await work.tx.role.delete({ where: { id: input.id } });
  work.audit({ action: "DELETE", resource: "roles", resourceId: input.id, oldValues: shown(before) });
  work.touch("access");
  return { id: input.id, name: before.name, version: before.version };
}

type Wanted = RoleLimits & Pick<StoredRole, "name" | "description" | "permissions" | "requiresMfa">;

async function change(
  work: IdentityWork,
  { id, version }: { id: string; version: number },
  wish: (before: StoredRole) => Wanted,
): Promise<RoleChanged> {
  const own = await lockOwnRights(work);
  const before = await lockRole(work, id);
  if (before?.version !== version) throw missingOrStale("Role", before);
  const after = wish(before);
  const { added, removed } = permissionDiff(before.permissions, after.permissions);
  checkChange(work, own, before, after, added.length + removed.length);
  requireOwn(own, added, []);
  const { name, description, permissions, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa } = after;
  const changed = await work.tx.role.update({
    where: { id },
    data: {
      name,
      description,
      permissions: [...permissions],
      maxApprovalAmount,
      maxAdjustQty,
      maxDiscountPct,
      requiresMfa,
      version: { increment: 1 },
      updatedAt: work.now,
    },
    select: { id: true, name: true, version: true },
  });
  work.audit({
    action: "UPDATE",
    resource: "roles",
    resourceId: id,
    oldValues: { ...shown(before), permissionsRemoved: removed },
    newValues: { ...shown(after), permissionsAdded: added },
  });
  work.touch("access");
  return changed;
}

function checkChange(work: IdentityWork, own: OwnRights, before: StoredRole, after: Wanted, differences: number): void {
  const limitsChange = (["maxApprovalAmount", "maxAdjustQty", "maxDiscountPct"] as const).some(
    (name) => Number(before[name] ?? -1) !== Number(after[name] ?? -1),
  );
  if (before.isSystem && before.name === OWNER && (differences > 0 || limitsChange))
    throw refuse("RULE_BROKEN", "role.ownerFixed");
  if ((differences > 0 || limitsChange) && own.roleIds.has(before.id)) throw refuse("FORBIDDEN", "role.ownRole");
  if (limitsChange) requireOwnLimits(work, after);
}

function shown(role: Wanted) {
  const { name, description, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa } = role;
  return { name, description, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa };
}
