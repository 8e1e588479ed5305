import { randomUUID } from "node:crypto";
import { createAuthAdmin, createAuthenticator, type Authenticator } from "@invista/auth";
import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { supabaseClient } from "@invista/db";
import { acceptInvitation, findInvitation } from "@invista/domain/identity";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import { actor } from "@invista/testkit/makers";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { key, startPeople, type People, type Person } from "./people-host.ts";
import { apiHost } from "./test-host.ts";

const PASSWORD = "pallet lantern forty ox";
let people: People;
let owner: Person;
let gate: Authenticator;
let isOpen = true;
beforeAll(async () => {
  people = await startPeople();
  owner = await people.person(["Owner"]);
  const source = { supabaseUrl: people.auth.url, supabase: supabaseClient };
  gate = createAuthenticator({ ...source, signUpOpen: () => isOpen });
});
afterAll(async () => {
  await gate.close();
  await people.close();
});

/** Somebody who signed up by himself, his address proved or not; the product has not seen him yet. */
async function signedUp(confirmed = true): Promise<Person> {
  const email = `self-${randomUUID().slice(0, 8)}@example.com`;
  const { data, error } = await createClient(people.auth.url, people.auth.keys.serviceRoleKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  }).auth.admin.createUser({
    email,
    password: PASSWORD,
    email_confirm: confirmed,
    user_metadata: { first_name: "Sol", last_name: "Newcomer" },
  });
  if (error) throw error;
  return { id: data.user.id, email, password: PASSWORD };
}
const callerOf = async (person: Person) => people.bearing((await people.signIn(person)).header, gate);
const refusal = (rule: string) => ({ cause: { rule } });

async function acceptLast(email: string) {
  const token = /#([\w-]{43})/.exec(people.mails.findLast((mail) => mail.to === email)?.text ?? "")?.[1] ?? "";
  const authAdmin = createAuthAdmin(people.auth.url, people.auth.keys.serviceRoleKey);
  const invited = await findInvitation(supabaseClient, token, new Date());
  const input = { token, firstName: "Nia", lastName: null, password: "another cedar of forty" };
  await runIdentityCommand(
    apiHost(null),
    {
      procedure: "invitation.accept",
      actor: actor({ userId: invited.userId }),
      idempotencyKey: randomUUID(),
      input: {},
    },
    (work) => acceptInvitation(work, input, authAdmin, DEFAULT_SETTINGS),
  );
  return people.bearing((await people.signIn({ id: "", email, password: input.password })).header, gate);
}
const invite = (email: string) =>
  people
    .as(owner, "Owner")
    .invitation.create({ emails: [email], roleId: people.roles.get("Sales") ?? "", ...key() })
    .then(({ results }) => results[0]?.outcome);

test("who signed up gets in without a role, also by many calls at once, may ask who he is and nothing else, and those who give roles are told", async () => {
  const person = await signedUp();
  const caller = await callerOf(person);
  const answers = await Promise.all(Array.from({ length: 10 }, () => caller.session.me({})));
  expect(answers[0]).toMatchObject({
    user: { id: person.id, displayName: "Sol Newcomer" },
    roles: [],
  });
  for (const refused of [caller.profile.get({}), caller.product.list({}), caller.session.list({})])
    await expect(refused).rejects.toMatchObject(refusal("permission.missing"));
  expect(await supabaseClient.user.findUnique({ where: { id: person.id } })).toMatchObject({ status: "ACTIVE" });
  expect(await supabaseClient.auditLog.count({ where: { action: "JOIN", resourceId: person.id } })).toBe(1);
  const told = await supabaseClient.userNotification.findMany({ where: { dedupeKey: `joined:${person.id}` } });
  expect(told.map(({ userId }) => userId)).toEqual([owner.id]);

  const assign = { userId: person.id, roleId: people.roles.get("Sales") ?? "", warehouseScope: [], expiresAt: null };
  await people.as(owner, "Owner").role.assign({ ...assign, ...key() });
  expect((await (await callerOf(person)).session.me({})).roles).toEqual(["Sales"]);
});

test("where people come by invitation, an account that nobody invited stays outside", async () => {
  isOpen = false;
  const caller = await callerOf(await signedUp());
  await expect(caller.session.me({})).rejects.toMatchObject(refusal("auth.userInactive"));
  isOpen = true;
});

test("an address that signed up and waits, was never proved, or never came is invited and accepts like any other", async () => {
  const waiting = await signedUp();
  await (await callerOf(waiting)).session.me({});
  for (const person of [waiting, await signedUp(false), await signedUp()]) {
    expect(await invite(person.email)).toBe("INVITED");
    const caller = await acceptLast(person.email);
    expect(await caller.session.me({})).toMatchObject({
      user: { email: person.email, displayName: "Nia" },
      roles: ["Sales"],
    });
    await expect(people.signIn(person)).rejects.toMatchObject({ code: "invalid_credentials" });
    expect(await invite(person.email)).toBe("ALREADY_MEMBER");
  }
});

test("who was invited and signs up instead is told to open the invitation, which still works", async () => {
  const person = await signedUp();
  expect(await invite(person.email)).toBe("INVITED");
  await expect((await callerOf(person)).session.me({})).rejects.toMatchObject(refusal("auth.invited"));
  expect((await (await acceptLast(person.email)).session.me({})).roles).toEqual(["Sales"]);
});
