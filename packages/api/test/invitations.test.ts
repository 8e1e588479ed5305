import { randomUUID } from "node:crypto";
import { createAuthAdmin } from "@invista/auth";
import { DEFAULT_SETTINGS, valueOr, type Settings } from "@invista/contracts/config/registry";
import type { Refusal } from "@invista/contracts/errors";
import { neonClient, supabaseClient } from "@invista/db";
import { acceptInvitation, findInvitation, getProfile } from "@invista/domain/identity";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import { actor } from "@invista/testkit/makers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { key, startPeople, type People, type Person } from "./people-host.ts";
import { apiHost } from "./test-host.ts";

let people: People;
let owner: Person;
beforeAll(async () => {
  people = await startPeople();
  owner = await people.person(["Owner"]);
});
afterAll(() => people.close());

const refusal = (rule: string) => ({ cause: { rule } });
const role = (name: "Sales" | "Owner" | "Admin") => people.roles.get(name) ?? "";
const address = () => `invited-${randomUUID().slice(0, 8)}@example.com`;
const tokenOf = (email: string) =>
  /#([\w-]{43})/.exec(people.mails.findLast((mail) => mail.to === email)?.text ?? "")?.[1] ?? "";

/** Accepts as the HTTP route does. */
async function accept(token: string, password = "pallet lantern forty ox", settings: Settings = DEFAULT_SETTINGS) {
  const authAdmin = createAuthAdmin(people.auth.url, people.auth.keys.serviceRoleKey);
  const invited = await findInvitation(supabaseClient, token, new Date());
  return runIdentityCommand(
    apiHost(null),
    {
      procedure: "invitation.accept",
      actor: actor({ userId: invited.userId }),
      idempotencyKey: randomUUID(),
      input: { invitationId: invited.id },
    },
    (work) => acceptInvitation(work, { token, firstName: "Nia", lastName: null, password }, authAdmin, settings),
  );
}

test("an invitation comes by mail, puts the person into the team as invited, and gives account and role when accepted", async () => {
  const email = address();
  const { results, links } = await people
    .as(owner, "Owner")
    .invitation.create({ emails: [email.toUpperCase()], roleId: role("Sales"), ...key() });
  expect(results).toMatchObject([{ email, outcome: "INVITED" }]);
  expect(links).toEqual([]);
  const invited = await supabaseClient.user.findFirstOrThrow({ where: { email } });
  expect(invited.status).toBe("INVITED");
  expect((await findInvitation(supabaseClient, tokenOf(email), new Date())).role).toBe("Sales");

  await accept(tokenOf(email));
  const { header } = await people.signIn({ id: invited.id, email, password: "pallet lantern forty ox" });
  expect(await people.bearing(header).session.me({})).toMatchObject({
    user: { id: invited.id, displayName: "Nia" },
    roles: ["Sales"],
  });
  const { rows } = await people.as(owner, "Owner").invitation.list({ state: "ACCEPTED" });
  expect(rows).toContainEqual(expect.objectContaining({ email, invitedBy: "Pat Person" }));
});

test("whoever joins begins with the company's region where one was chosen, else with that of the browser", async () => {
  const regions: (string | null)[] = [];
  for (const locale of ["en", "de-CH"]) {
    const email = address();
    await people.as(owner, "Owner").invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
    const settings: Settings = {
      get: (name) => valueOr(name, name === "general.locale" ? locale : undefined),
    };
    await accept(tokenOf(email), undefined, settings);
    const { id } = await supabaseClient.user.findFirstOrThrow({ where: { email } });
    regions.push((await getProfile(supabaseClient, id)).display.locale);
  }
  expect(regions).toEqual([null, "de-CH"]);
});

test("the secret is kept nowhere but in the mail", async () => {
  const email = address();
  await people.as(owner, "Owner").invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  const stored = JSON.stringify([
    await supabaseClient.teamInvitation.findMany(),
    await supabaseClient.auditLog.findMany({ omit: { seq: true } }),
  ]);
  expect(tokenOf(email)).toHaveLength(43);
  expect(stored).not.toContain(tokenOf(email));
});

test("twenty uses of one link at once make one account; reading the link uses nothing up", async () => {
  const email = address();
  await people.as(owner, "Owner").invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  const token = tokenOf(email);
  for (let reads = 0; reads < 3; reads++) await findInvitation(supabaseClient, token, new Date());
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => accept(token)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await supabaseClient.userRole.count({ where: { user: { email } } })).toBe(1);
  await expect(accept(token)).rejects.toMatchObject({ rule: "invitation.unknown" } satisfies Partial<Refusal>);
});

test("a password that is tried first is refused and the invitation stays open", async () => {
  const email = address();
  await people.as(owner, "Owner").invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  await expect(accept(tokenOf(email), "password12345678")).rejects.toMatchObject({ rule: "password.weak" });
  await expect(accept(tokenOf(email), "elevenchars")).rejects.toMatchObject({ rule: "password.weak" });
  expect(await accept(tokenOf(email))).toEqual({ email });
});

test("of a pasted list every address is judged for itself, and an open invitation is not doubled", async () => {
  const [first, second] = [address(), address()];
  const caller = people.as(owner, "Owner");
  await caller.invitation.create({ emails: [first], roleId: role("Sales"), ...key() });
  const input = { emails: [first, second, owner.email, "no address", second], roleId: role("Sales"), ...key() };
  const { results } = await caller.invitation.create(input);
  expect(results.map(({ outcome }) => outcome)).toEqual([
    "ALREADY_INVITED",
    "INVITED",
    "ALREADY_MEMBER",
    "NOT_AN_ADDRESS",
  ]);
  const mailed = people.mails.length;
  expect((await caller.invitation.create(input)).results).toEqual(results);
  expect(people.mails).toHaveLength(mailed);
  const third = address();
  await Promise.allSettled(
    Array.from({ length: 5 }, () => caller.invitation.create({ emails: [third], roleId: role("Sales"), ...key() })),
  );
  expect(await supabaseClient.teamInvitation.count({ where: { email: third, revokedAt: null } })).toBe(1);
});

test("nobody invites to a role or a warehouse he does not reach himself", async () => {
  const admin = await people.person(["Admin"]);
  const caller = people.as(admin, "Admin");
  await expect(
    caller.invitation.create({ emails: [address()], roleId: role("Owner"), ...key() }),
  ).rejects.toMatchObject(refusal("role.exceedsOwn"));
  const local = await people.person([]);
  for (const id of ["north", "south"])
    await neonClient.warehouse.create({ data: { id, code: id.toUpperCase(), name: id } });
  await supabaseClient.userRole.create({
    data: { userId: local.id, roleId: role("Admin"), warehouseScope: ["north"] },
  });
  const invite = (warehouseScope: string[]) =>
    people
      .as(local, "Admin")
      .invitation.create({ emails: [address()], roleId: role("Sales"), warehouseScope, ...key() });
  await expect(invite([])).rejects.toMatchObject(refusal("role.exceedsOwn"));
  await expect(invite(["south"])).rejects.toMatchObject(refusal("role.exceedsOwn"));
  expect((await invite(["north"])).results).toMatchObject([{ outcome: "INVITED" }]);
  await expect(invite(["no-such-warehouse"])).rejects.toMatchObject(refusal("record.referenceUnknown"));
});

test("a link sent again kills the old one; one taken back opens nothing and leaves nobody in the team", async () => {
  const email = address();
  const caller = people.as(owner, "Owner");
  const { results } = await caller.invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  const id = results[0]?.id ?? "";
  const old = tokenOf(email);
  await caller.invitation.resend({ id, ...key() });
  await expect(accept(old)).rejects.toMatchObject({ rule: "invitation.unknown" });
  await caller.invitation.revoke({ id, ...key() });
  await expect(accept(tokenOf(email))).rejects.toMatchObject({ rule: "invitation.unknown" });
  await expect(caller.invitation.resend({ id, ...key() })).rejects.toMatchObject(refusal("invitation.closed"));
  expect(await supabaseClient.user.count({ where: { email } })).toBe(0);
});

test("an expired invitation opens nothing, and the address can be invited again", async () => {
  const email = address();
  const caller = people.as(owner, "Owner");
  await caller.invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  await supabaseClient.teamInvitation.updateMany({ where: { email }, data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(accept(tokenOf(email))).rejects.toMatchObject({ rule: "invitation.unknown" });
  const { results } = await caller.invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
  expect(results).toMatchObject([{ outcome: "INVITED" }]);
  expect(await accept(tokenOf(email))).toEqual({ email });
});

test("an invitation is worth no more than its inviter: suspended, removed or without the right, what he promised is void", async () => {
  const invited = async (inviter: Person) => {
    const email = address();
    await people
      .as(inviter, "Admin")
      .invitation.create({ emails: [email], roleId: role("Admin"), warehouseScope: [], ...key() });
    return email;
  };
  for (const end of ["suspend", "remove"] as const) {
    const admin = await people.person(["Admin"]);
    const email = await invited(admin);
    await people.as(owner, "Owner").user[end]({ id: admin.id, version: 1, ...key() });
    await expect(accept(tokenOf(email))).rejects.toMatchObject({ rule: "invitation.unknown" });
    expect(await supabaseClient.teamInvitation.count({ where: { email, revokedAt: null } })).toBe(0);
    expect(await supabaseClient.user.count({ where: { email } })).toBe(0);
  }
  const lesser = await people.person(["Admin"]);
  const email = await invited(lesser);
  const assignment = { where: { userId: lesser.id } };
  await supabaseClient.userRole.updateMany({ ...assignment, data: { warehouseScope: ["north"] } });
  await expect(accept(tokenOf(email))).rejects.toMatchObject({ rule: "invitation.unknown" });
  await supabaseClient.userRole.updateMany({ ...assignment, data: { roleId: role("Sales"), warehouseScope: [] } });
  await expect(accept(tokenOf(email))).rejects.toMatchObject({ rule: "invitation.unknown" });
  await supabaseClient.userRole.updateMany({ ...assignment, data: { roleId: role("Admin") } });
  expect(await accept(tokenOf(email))).toEqual({ email });
});

test("who was given the promised role by hand meanwhile accepts all the same, and keeps it as it was given", async () => {
  const caller = people.as(owner, "Owner");
  const until = new Date(Date.now() + 86_400_000).toISOString();
  for (const [given, expected] of [
    [
      { expiresAt: until, warehouseScope: ["north"] },
      { expiresAt: new Date(until), warehouseScope: ["north"] },
    ],
    [
      { expiresAt: null, warehouseScope: [] },
      { expiresAt: null, warehouseScope: [] },
    ],
  ] as const) {
    const email = address();
    await caller.invitation.create({ emails: [email], roleId: role("Sales"), ...key() });
    const { id } = await supabaseClient.user.findFirstOrThrow({ where: { email } });
    await caller.role.assign({
      userId: id,
      roleId: role("Sales"),
      expiresAt: given.expiresAt,
      warehouseScope: [...given.warehouseScope],
      ...key(),
    });
    expect(await accept(tokenOf(email))).toEqual({ email });
    expect(await supabaseClient.userRole.findMany({ where: { userId: id } })).toMatchObject([expected]);
  }
});

test("an invitation holds as long as is configured, or as long as its sender says", async () => {
  const caller = people.as(owner, "Owner");
  const hoursOf = async (email: string) => {
    const { createdAt, expiresAt } = await supabaseClient.teamInvitation.findFirstOrThrow({ where: { email } });
    return Math.round((expiresAt.getTime() - createdAt.getTime()) / 3_600_000);
  };
  const [usual, short] = [address(), address()];
  await caller.invitation.create({ emails: [usual], roleId: role("Sales"), ...key() });
  expect(await hoursOf(usual)).toBe(DEFAULT_SETTINGS.get("security.invitation_hours"));
  await caller.invitation.create({ emails: [short], roleId: role("Sales"), expiresInHours: 2, ...key() });
  expect(await hoursOf(short)).toBe(2);
});
