import type {
  AssignmentChanged,
  AssignRoleInput,
  ChangeAssignmentInput,
  UnassignRoleInput,
} from "@invista/contracts/access/role";
import { refuse } from "@invista/contracts/errors";
import type { IdentityWork } from "../shared/identity-work.ts";
import { lockOwnRights, requireOwn, requireOwnLimits, type OwnRights } from "./own-rights.ts";
import { readRole, type StoredRole } from "./stored-role.ts";

interface Holder {
  readonly id: string;
  readonly name: string;
}

interface Stored {
  readonly id: string;
  readonly userId: string;
  readonly roleId: string;
  readonly warehouseScope: string[];
  readonly expiresAt: Date | null;
}

/** Gives a person a role in warehouses and for a time; nobody gives what he lacks there, or anything to himself. */
export async function assignRole(work: IdentityWork, input: AssignRoleInput): Promise<AssignmentChanged> {
  const own = await lockOwnRights(work);
  const role = await knownRole(work, input.roleId);
  const holder = await activePerson(work, input.userId);
  if (holder.id === work.actor.userId) throw refuse("FORBIDDEN", "role.ownAssignment");
  requireCovers(work, own, role, input.warehouseScope);
  const expiresAt = endOf(work, input.expiresAt);
  const data = { warehouseScope: input.warehouseScope, grantedBy: work.actor.userId, expiresAt };
  // One that is over is given again, not twice.
  const renewed = await work.tx.userRole.updateManyAndReturn({
    where: { userId: holder.id, roleId: role.id, expiresAt: { lte: work.now } },
    data,
    select: { id: true },
  });
  const { id } =
    renewed[0] ??
    (await work.tx.userRole.create({ data: { ...data, userId: holder.id, roleId: role.id }, select: { id: true } }));
  work.audit({
    action: "ASSIGN",
    resource: "user_roles",
    resourceId: holder.id,
    newValues: { name: holder.name, role: role.name, warehouseScope: input.warehouseScope, expiresAt },
  });
  work.touch("access");
  return { id, userId: holder.id, userName: holder.name, roleName: role.name };
}

/** Changes where and until when a person holds a role. */
export async function changeAssignment(work: IdentityWork, input: ChangeAssignmentInput): Promise<AssignmentChanged> {
  const { own, before, role, holder } = await openAssignment(work, input.id);
  if (before.userId === work.actor.userId) throw refuse("FORBIDDEN", "role.ownAssignment");
  requireCovers(work, own, role, before.warehouseScope);
  requireCovers(work, own, role, input.warehouseScope);
  const expiresAt = endOf(work, input.expiresAt);
  await work.tx.userRole.update({
    where: { id: input.id },
    data: { warehouseScope: input.warehouseScope, grantedBy: work.actor.userId, expiresAt },
    select: { id: true },
  });
  work.audit({
    action: "UPDATE",
    resource: "user_roles",
    resourceId: holder.id,
    oldValues: {
      name: holder.name,
      role: role.name,
      warehouseScope: before.warehouseScope,
      expiresAt: before.expiresAt,
    },
    newValues: { name: holder.name, role: role.name, warehouseScope: input.warehouseScope, expiresAt },
  });
  work.touch("access");
  return { id: input.id, userId: holder.id, userName: holder.name, roleName: role.name };
}

/** Takes a role from a person; one may lay down one's own, but the last Owner stays. */
export async function unassignRole(work: IdentityWork, input: UnassignRoleInput): Promise<AssignmentChanged> {
  const { own, before, role, holder } = await openAssignment(work, input.id);
  if (before.userId !== work.actor.userId) requireCovers(work, own, role, before.warehouseScope);
  await work.tx.userRole.delete({ where: { id: input.id }, select: { id: true } });
  work.audit({
    action: "UNASSIGN",
    resource: "user_roles",
    resourceId: holder.id,
    oldValues: {
      name: holder.name,
      role: role.name,
      warehouseScope: before.warehouseScope,
      expiresAt: before.expiresAt,
    },
  });
  work.touch("access");
  return { id: input.id, userId: holder.id, userName: holder.name, roleName: role.name };
}

/** Refuses to promise a role that reaches further than its giver; answers its name. */
export async function requireMayGive(
  work: IdentityWork,
  roleId: string,
  warehouses: readonly string[],
): Promise<string> {
  const own = await lockOwnRights(work);
  const role = await knownRole(work, roleId);
  requireCovers(work, own, role, warehouses);
  return role.name;
}

/** Refuses a role that reaches further than its giver: in permissions, in warehouses or in limits. */
function requireCovers(work: IdentityWork, own: OwnRights, role: StoredRole, warehouses: readonly string[]): void {
  requireOwn(own, role.permissions, warehouses);
  requireOwnLimits(work, role);
}

async function openAssignment(work: IdentityWork, id: string) {
  const own = await lockOwnRights(work);
  const [before] = await work.tx.$queryRaw<Stored[]>`
    SELECT id, user_id AS "userId", role_id AS "roleId", warehouse_scope AS "warehouseScope", expires_at AS "expiresAt" FROM user_role WHERE id = ${id} FOR UPDATE`;
  if (!before) throw refuse("NOT_FOUND", "record.notFound", { entity: "The assignment" });
  const role = await knownRole(work, before.roleId);
  return { own, before, role, holder: await person(work, before.userId) };
}

async function knownRole(work: IdentityWork, id: string): Promise<StoredRole> {
  const role = await readRole(work, id);
  if (!role) throw refuse("NOT_FOUND", "record.notFound", { entity: "Role" });
  return role;
}

async function person(work: IdentityWork, userId: string): Promise<Holder> {
  const user = await work.tx.user.findUnique({
    where: { id: userId },
    select: { id: true, email: true, status: true, profile: { select: { firstName: true, lastName: true } } },
  });
  if (!user || user.status === "DELETED") throw refuse("INVALID", "user.unknown");
  const name = [user.profile?.firstName, user.profile?.lastName].filter(Boolean).join(" ");
  return { id: user.id, name: name || user.email };
}

async function activePerson(work: IdentityWork, userId: string): Promise<Holder> {
  const active = await work.tx.user.count({ where: { id: userId, status: { in: ["ACTIVE", "INVITED"] } } });
  if (active === 0) throw refuse("INVALID", "user.unknown");
  return person(work, userId);
}

function endOf(work: IdentityWork, expiresAt: string | null): Date | null {
  if (expiresAt === null) return null;
  const end = new Date(expiresAt);
  if (end <= work.now) throw refuse("INVALID", "role.endsInPast");
  return end;
}
