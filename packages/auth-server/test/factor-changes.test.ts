import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { codeAt, enrol } from "./authenticator.ts";
import { call, makeAccount, refresh, signIn } from "./test-clients.ts";

let databases: TestDatabases;
let auth: TestAuth;
const keepers = new Set<string>();
beforeAll(async () => {
  databases = await testDatabases();
  auth = await startTestAuth(databases.supabaseUrl, { lastFactorStays: async (userId) => keepers.has(userId) });
});
afterAll(async () => {
  await auth?.close();
  await databases?.drop();
});

test("S11 a quarter of an hour after the code nobody adds a factor or takes one away; with a new code he does", async () => {
  const account = await makeAccount(auth);
  const { client } = await signIn(auth, account);
  const { id, secret, session } = await enrol(client, auth.now());
  const begun = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Begun" });
  const bearer = session.access_token;
  const opened = await call(auth, "POST", `/factors/${begun.data?.id}/challenge`, { bearer, body: {} });
  auth.advance(15 * 60 + 1);
  const refused = async (answer: Promise<{ status: number; body: { error_code: string } }>) => {
    const { status, body } = await answer;
    return [status, body.error_code];
  };
  const verifyBegun = () =>
    call(auth, "POST", `/factors/${begun.data?.id}/verify`, {
      bearer,
      body: { challenge_id: opened.body.id, code: codeAt(begun.data?.totp.secret ?? "", auth.now()) },
    });
  const add = (token: string) =>
    call(auth, "POST", "/factors", { bearer: token, body: { factor_type: "totp", friendly_name: "Tablet" } });
  expect(await refused(add(bearer))).toEqual([403, "insufficient_aal"]);
  expect(await refused(verifyBegun())).toEqual([403, "insufficient_aal"]);
  expect(await refused(call(auth, "DELETE", `/factors/${id}`, { bearer }))).toEqual([422, "insufficient_aal"]);
  // A refreshed token is new, but not its code.
  const next = await refresh(auth, session.refresh_token);
  expect(await refused(add(next.body.access_token))).toEqual([403, "insufficient_aal"]);
  await client.auth.setSession({ access_token: next.body.access_token, refresh_token: next.body.refresh_token });
  const again = await client.auth.mfa.challengeAndVerify({ factorId: id, code: codeAt(secret, auth.now()) });
  expect((await add(again.data?.access_token ?? "")).status).toBe(200);
  expect((await client.auth.mfa.unenroll({ factorId: id })).data).toEqual({ id });
});

test("the last factor of who must have one stays; of two the first may go", async () => {
  const account = await makeAccount(auth);
  keepers.add(account.id);
  const { client } = await signIn(auth, account);
  const { id } = await enrol(client, auth.now());
  const { error } = await client.auth.mfa.unenroll({ factorId: id });
  expect([error?.status, error?.code]).toEqual([422, "mfa_factor_required"]);
  await enrol(client, auth.now(), "Tablet");
  expect((await client.auth.mfa.unenroll({ factorId: id })).error).toBeNull();
});
