import { PERMISSIONS, type Permission } from "@invista/contracts/permissions";
import { sentence } from "../format/words.ts";

export interface PermissionGroup {
  readonly resource: string;
  readonly permissions: readonly Permission[];
}

/** Permissions by what they are about, in the order of the list; a search term narrows both names. */
export function groupPermissions(q: string, only?: (permission: Permission) => boolean): PermissionGroup[] {
  const term = q.trim().toLowerCase().replaceAll(" ", "_");
  const groups = new Map<string, Permission[]>();
  for (const permission of PERMISSIONS) {
    if (!permission.includes(term) || only?.(permission) === false) continue;
    const resource = resourceOf(permission);
    groups.set(resource, [...(groups.get(resource) ?? []), permission]);
  }
  return [...groups].map(([resource, permissions]) => ({ resource, permissions }));
}

export function resourceOf(permission: string): string {
  return permission.slice(0, permission.indexOf(":"));
}

/** "stock:post_frozen" as "Post frozen", beneath its resource. */
export function actionWords(permission: string): string {
  return sentence(permission.slice(permission.indexOf(":") + 1));
}
