import { permissionDiff } from "@invista/contracts/access/role";
import type { Permission } from "@invista/contracts/permissions";
import { useMemo, useState } from "react";
import type { Role } from "./role.ts";

export interface RoleEdit {
  readonly role: Role;
  readonly permissions: readonly string[];
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
}

/** What is wanted by role and permission; when someone else has done it meanwhile, it is no change any more. */
export type Wishes = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** Wishes that differ from what the roles hold. */
export function editsOf(roles: readonly Role[], wishes: Wishes): RoleEdit[] {
  return roles.flatMap((role) => {
    const held = new Set(role.permissions);
    for (const [permission, wanted] of wishes.get(role.id) ?? []) {
      if (wanted) held.add(permission);
      else held.delete(permission);
    }
    const diff = permissionDiff(role.permissions, [...held]);
    return diff.added.length + diff.removed.length > 0 ? [{ role, permissions: [...held], ...diff }] : [];
  });
}

/** What was ticked and unticked in the matrix but not saved; it follows the roles when someone else changes them. */
export function useRoleEdits(roles: readonly Role[]) {
  const [wishes, setWishes] = useState<Wishes>(new Map());
  const edits = useMemo(() => editsOf(roles, wishes), [roles, wishes]);
  return {
    edits,
    isChecked: (role: Role, permission: string) =>
      wishes.get(role.id)?.get(permission) ?? role.permissions.includes(permission),
    wish: (role: Role, permission: string, wanted: boolean) =>
      setWishes((before) => new Map(before).set(role.id, new Map(before.get(role.id)).set(permission, wanted))),
    discard: (roleId?: string) =>
      setWishes((before) => new Map(roleId === undefined ? [] : [...before].filter(([id]) => id !== roleId))),
  };
}
