import { PERMISSIONS, type Permission } from "./permissions.ts";

type ResourceOf<P> = P extends `${infer R}:${string}` ? R : never;
type Resource = ResourceOf<Permission>;

/** Every permission of these resources. */
export function everyPermissionOf(...resources: Resource[]): Permission[] {
  const wanted: ReadonlySet<string> = new Set(resources);
  return PERMISSIONS.filter((permission) => wanted.has(permission.slice(0, permission.indexOf(":"))));
}

/** The permissions less those taken away. */
export function without(permissions: readonly Permission[], ...taken: Permission[]): Permission[] {
  return permissions.filter((permission) => !taken.includes(permission));
}

/** In the order of PERMISSIONS and without doubles, so that a stored role compares equal to its definition. */
export function listed(...groups: (Permission | readonly Permission[])[]): Permission[] {
  const held: ReadonlySet<Permission> = new Set(groups.flat());
  return PERMISSIONS.filter((permission) => held.has(permission));
}

/** What everyone may do with what is his own. */
export const ownThings: readonly Permission[] = [
  "saved_view:manage_own",
  "session:read_own",
  "session:revoke_own",
  "notification:read_own",
  "notification:manage_own",
];
export const ownKeys: readonly Permission[] = ["api_key:read", "api_key:create", "api_key:revoke"];
export const placesAndUnits: readonly Permission[] = [
  "category:read",
  "uom:read",
  "warehouse:read",
  "location:read",
  "carrier:read",
];
