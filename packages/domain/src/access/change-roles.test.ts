import { DEFAULT_ROLES, type DefaultRoleName } from "@invista/contracts/default-roles";
import type { UpdateRoleInput } from "@invista/contracts/access/role";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity, defaultRoles, person, role } from "@invista/testkit/identity-makers";
import { actor, KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import { createRole, listRoles, removeRole, resetRole, updateRole } from "./index.ts";

let databases: TestDatabases;
let roles: Record<DefaultRoleName, string>;
let owner: Actor;
beforeAll(async () => {
  databases = await useTestDatabases();
  roles = await defaultRoles();
  owner = await person([roles.Owner]);
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

async function stored(id: string) {
  const found = (await listRoles(supabaseClient)).rows.find((row) => row.id === id);
  if (!found) throw new Error(`no role ${id}`);
  return found;
}

async function update(id: string, change: Partial<UpdateRoleInput>, as: Actor = owner) {
  const before = await stored(id);
  const { name, description, permissions, maxApprovalAmount, maxAdjustQty, maxDiscountPct, requiresMfa, version } =
    before;
  const limits = { maxApprovalAmount, maxAdjustQty, maxDiscountPct };
  const input = { id, version, name, description, permissions, ...limits, requiresMfa, idempotencyKey: KEY, ...change };
  return commitIdentity((work) => updateRole(work, input as UpdateRoleInput), { as });
}

test("a fresh installation shows the default roles unchanged and in their order", async () => {
  const { rows } = await listRoles(supabaseClient);
  expect(rows.map((row) => row.name)).toEqual(DEFAULT_ROLES.map(({ name }) => name));
  expect(rows.filter((row) => row.isChanged)).toEqual([]);
  expect(rows[0]).toMatchObject({ name: "Owner", people: 1, maxApprovalAmount: null });
});

test("a copy starts with permissions and limits of its model, and its audit entry says of which", async () => {
  const made = await commitIdentity(
    (work) =>
      createRole(work, {
        name: "Night shift",
        description: "",
        copyOf: roles["Warehouse operator"],
        idempotencyKey: KEY,
      }),
    { as: owner },
  );
  const model = await stored(roles["Warehouse operator"]);
  expect(await stored(made.id)).toMatchObject({
    permissions: model.permissions,
    maxAdjustQty: "100",
    isSystem: false,
    people: 0,
  });
  const entry = await supabaseClient.auditLog.findFirst({ where: { resource: "roles", resourceId: made.id } });
  expect(entry).toMatchObject({ action: "CREATE", newValues: { copyOf: "Warehouse operator" } });
});

test("a default role can be changed, shows it, and goes back to how it was shipped", async () => {
  const id = roles.Sales;
  await update(id, { permissions: ["order:read"], maxDiscountPct: "50" });
  expect(await stored(id)).toMatchObject({ permissions: ["order:read"], maxDiscountPct: "50", isChanged: true });
  const { version } = await stored(id);
  await commitIdentity((work) => resetRole(work, { id, version, idempotencyKey: KEY }), { as: owner });
  expect(await stored(id)).toMatchObject({ isChanged: false, maxDiscountPct: "15" });
});

test("the audit entry of a change names what was added and what was taken away", async () => {
  const { id } = await role(["product:read", "stock:read"]);
  await update(id, { permissions: ["product:read", "order:read"] });
  const entry = await supabaseClient.auditLog.findFirst({ where: { resourceId: id }, orderBy: { seq: "desc" } });
  expect(entry).toMatchObject({
    oldValues: { permissionsRemoved: ["stock:read"] },
    newValues: { permissionsAdded: ["order:read"] },
  });
});

test("Owner keeps every permission and no limits; that it demands a second factor may change", async () => {
  await expect(update(roles.Owner, { permissions: ["product:read"] })).rejects.toMatchObject({
    rule: "role.ownerFixed",
  });
  await expect(update(roles.Owner, { maxAdjustQty: "1" })).rejects.toMatchObject({ rule: "role.ownerFixed" });
  await update(roles.Owner, { requiresMfa: true });
  expect(await stored(roles.Owner)).toMatchObject({ requiresMfa: true, isChanged: false });
});

test("a default role keeps its name and stays", async () => {
  await expect(update(roles.Admin, { name: "Chief" })).rejects.toMatchObject({ rule: "role.systemStays" });
  const { version } = await stored(roles.Admin);
  const input = { id: roles.Admin, version, idempotencyKey: KEY };
  await expect(commitIdentity((work) => removeRole(work, input), { as: owner })).rejects.toMatchObject({
    rule: "role.systemStays",
  });
});

test("nobody adds a permission he lacks to a role, nor widens a limit beyond his own, nor copies a role above his", async () => {
  const manager = await role(["role:manage", "product:read"]);
  const editor = {
    ...(await person([manager.id])),
    limits: { maxApprovalAmount: "0", maxAdjustQty: "10", maxDiscountPct: "0" },
  };
  const target = await role([]);
  await update(target.id, { maxApprovalAmount: "0", maxAdjustQty: "0", maxDiscountPct: "0" });
  await expect(update(target.id, { permissions: ["product:read", "cost:read"] }, editor)).rejects.toMatchObject({
    code: "FORBIDDEN",
    rule: "role.exceedsOwn",
    details: { permissions: ["cost:read"] },
  });
  await expect(update(target.id, { maxAdjustQty: "11" }, editor)).rejects.toMatchObject({ rule: "role.exceedsOwn" });
  await expect(update(target.id, { maxAdjustQty: null }, editor)).rejects.toMatchObject({ rule: "role.exceedsOwn" });
  const copy = { name: "Copied up", description: "", copyOf: roles.Admin, idempotencyKey: KEY };
  await expect(commitIdentity((work) => createRole(work, copy), { as: editor })).rejects.toMatchObject({
    rule: "role.exceedsOwn",
  });
  await update(target.id, { permissions: ["product:read"], maxAdjustQty: "10" }, editor);
  expect(await stored(target.id)).toMatchObject({ permissions: ["product:read"], maxAdjustQty: "10" });
});

test("a right held for one warehouse only can't be put into a role, which has no warehouse", async () => {
  const manager = await role(["role:manage", "stock:adjust"]);
  const editor = await person([manager.id], { warehouses: ["north"] });
  const target = await role([]);
  await expect(update(target.id, { permissions: ["stock:adjust"] }, editor)).rejects.toMatchObject({
    rule: "role.exceedsOwn",
  });
});

test("a role one holds is changed by someone else", async () => {
  const manager = await role(["role:manage", "product:read", "order:read"]);
  const editor = await person([manager.id]);
  await expect(update(manager.id, { permissions: ["role:manage"] }, editor)).rejects.toMatchObject({
    rule: "role.ownRole",
  });
  await update(manager.id, { permissions: ["role:manage"] });
});

test("a role in use stays, an unused one goes with its audit entry", async () => {
  const { id } = await role(["product:read"], "Temp");
  const holder = await person([id]);
  const remove = async () => {
    const { version } = await stored(id);
    return commitIdentity((work) => removeRole(work, { id, version, idempotencyKey: KEY }), { as: owner });
  };
  await expect(remove()).rejects.toMatchObject({ rule: "role.inUse", message: expect.stringContaining("1 person") });
  await supabaseClient.userRole.deleteMany({ where: { userId: holder.userId } });
  expect(await remove()).toMatchObject({ name: "Temp" });
  expect(await supabaseClient.role.count({ where: { id } })).toBe(0);
  expect(await supabaseClient.auditLog.count({ where: { action: "DELETE", resourceId: id } })).toBe(1);
});

test("two people change one version: the second is told that it changed", async () => {
  const { id, version } = await role(["product:read"]);
  await update(id, { permissions: [] });
  await expect(update(id, { version, permissions: ["product:read"] })).rejects.toMatchObject({ code: "STALE" });
});

test("a name that exists is refused on the name, and an API key changes no role", async () => {
  await role([], "Taken");
  const input = { name: "Taken", description: "", copyOf: roles.Auditor, idempotencyKey: KEY };
  await expect(commitIdentity((work) => createRole(work, input), { as: owner })).rejects.toMatchObject({
    code: "CONFLICT",
    rule: "record.duplicate",
  });
  const key = actor({ userId: owner.userId, apiKeyId: "key" });
  await expect(
    commitIdentity((work) => createRole(work, { ...input, name: "By key" }), { as: key }),
  ).rejects.toMatchObject({
    rule: "auth.apiKeyNotEnough",
  });
});
