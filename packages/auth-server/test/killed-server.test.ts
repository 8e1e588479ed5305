import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { makeAccount, signIn } from "./test-clients.ts";

const KILLS = 4;
const answerOf = z.object({ refresh_token: z.string() });
let databases: TestDatabases;
let auth: TestAuth;
let home: string;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  databases = await testDatabases();
  home = await mkdtemp(join(tmpdir(), "invista-killed-"));
  auth = await startTestAuth(databases.supabaseUrl, { home });
  await start();
});
afterAll(async () => {
  child?.kill("SIGKILL");
  await auth?.close();
  await databases?.drop();
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<void> {
  child = fork(join(import.meta.dirname, "killed-server.fixture.ts"), [databases.supabaseUrl, home]);
  const [message] = await once(child, "message");
  url = z.string().parse(message);
}

async function trade(token: string): Promise<string | number> {
  const response = await fetch(`${url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: token }),
  }).catch(() => null);
  if (!response) return 0;
  return response.ok ? answerOf.parse(await response.json()).refresh_token : response.status;
}

test("a server killed in the middle of refreshes leaves every tab a token that works", async () => {
  const { session } = await signIn(auth, await makeAccount(auth));
  let tokens = Array<string>(6).fill(session.refresh_token);
  for (let kill = 0; kill < KILLS; kill++) {
    const answers = Promise.all(tokens.map(trade));
    await sleep(3 + kill * 6);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    // A tab that got no answer still has its old token.
    tokens = (await answers).map((answer, tab) => (typeof answer === "string" ? answer : (tokens[tab] ?? "")));
    await start();
    const after = await Promise.all(tokens.map(trade));
    expect(after.map((answer) => typeof answer)).toEqual(Array(6).fill("string"));
    // A tab that came with the parent of the newest token was given that one back: one family, and each of its tokens works.
    tokens = [];
    for (const token of after.map(String)) tokens.push(z.string().parse(await trade(token)));
    const { rows } = await auth.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM auth.sessions");
    expect(rows).toEqual([{ n: 1 }]);
  }
}, 60_000);
