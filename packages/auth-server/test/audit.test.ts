import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuthEvent } from "../src/auth-event.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { enrol, wrongCodeAt } from "./authenticator.ts";
import { mailTo } from "./mailbox.ts";
import { adminOf, call, clientOf, makeAccount, newAddress, refresh, signIn } from "./test-clients.ts";

let databases: TestDatabases;
let auth: TestAuth;
const events: AuthEvent[] = [];
beforeAll(async () => {
  databases = await testDatabases();
  auth = await startTestAuth(databases.supabaseUrl, { signUp: true, onEvent: (event) => void events.push(event) });
});
afterAll(async () => {
  await auth?.close();
  await databases?.drop();
});

test("what people and administrators do stands in the server's log by the hosted names, without a secret", async () => {
  const admin = adminOf(auth).auth.admin;
  const account = await makeAccount(auth);
  const { client, session } = await signIn(auth, account);
  await client.auth.refreshSession();
  await client.auth.updateUser({ data: { a: 1 } });
  await client.auth.updateUser({ password: "battery staple" });
  await client.auth.reauthenticate();
  const factor = await enrol(client, auth.now());
  await client.auth.mfa.challengeAndVerify({ factorId: factor.id, code: wrongCodeAt(factor.secret, auth.now()) });
  await client.auth.mfa.unenroll({ factorId: factor.id });
  const second = await enrol(client, auth.now(), "Second");
  await admin.mfa.deleteFactor({ id: second.id, userId: account.id });
  await call(auth, "POST", "/recover", { body: { email: account.email } });
  await mailTo(auth, account.email, 2);
  const fresh = newAddress();
  for (let time = 0; time < 2; time++) await clientOf(auth).auth.signUp({ email: fresh, password: "correct horse" });
  auth.advance(61);
  await clientOf(auth).auth.resend({ type: "signup", email: fresh });
  await mailTo(auth, fresh, 2);
  await admin.inviteUserByEmail(newAddress());
  auth.advance(60);
  await refresh(auth, session.refresh_token);
  const other = await signIn(auth, { ...account, password: "battery staple" });
  await other.client.auth.signOut();
  await clientOf(auth).auth.signInWithPassword(account);
  await admin.deleteUser(account.id);

  const { rows } = await auth.pool.query<{ action: string }>(
    "select distinct payload ->> 'action' as action from auth.audit_log_entries order by 1",
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "challenge_created",
    "factor_deleted",
    "factor_in_progress",
    "factor_unenrolled",
    "login",
    "logout",
    "token_refreshed",
    "user_confirmation_requested",
    "user_deleted",
    "user_invited",
    "user_modified",
    "user_reauthenticate_requested",
    "user_recovery_requested",
    "user_repeated_signup",
    "user_signedup",
    "user_updated_password",
    "verification_attempted",
  ]);
  const entries = await auth.pool.query("select json_agg(e) as all from auth.audit_log_entries e");
  const log = JSON.stringify([entries.rows, events]);
  for (const secret of [account.password, "battery staple", factor.secret, session.refresh_token, session.access_token])
    expect(log).not.toContain(secret);
  const told = new Set(events.map(({ type }) => type));
  for (const type of ["sign_in", "sign_in_failed", "factor_verified", "factor_refused", "factor_deleted"] as const)
    expect(told).toContain(type);
  expect(told).not.toContain("token_refreshed");
});

test("a stolen refresh token is in the log as the end of its family", async () => {
  const { session } = await signIn(auth, await makeAccount(auth));
  const second = await refresh(auth, session.refresh_token);
  await refresh(auth, second.body.refresh_token);
  auth.advance(11);
  await refresh(auth, session.refresh_token);
  const { rows } = await auth.pool.query(
    "select payload from auth.audit_log_entries where payload ->> 'action' = 'token_revoked'",
  );
  expect(rows).toHaveLength(1);
});

test.each([
  ["U+0000", "nobody\u0000@example.com", "nobody\ufffd@example.com"],
  ["half a character", "nobody\ud83d@example.com", "nobody\ufffd@example.com"],
])("a failed sign-in with %s in its address is told in text that a database keeps", async (_, email, kept) => {
  const answer = await call(auth, "POST", "/token?grant_type=password", { body: { email, password: "x" } });
  expect([answer.status, answer.body.error_code]).toEqual([400, "invalid_credentials"]);
  const told = events.findLast(({ type }) => type === "sign_in_failed");
  expect(told?.email).toBe(kept);
  const { rows } = await auth.pool.query("select $1::jsonb ->> 'email' as email", [JSON.stringify(told)]);
  expect(rows).toEqual([{ email: kept }]);
});
