import { expect, test } from "vitest";
import { DEFAULT_ROLES } from "./default-roles.ts";
import { isPermission, PERMISSIONS, SENSITIVE_PERMISSIONS } from "./permissions.ts";

test("every permission is resource:action in lower case and listed once", () => {
  for (const permission of PERMISSIONS) expect(permission).toMatch(/^[a-z_]+:[a-z_]+$/);
  expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length);
});

test("the owner holds every permission and nobody holds an unknown one", () => {
  expect(DEFAULT_ROLES[0]?.permissions).toEqual(PERMISSIONS);
  for (const role of DEFAULT_ROLES) {
    expect(
      role.permissions.filter((permission) => !isPermission(permission)),
      role.name,
    ).toEqual([]);
    expect(new Set(role.permissions).size, role.name).toBe(role.permissions.length);
  }
});

test("only the owner may define roles, delete users and post into frozen stock", () => {
  for (const permission of ["role:manage", "user:delete", "stock:post_frozen", "ledger:reopen_period"] as const) {
    expect(DEFAULT_ROLES.filter((role) => role.permissions.includes(permission)).map((role) => role.name)).toEqual([
      "Owner",
    ]);
  }
});

test("the auditor changes nothing", () => {
  const changing = /:(?!read|export|verify|see_)/;
  const auditor = DEFAULT_ROLES.find((role) => role.name === "Auditor");
  expect(auditor?.permissions.filter((permission) => changing.test(permission))).toEqual([
    "saved_view:manage_own",
    "session:revoke_own",
    "notification:manage_own",
  ]);
});

test("an unknown string is no permission", () => {
  expect(isPermission("product:*")).toBe(false);
  expect(isPermission("product:read")).toBe(true);
  for (const change of ["role:manage", "role:assign"] as const) expect(SENSITIVE_PERMISSIONS.has(change)).toBe(true);
});
