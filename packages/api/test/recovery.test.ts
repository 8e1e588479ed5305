import { supabaseClient } from "@invista/db";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { key, startPeople, type People, type Person } from "./people-host.ts";

let people: People;
beforeAll(async () => {
  people = await startPeople();
});
afterAll(() => people.close());

const refusal = (rule: string) => ({ cause: { rule } });

/** Sets up an authenticator as a browser does; answers the header of the session that used it, and the codes. */
async function enrol(person: Person): Promise<{ header: string; factorId: string; codes: readonly string[] }> {
  const client = await browser(person);
  const { data: factor, error } = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
  if (error) throw error;
  const code = new TOTP({ secret: Secret.fromBase32(factor.totp.secret) }).generate();
  const verified = await client.auth.mfa.challengeAndVerify({ factorId: factor.id, code });
  if (verified.error) throw verified.error;
  const header = `Bearer ${verified.data.access_token}`;
  const confirm = { factorId: factor.id, name: "My phone", ...key() };
  const { codes } = await people.bearing(header).mfa.confirm(confirm);
  expect(await people.bearing(header).mfa.confirm(confirm)).toEqual({ codes: null });
  return { header, factorId: factor.id, codes: codes ?? [] };
}

async function browser({ email, password }: Person): Promise<SupabaseClient> {
  const client = createClient(people.auth.url, people.auth.keys.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return client;
}

test("the first authenticator brings ten codes, kept as hashes; with it the password alone opens nothing but recovery", async () => {
  const person = await people.person();
  const { header, codes } = await enrol(person);
  expect(new Set(codes).size).toBe(10);
  const stored = await supabaseClient.mfaRecoveryCode.findMany({ where: { userId: person.id } });
  expect(stored.map(({ codeHash }) => codeHash).join()).not.toContain(codes[0]?.replaceAll("-", ""));
  const entries = JSON.stringify(
    await supabaseClient.auditLog.findMany({ where: { userId: person.id }, omit: { seq: true } }),
  );
  expect(entries).not.toContain(codes[0]);
  expect(await people.bearing(header).mfa.get({})).toMatchObject({ codesLeft: 10, factors: [{ name: "My phone" }] });
  const half = await people.signIn(person);
  await expect(people.bearing(half.header).session.me({})).rejects.toMatchObject(refusal("auth.mfaRequired"));
  await expect(people.bearing(half.header).mfa.get({})).rejects.toMatchObject(refusal("auth.mfaRequired"));
});

test("confirming an authenticator once more neither needs less than a recent code nor replaces the codes", async () => {
  const person = await people.person();
  const { header, factorId } = await enrol(person);
  const kept = () =>
    supabaseClient.mfaRecoveryCode.findMany({ where: { userId: person.id }, orderBy: { codeHash: "asc" } });
  const before = await kept();
  const stale = people.as(person, "Sales", { secondFactorAt: new Date(Date.now() - 2 * 3_600_000) });
  await expect(stale.mfa.confirm({ factorId, name: "Mine", ...key() })).rejects.toMatchObject(
    refusal("auth.stepUpRequired"),
  );
  expect(await people.bearing(header).mfa.confirm({ factorId, name: "Mine", ...key() })).toEqual({ codes: null });
  expect(await kept()).toEqual(before);
  const told = await supabaseClient.userNotification.findMany({ where: { userId: person.id } });
  expect(told.map(({ title }) => title)).toEqual(["An authenticator was set up"]);
});

test("twenty uses of one code at once: one is taken, and the person must set up an authenticator again", async () => {
  const person = await people.person();
  const { codes } = await enrol(person);
  const { header } = await people.signIn(person);
  const code = (codes[3] ?? "").toLowerCase().replaceAll("-", " ");
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => people.bearing(header).mfa.recover({ code, ...key() })),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await supabaseClient.mfaRecoveryCode.count({ where: { userId: person.id, usedAt: { not: null } } })).toBe(1);
  const { rows } = await people.auth.pool.query("select from auth.mfa_factors where user_id = $1", [person.id]);
  expect(rows).toEqual([]);
  const caller = people.bearing(header);
  expect(await caller.session.me({})).toMatchObject({ mustSetUpSecondFactor: true, hasSecondFactor: false });
  await expect(caller.profile.get({})).rejects.toMatchObject(refusal("auth.mfaSetupRequired"));
  const again = await enrol(person);
  expect((await people.bearing(again.header).session.me({})).mustSetUpSecondFactor).toBe(false);
});

test("five wrong codes close the door for a quarter of an hour, also for the right one", async () => {
  const person = await people.person();
  const { codes } = await enrol(person);
  const caller = people.bearing((await people.signIn(person)).header);
  for (let tries = 0; tries < 5; tries++)
    await expect(caller.mfa.recover({ code: "AAAA-AAAA-AAAA-AAAA", ...key() })).rejects.toMatchObject(
      refusal("mfa.codeWrong"),
    );
  await expect(caller.mfa.recover({ code: codes[0] ?? "", ...key() })).rejects.toMatchObject({
    cause: { code: "LIMITED", rule: "mfa.tooManyTries" },
  });
});

test("a code is only its owner's", async () => {
  const [person, other] = [await people.person(), await people.person()];
  const { codes } = await enrol(person);
  await enrol(other);
  const stranger = people.bearing((await people.signIn(other)).header);
  await expect(stranger.mfa.recover({ code: codes[0] ?? "", ...key() })).rejects.toMatchObject(
    refusal("mfa.codeWrong"),
  );
});

test("removing the last authenticator takes the codes with it, unless a role demands one", async () => {
  const person = await people.person();
  const { header, factorId } = await enrol(person);
  const caller = people.bearing(header);
  await caller.mfa.rename({ factorId, name: "Old phone", ...key() });
  const strict = await supabaseClient.role.create({
    data: { name: "Strict", requiresMfa: true, userRoles: { create: { userId: person.id } } },
  });
  expect(await caller.mfa.get({})).toMatchObject({ factors: [{ name: "Old phone" }], requiredBy: ["Strict"] });
  await expect(caller.mfa.remove({ factorId, ...key() })).rejects.toMatchObject(refusal("mfa.required"));
  await supabaseClient.userRole.deleteMany({ where: { roleId: strict.id } });
  expect(await caller.mfa.remove({ factorId, ...key() })).toEqual({ factors: 0 });
  expect(await supabaseClient.mfaRecoveryCode.count({ where: { userId: person.id } })).toBe(0);
  const { rows } = await people.auth.pool.query("select from auth.mfa_factors where user_id = $1", [person.id]);
  expect(rows).toEqual([]);
  expect(await people.bearing((await people.signIn(person)).header).mfa.get({})).toMatchObject({ factors: [] });
});

test("an administrator resets someone's two-factor sign-in: sessions end, the person is told, the audit trail knows", async () => {
  const [person, owner] = [await people.person(), await people.person(["Owner"])];
  const { header } = await enrol(person);
  const admin = people.as(owner, "Owner");
  expect(await admin.user.resetMfa({ id: person.id, ...key() })).toEqual({ removedFactors: 1 });
  await expect(people.bearing(header).session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
    refusal("auth.sessionRevoked"),
  );
  expect(await admin.user.get({ id: person.id })).toMatchObject({ mfaEnabled: false, activeSessions: 0 });
  expect(await supabaseClient.auditLog.count({ where: { action: "RESET_MFA", resourceId: person.id } })).toBe(1);
  const told = await supabaseClient.userNotification.findMany({
    where: { userId: person.id, mailDueAt: { not: null } },
  });
  expect(told.map(({ title }) => title)).toContain("Your two-factor sign-in was reset");
  await expect(admin.user.resetMfa({ id: owner.id, ...key() })).rejects.toMatchObject(refusal("user.self"));
});

test("codes and factors are for persons: an API key changes neither", async () => {
  const person = await people.person(["Owner"]);
  const program = people.as(person, "Owner", { apiKeyId: "key", hasSecondFactor: false, aal: "aal1" });
  await expect(program.mfa.regenerateCodes(key())).rejects.toMatchObject(refusal("auth.apiKeyNotEnough"));
  await expect(program.session.revokeMany({ which: "all", ...key() })).rejects.toMatchObject(
    refusal("auth.apiKeyNotEnough"),
  );
});
