import { PERMISSIONS } from "@invista/contracts/permissions";
import { neonClient, supabaseClient } from "@invista/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { syncDirectory } from "../src/flows/deliver-outbox.ts";
import { key, startPeople, type People, type Person } from "./people-host.ts";

let people: People;
let owner: Person;
beforeAll(async () => {
  people = await startPeople();
  owner = await people.person(["Owner"]);
});
afterAll(() => people.close());

const refusal = (rule: string) => ({ cause: { rule } });

describe("suspending", () => {
  test("ends the sessions, keeps him from signing in, and is taken back with everything as it was", async () => {
    const person = await people.person(["Sales"]);
    const { header } = await people.signIn(person);
    await people.bearing(header).session.me({});
    const admin = people.as(owner, "Owner");
    const change = { id: person.id, version: 1, ...key() };
    expect(await admin.user.suspend(change)).toMatchObject({
      status: "SUSPENDED",
      endedSessions: 1,
      name: "Pat Person",
    });
    await expect(people.bearing(header).session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
      refusal("auth.sessionRevoked"),
    );
    await expect(people.signIn(person)).rejects.toMatchObject({ code: "user_banned" });
    expect(await admin.user.suspend(change)).toMatchObject({ status: "SUSPENDED" });
    await expect(admin.user.suspend({ ...change, ...key() })).rejects.toMatchObject(refusal("record.stale"));

    await admin.user.reactivate({ id: person.id, version: 2, ...key() });
    const again = await people.signIn(person);
    expect((await people.bearing(again.header).session.me({})).roles).toEqual(["Sales"]);
  });

  test("a suspension whose auth server was away is finished by repeating the same command", async () => {
    const person = await people.person();
    const change = { id: person.id, version: 1, ...key() };
    const { authAdmin } = await import("./test-host.ts").then(({ apiHost }) => apiHost(null));
    await expect(authAdmin.setBanned(person.id, true)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await people.as(owner, "Owner").user.suspend(change);
    await people.as(owner, "Owner").user.suspend(change);
    expect(await supabaseClient.auditLog.count({ where: { resourceId: person.id, action: "SUSPEND" } })).toBe(1);
    await expect(people.signIn(person)).rejects.toMatchObject({ code: "user_banned" });
  });

  test("nobody suspends himself, the last owner, or someone who may do more", async () => {
    const admin = await people.person(["Admin"]);
    const change = (id: string) => ({ id, version: 1, ...key() });
    await expect(people.as(admin, "Admin").user.suspend(change(admin.id))).rejects.toMatchObject(refusal("user.self"));
    await expect(people.as(admin, "Admin").user.suspend(change(owner.id))).rejects.toMatchObject(refusal("user.above"));
    const stranger = await people.person([]);
    const role = { name: "Everything", permissions: [...PERMISSIONS] };
    await supabaseClient.role.create({ data: { ...role, userRoles: { create: { userId: stranger.id } } } });
    await expect(people.as(stranger, "Owner").user.suspend(change(owner.id))).rejects.toMatchObject({
      cause: { code: "RULE_BROKEN" },
    });
    const [row] = await supabaseClient.user.findMany({ where: { id: owner.id } });
    expect(row).toMatchObject({ status: "ACTIVE", version: 1 });
  });

  test("whoever may do it in one warehouse does it to nobody who may in all, nor in another", async () => {
    const inEast = async (...warehouses: string[]) => {
      const person = await people.person(["Admin"]);
      await supabaseClient.userRole.updateMany({ where: { userId: person.id }, data: { warehouseScope: warehouses } });
      return person;
    };
    const [east, other, wide] = [await inEast("east"), await inEast("east", "west"), await people.person(["Admin"])];
    const caller = people.as(east, "Admin", { warehouses: ["east"], scopeOf: () => ["east"] });
    for (const above of [other, wide]) {
      const { id } = above;
      await expect(caller.user.suspend({ id, version: 1, ...key() })).rejects.toMatchObject(refusal("user.above"));
      await expect(caller.user.resetMfa({ id, ...key() })).rejects.toMatchObject(refusal("user.above"));
      await expect(caller.session.revokeOf({ userId: id, ...key() })).rejects.toMatchObject(refusal("user.above"));
    }
    const peer = await inEast("east");
    expect(await caller.user.suspend({ id: peer.id, version: 1, ...key() })).toMatchObject({ status: "SUSPENDED" });
  });
});

test("whoever may writes another's name as it should be read, once, and never that of someone above", async () => {
  const person = await people.person(["Sales"]);
  const admin = people.as(await people.person(["Admin"]), "Admin");
  const name = { id: person.id, version: 1, firstName: "Nia", lastName: "Okonkwo" };
  expect(await admin.user.update({ ...name, ...key() })).toEqual({ id: person.id, name: "Nia Okonkwo", version: 2 });
  expect(await admin.user.get({ id: person.id })).toMatchObject({
    name: "Nia Okonkwo",
    firstName: "Nia",
    lastName: "Okonkwo",
    assignments: [{ role: "Sales", warehouses: [], expiresAt: null }],
  });
  await expect(admin.user.update({ ...name, ...key() })).rejects.toMatchObject({ cause: { code: "STALE" } });
  const above = { ...name, id: owner.id, ...key() };
  await expect(admin.user.update(above)).rejects.toMatchObject(refusal("user.above"));
  const [entry] = await supabaseClient.auditLog.findMany({ where: { resourceId: person.id, action: "UPDATE" } });
  expect(entry).toMatchObject({ resource: "users", newValues: { firstName: "Nia", lastName: "Okonkwo" } });
});

describe("removing", () => {
  test("takes name, address, roles and sign-in, and leaves the id under the words of a removed user", async () => {
    const person = await people.person(["Sales"]);
    await syncDirectory({ neon: neonClient, supabase: supabaseClient });
    expect(await neonClient.user.findUnique({ where: { id: person.id } })).toMatchObject({ displayName: "Pat Person" });
    const admin = people.as(owner, "Owner");
    await admin.user.remove({ id: person.id, version: 1, ...key() });
    await expect(people.signIn(person)).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(await admin.user.get({ id: person.id })).toMatchObject({ name: "Removed user", email: null, roles: [] });
    await syncDirectory({ neon: neonClient, supabase: supabaseClient });
    expect(await neonClient.user.findUnique({ where: { id: person.id } })).toMatchObject({
      displayName: "Removed user",
      status: "DELETED",
    });
    const { rows } = await admin.user.list({});
    expect(rows.map(({ id }) => id)).not.toContain(person.id);
    expect((await admin.user.list({ status: "DELETED" })).rows.map(({ id }) => id)).toContain(person.id);
    expect(await supabaseClient.user.count({ where: { email: person.email } })).toBe(0);
  });
});

test("the list finds people by name, role and two-factor sign-in, page by page", async () => {
  const admin = people.as(owner, "Owner");
  const first = await admin.user.list({ limit: 1 });
  const second = await admin.user.list({ limit: 1, cursor: first.nextCursor ?? undefined });
  expect(second.rows[0]?.id).not.toBe(first.rows[0]?.id);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.user.list({ limit: 1, sort: "lastSeenAt", direction: "desc", cursor });
    seen.push(...page.rows.map(({ id, lastSeenAt }) => `${lastSeenAt ?? ""} ${id}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(seen.toSorted().toReversed());
  const owners = await admin.user.list({ role: "Owner", q: owner.email.slice(0, 12), mfa: "off" });
  expect(owners.rows.map(({ id }) => id)).toEqual([owner.id]);
  expect((await admin.user.list({ role: "Owner", mfa: "on" })).rows).toEqual([]);
});
