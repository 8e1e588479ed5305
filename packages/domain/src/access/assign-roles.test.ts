import type { DefaultRoleName } from "@invista/contracts/default-roles";
import type { AssignRoleInput } from "@invista/contracts/access/role";
import { disconnectAll, supabaseClient } from "@invista/db";
import { commitIdentity, defaultRoles, person, role } from "@invista/testkit/identity-makers";
import { KEY } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../shared/actor.ts";
import { assignRole, changeAssignment, findPeople, listAssignments, unassignRole } from "./index.ts";

let databases: TestDatabases;
let roles: Record<DefaultRoleName, string>;
let owner: Actor;
let admin: Actor;
beforeAll(async () => {
  databases = await useTestDatabases();
  roles = await defaultRoles();
  owner = await person([roles.Owner]);
  admin = await person([roles.Admin]);
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const assign = (as: Actor, userId: string, roleId: string, parts: Partial<AssignRoleInput> = {}) =>
  commitIdentity(
    (work) => assignRole(work, { userId, roleId, warehouseScope: [], expiresAt: null, idempotencyKey: KEY, ...parts }),
    { as },
  );
const unassign = (as: Actor, id: string) =>
  commitIdentity((work) => unassignRole(work, { id, idempotencyKey: KEY }), { as });
const heldBy = async (userId: string) => (await listAssignments(supabaseClient, { userId })).rows;

test("an assignment holds where and until when it says, and names who gave it", async () => {
  const { userId } = await person();
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await assign(owner, userId, roles.Sales, { warehouseScope: ["north"], expiresAt });
  expect(await heldBy(userId)).toMatchObject([
    { roleName: "Sales", warehouseScope: ["north"], expiresAt, isOver: false, grantedByName: owner.displayName },
  ]);
  await expect(assign(owner, userId, roles.Sales)).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(
    assign(owner, userId, roles.Auditor, { expiresAt: new Date(Date.now() - 1_000).toISOString() }),
  ).rejects.toMatchObject({ rule: "role.endsInPast" });
});

test("one that is over is listed last and can be given again", async () => {
  const { userId } = await person([roles.Auditor, roles.Sales]);
  await supabaseClient.userRole.updateMany({
    where: { userId, roleId: roles.Auditor },
    data: { expiresAt: new Date(Date.now() - 1_000) },
  });
  expect((await heldBy(userId)).map((row) => [row.roleName, row.isOver])).toEqual([
    ["Sales", false],
    ["Auditor", true],
  ]);
  await assign(owner, userId, roles.Auditor);
  expect((await heldBy(userId)).map((row) => [row.roleName, row.isOver])).toEqual([
    ["Auditor", false],
    ["Sales", false],
  ]);
});

test("nobody gives a role above his own: Admin can't make an Owner, nor take one away", async () => {
  const { userId } = await person();
  await expect(assign(admin, userId, roles.Owner)).rejects.toMatchObject({
    code: "FORBIDDEN",
    rule: "role.exceedsOwn",
  });
  await assign(admin, userId, roles["Inventory manager"]);
  const second = await person([roles.Owner]);
  const [held] = await heldBy(second.userId);
  await expect(unassign(admin, held?.id ?? "")).rejects.toMatchObject({ rule: "role.exceedsOwn" });
  await unassign(owner, held?.id ?? "");
});

test("nobody gives a role in a warehouse he does not reach himself, also not by widening one", async () => {
  const lead = await role(["role:assign", "stock:adjust"]);
  const packer = await role(["stock:adjust"]);
  const leader = await person([lead.id], { warehouses: ["north"] });
  const { userId } = await person();
  await expect(assign(leader, userId, packer.id)).rejects.toMatchObject({ rule: "role.exceedsOwn" });
  await expect(assign(leader, userId, packer.id, { warehouseScope: ["north", "south"] })).rejects.toMatchObject({
    rule: "role.exceedsOwn",
  });
  // The limits of the made role are open; the leader's are, too.
  const { id } = await assign(leader, userId, packer.id, { warehouseScope: ["north"] });
  const widen = { id, warehouseScope: [], expiresAt: null, idempotencyKey: KEY };
  await expect(commitIdentity((work) => changeAssignment(work, widen), { as: leader })).rejects.toMatchObject({
    rule: "role.exceedsOwn",
  });
  expect(await heldBy(userId)).toMatchObject([{ warehouseScope: ["north"] }]);
});

test("own rights can't be raised, but laid down", async () => {
  await expect(assign(owner, owner.userId, roles.Auditor)).rejects.toMatchObject({ rule: "role.ownAssignment" });
  const lead = await role(["role:assign", "product:read"]);
  const leader = await person([lead.id], { warehouses: ["north"] });
  const [held] = await heldBy(leader.userId);
  const widen = { id: held?.id ?? "", warehouseScope: [], expiresAt: null, idempotencyKey: KEY };
  await expect(commitIdentity((work) => changeAssignment(work, widen), { as: leader })).rejects.toMatchObject({
    rule: "role.ownAssignment",
  });
  await unassign(leader, held?.id ?? "");
  expect(await heldBy(leader.userId)).toEqual([]);
});

test("the last Owner stays; when the last two lay it down at once, one of them stays", async () => {
  const [only] = await heldBy(owner.userId);
  await expect(unassign(owner, only?.id ?? "")).rejects.toMatchObject({ rule: "user.lastOwner" });
  const second = await person([roles.Owner]);
  const [other] = await heldBy(second.userId);
  const outcomes = await Promise.allSettled([unassign(owner, only?.id ?? ""), unassign(second, other?.id ?? "")]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await listAssignments(supabaseClient, { roleId: roles.Owner })).rows).toHaveLength(1);
  if (outcomes[0].status === "fulfilled") await assign(second, owner.userId, roles.Owner);
});

test("rights taken away while a command gives them on: the gift is refused or was in time, never both lost", async () => {
  const lead = await role(["role:assign", "product:read"]);
  const reader = await role(["product:read"]);
  for (let round = 0; round < 5; round++) {
    const leader = await person([lead.id]);
    const { userId } = await person();
    const [given] = await Promise.allSettled([
      assign(leader, userId, reader.id),
      supabaseClient.userRole.deleteMany({ where: { userId: leader.userId } }),
    ]);
    if (given.status === "rejected") expect(given.reason).toMatchObject({ rule: "role.exceedsOwn" });
    expect(await heldBy(userId)).toHaveLength(given.status === "fulfilled" ? 1 : 0);
  }
});

test("people to give a role to are found by name and address; those who left are not", async () => {
  const one = await person([], { firstName: "Zebedee" });
  await supabaseClient.user.update({
    where: { id: (await person([], { firstName: "Zebedeeleft" })).userId },
    data: { status: "DELETED" },
  });
  expect((await findPeople(supabaseClient, { q: "zebed" })).rows.map(({ id }) => id)).toEqual([one.userId]);
  expect((await findPeople(supabaseClient, { q: "%" })).rows).toEqual([]);
});
