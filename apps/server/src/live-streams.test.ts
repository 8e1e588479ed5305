import { randomUUID } from "node:crypto";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";

let databases: TestDatabases;
let server: BenchServer;
let identity: pg.Client;
beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({ env: databases.serverEnvironment });
  identity = new pg.Client({ connectionString: databases.supabaseUrl });
  await identity.connect();
});
afterAll(async () => {
  await identity?.end();
  await server?.stop();
  await databases?.drop();
});

async function auth(path: string, key: string, body: object): Promise<unknown> {
  const { anonKey, serviceRoleKey } = server.run;
  const apikey = key === serviceRoleKey ? key : anonKey;
  const headers = { "content-type": "application/json", apikey, authorization: `Bearer ${key}` };
  const url = `${server.run.supabaseUrl}/auth/v1/${path}`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

/** Someone of the role Sales with two sessions. */
async function someone() {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  const made = await auth("admin/users", server.run.serviceRoleKey, { ...account, email_confirm: true });
  const { id } = z.object({ id: z.string() }).parse(made);
  await identity.query(`insert into "user" (id, email) values ($1, $2)`, [id, account.email]);
  await identity.query(
    "insert into user_role (id, user_id, role_id) select gen_random_uuid()::text, $1, id from role where name = 'Sales'",
    [id],
  );
  const signIn = async () => {
    const answer = await auth("token?grant_type=password", server.run.anonKey, account);
    return z.object({ access_token: z.string() }).parse(answer).access_token;
  };
  return { id, tokens: [await signIn(), await signIn()] as const };
}

/** Opens the live stream and answers what it said until its end, and when that was. */
async function openStream(credential: string) {
  const url = `${server.run.url}/trpc/notification.changes?input=${encodeURIComponent("{}")}`;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${credential}`, accept: "text/event-stream" },
  });
  expect(response.status).toBe(200);
  const stream = { text: "", endedAt: 0, finished: Promise.resolve() };
  const follow = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk);
    stream.endedAt = performance.now();
  };
  // The end of the test's own server breaks what is still open.
  stream.finished = follow().catch(() => undefined);
  return stream;
}

const within = <T>(ms: number, what: Promise<T>) =>
  Promise.race([
    what,
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error(`nothing happened within ${ms} ms`)), ms)),
  ]);

describe("an open live stream ends within five seconds", () => {
  const endings: [
    string,
    string,
    (who: { id: string; tokens: readonly [string, string] }) => Promise<unknown>,
    boolean,
  ][] = [
    [
      "when its session is signed out, while the person's other session goes on",
      "auth.sessionRevoked",
      ({ tokens }) => auth("logout?scope=local", tokens[0], {}),
      true,
    ],
    [
      "when the person is suspended",
      "auth.userInactive",
      ({ id }) => identity.query(`update "user" set status = 'SUSPENDED' where id = $1`, [id]),
      false,
    ],
    [
      "when the permission to hear of changes is taken away",
      "permission.missing",
      ({ id }) => identity.query("delete from user_role where user_id = $1", [id]),
      false,
    ],
  ];
  test.each(endings)(
    "%s",
    async (_, rule, end, otherLives) => {
      const who = await someone();
      const [stream, other] = await Promise.all(who.tokens.map(openStream));
      if (!stream || !other) throw new Error("no stream");
      // Two looks long it is left alone.
      await new Promise((resolve) => setTimeout(resolve, 6_500));
      expect([stream.endedAt, other.endedAt]).toEqual([0, 0]);
      const started = performance.now();
      await end(who);
      await within(5_000, stream.finished);
      expect(stream.endedAt - started).toBeLessThan(5_000);
      expect(stream.text).toContain(rule);
      if (otherLives) {
        await new Promise((resolve) => setTimeout(resolve, 3_500));
        expect(other.endedAt).toBe(0);
      } else await within(5_000, other.finished);
    },
    30_000,
  );
});
