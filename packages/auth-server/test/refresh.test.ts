import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthEvent } from "../src/auth-event.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, makeAccount, refresh, signIn } from "./test-clients.ts";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;
  const events: AuthEvent[] = [];

  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, { ...options, onEvent: (event) => void events.push(event) });
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });

  const signInAnew = async () => (await signIn(auth, await makeAccount(auth))).session;

  test("a refresh gives a new token of the same session and keeps how the person proved himself", async () => {
    const session = await signInAnew();
    const next = await refresh(auth, session.refresh_token);
    expect(next.status).toBe(200);
    expect(next.body.refresh_token).not.toBe(session.refresh_token);
    const [before, after] = [decodeJwt(session.access_token), decodeJwt(next.body.access_token)];
    expect(after.session_id).toBe(before.session_id);
    expect(after.amr).toMatchObject([{ method: "password" }]);
  });

  test("S05 ten tabs that refresh at once share one living token", async () => {
    const session = await signInAnew();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(auth, session.refresh_token)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map((answer) => answer.body.refresh_token)).size).toBe(1);
    expect(new Set(answers.map((answer) => decodeJwt(answer.body.access_token).session_id)).size).toBe(1);
    expect((await refresh(auth, answers[0]?.body.refresh_token)).status).toBe(200);
  });

  test("a client that lost the answer gets the same token again, however late", async () => {
    const session = await signInAnew();
    const first = await refresh(auth, session.refresh_token);
    auth.advance(600);
    const again = await refresh(auth, session.refresh_token);
    expect([again.status, again.body.refresh_token]).toEqual([200, first.body.refresh_token]);
  });

  test("within the interval an older token still leads to the living one", async () => {
    const session = await signInAnew();
    const second = await refresh(auth, session.refresh_token);
    const third = await refresh(auth, second.body.refresh_token);
    const late = await refresh(auth, session.refresh_token);
    expect([late.status, late.body.refresh_token]).toEqual([200, third.body.refresh_token]);
  });

  test("S04 a token used again after the interval was stolen: the newest dies with it", async () => {
    const session = await signInAnew();
    const second = await refresh(auth, session.refresh_token);
    const third = await refresh(auth, second.body.refresh_token);
    auth.advance(11);
    const stolen = await refresh(auth, session.refresh_token);
    expect([stolen.status, stolen.body.error_code]).toEqual([400, "refresh_token_already_used"]);
    expect((await refresh(auth, third.body.refresh_token)).status).toBe(400);
    const user = await call(auth, "GET", "/user", { bearer: third.body.access_token });
    expect([user.status, user.body.error_code]).toEqual([403, "session_not_found"]);
    expect(events.at(-1)?.type).toBe("token_reuse_detected");
  });

  test("unknown, malformed and missing refresh tokens are told apart", async () => {
    const unknown = await refresh(auth, "x".repeat(43));
    expect([unknown.status, unknown.body.error_code, unknown.body.msg]).toEqual([
      400,
      "refresh_token_not_found",
      "Invalid Refresh Token: Refresh Token Not Found",
    ]);
    const malformed = await refresh(auth, "not a token");
    expect([malformed.status, malformed.body.error_code]).toEqual([400, "validation_failed"]);
    const missing = await refresh(auth, "");
    expect([missing.status, missing.body.error]).toEqual([400, "invalid_request"]);
  });

  test("S17 a ban ends refreshing and reading oneself at once", async () => {
    const account = await makeAccount(auth);
    const { session } = await signIn(auth, account);
    await adminOf(auth).auth.admin.updateUserById(account.id, { ban_duration: "24h" });
    expect((await refresh(auth, session.refresh_token)).status).toBe(400);
    const user = await call(auth, "GET", "/user", { bearer: session.access_token });
    expect([user.status, user.body.error_code]).toEqual([403, "user_banned"]);
  });

  test("S22 a deleted person's tokens lead nowhere", async () => {
    for (const soft of [false, true]) {
      const account = await makeAccount(auth);
      const { session } = await signIn(auth, account);
      expect((await adminOf(auth).auth.admin.deleteUser(account.id, soft)).error).toBeNull();
      expect((await refresh(auth, session.refresh_token)).status).toBe(400);
      const user = await call(auth, "GET", "/user", { bearer: session.access_token });
      expect([user.status, user.body.error_code]).toEqual([403, "user_not_found"]);
    }
  });

  test("S06 signing out ends this session, the others or all, and nothing else", async () => {
    const account = await makeAccount(auth);
    const [a, b, c] = [await signIn(auth, account), await signIn(auth, account), await signIn(auth, account)];
    const alive = async () =>
      Promise.all(
        [a, b, c].map(async (tab) => (await call(auth, "GET", "/user", { bearer: tab.session.access_token })).status),
      );
    expect((await a.client.auth.signOut({ scope: "local" })).error).toBeNull();
    expect(await alive()).toEqual([403, 200, 200]);
    const gone = await call(auth, "GET", "/user", { bearer: a.session.access_token });
    expect(gone.body.error_code).toBe("session_not_found");
    await b.client.auth.signOut({ scope: "others" });
    expect(await alive()).toEqual([403, 200, 403]);
    const wrong = await call(auth, "POST", "/logout?scope=everyone", { bearer: b.session.access_token });
    expect([wrong.status, wrong.body.error_code]).toEqual([400, "validation_failed"]);
    const d = await signIn(auth, account);
    const all = await call(auth, "POST", "/logout", { bearer: b.session.access_token });
    expect([all.status, all.text]).toEqual([204, ""]);
    expect(await alive()).toEqual([403, 403, 403]);
    expect((await refresh(auth, d.session.refresh_token)).status).toBe(400);
  });
});
