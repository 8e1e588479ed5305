import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { call, makeAccount, refresh, signIn } from "./test-clients.ts";

const HOUR = 3_600;
let databases: TestDatabases;
let auth: TestAuth;
const uses = new Map<string, Date>();
beforeAll(async () => {
  databases = await testDatabases();
  auth = await startTestAuth(databases.supabaseUrl, {
    // Longer than the limits: the token itself must not be what ends.
    accessTokenSeconds: 7 * 24 * HOUR,
    sessionLimits: () => ({ idleSeconds: 8 * HOUR, absoluteSeconds: 24 * HOUR }),
    lastUse: async (sessionId) => uses.get(sessionId) ?? null,
  });
});
afterAll(async () => {
  await auth?.close();
  await databases?.drop();
});

const sessionOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).session_id;

async function refusals({ access_token, refresh_token }: { access_token: string; refresh_token: string }) {
  const answers = [
    await call(auth, "GET", "/user", { bearer: access_token }),
    await call(auth, "PUT", "/user", { bearer: access_token, body: { password: "battery staple" } }),
    await refresh(auth, refresh_token),
  ];
  return answers.map(({ status, body }) => [status, body.error_code]);
}
const OVER = [
  [403, "session_expired"],
  [403, "session_expired"],
  [400, "session_expired"],
];

test("a session that nobody used for three days neither refreshes nor changes the password, and is gone", async () => {
  const account = await makeAccount(auth);
  const { session } = await signIn(auth, account);
  auth.advance(3 * 24 * HOUR);
  expect(await refusals(session)).toEqual(OVER);
  const { rowCount } = await auth.pool.query("select from auth.sessions where id = $1", [
    sessionOf(session.access_token),
  ]);
  expect(rowCount).toBe(0);
  expect((await refresh(auth, session.refresh_token)).body.error_code).toBe("refresh_token_not_found");
  const logged = await auth.pool.query(
    "select payload from auth.audit_log_entries where payload ->> 'actor_id' = $1 and payload ->> 'action' = 'logout'",
    [account.id],
  );
  expect(logged.rows).toMatchObject([{ payload: { traits: { reason: "session_expired" } } }]);
  expect((await signIn(auth, account)).session.user.id).toBe(account.id);
});

test("refreshing by itself is no use: it ends after the idle time, and use prolongs that, but not the whole", async () => {
  const { session } = await signIn(auth, await makeAccount(auth));
  const id = sessionOf(session.access_token);
  auth.advance(7 * HOUR);
  const second = await refresh(auth, session.refresh_token);
  expect(second.status).toBe(200);
  auth.advance(2 * HOUR);
  uses.set(id, new Date(auth.now().getTime() - HOUR * 1_000));
  const third = await refresh(auth, second.body.refresh_token);
  expect(third.status).toBe(200);
  expect((await call(auth, "GET", "/user", { bearer: third.body.access_token })).status).toBe(200);
  uses.delete(id);
  expect((await call(auth, "GET", "/user", { bearer: third.body.access_token })).body.error_code).toBe(
    "session_expired",
  );
  auth.advance(16 * HOUR);
  uses.set(id, auth.now());
  expect(await refusals(third.body)).toEqual(OVER);
});
