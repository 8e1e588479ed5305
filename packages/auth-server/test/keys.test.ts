import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadKeys } from "../src/load-keys.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { adminOf, call, makeAccount, refresh, signIn } from "./test-clients.ts";

let databases: TestDatabases;
let auth: TestAuth;
let home: string;
beforeAll(async () => {
  databases = await testDatabases();
  home = await mkdtemp(join(tmpdir(), "invista-keys-"));
  auth = await startTestAuth(databases.supabaseUrl, { home });
});
afterAll(async () => {
  await auth?.close();
  await databases?.drop();
  await rm(home, { recursive: true, force: true });
});

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const kidsOf = async () =>
  (await call(auth, "GET", "/.well-known/jwks.json")).body.keys.map((key: { kid: string }) => key.kid);
/** Past the moment's rest between two looks at the files. */
const looked = () => sleep(1_100);

test("a key dropped beside the old one is published, then signs, and the old one verifies until its tokens are over", async () => {
  const account = await makeAccount(auth);
  const { session } = await signIn(auth, account);
  const before = auth.keys.kid;
  await writeFile(join(home, "keys", "next-signing-jwk.json"), JSON.stringify(newKey()), { mode: 0o600 });
  await looked();
  expect(await kidsOf()).toHaveLength(2);
  const published = await signIn(auth, account);
  expect(decodeProtectedHeader(published.session.access_token).kid).toBe(before);

  auth.advance(91);
  await looked();
  const next = await refresh(auth, session.refresh_token);
  const { kid } = decodeProtectedHeader(next.body.access_token);
  expect(kid).not.toBe(before);
  expect(await kidsOf()).toEqual(expect.arrayContaining([before, kid]));
  for (const bearer of [session.access_token, next.body.access_token])
    expect((await call(auth, "GET", "/user", { bearer })).status).toBe(200);
  expect((await adminOf(auth).auth.admin.getUserById(account.id)).data.user?.id).toBe(account.id);
  expect((await readdir(join(home, "keys"))).toSorted()).toEqual([
    "anon.key",
    `retired-${before}.json`,
    "service-role.key",
    "signing-jwk.json",
    "token-secret.key",
  ]);
  const restarted = await loadKeys(home);
  expect([restarted.anonKey, restarted.serviceRoleKey]).toEqual([auth.keys.anonKey, auth.keys.serviceRoleKey]);

  auth.advance(3_601);
  await looked();
  expect(await kidsOf()).toEqual([kid]);
  const late = await call(auth, "GET", "/user", { bearer: session.access_token });
  expect([late.status, late.body.error_code]).toEqual([403, "bad_jwt"]);
  // A session outlives its keys.
  expect((await refresh(auth, next.body.refresh_token)).status).toBe(200);
});

test("a dropped file that is no key changes nothing", async () => {
  const before = await kidsOf();
  await writeFile(join(home, "keys", "next-signing-jwk.json"), "{}");
  auth.advance(91);
  await looked();
  expect(await kidsOf()).toEqual(before);
  expect((await signIn(auth, await makeAccount(auth))).session.access_token).toBeTruthy();
  await rm(join(home, "keys", "next-signing-jwk.json"));
});

test("a file of one's own may hold several keys: the first signs, all verify", async () => {
  const own = await mkdtemp(join(tmpdir(), "invista-keys-"));
  try {
    const file = join(own, "keys.json");
    const [first, second] = [newKey(), newKey()];
    await writeFile(file, JSON.stringify(first));
    const keys = await loadKeys(own, { signingJwkFile: file });
    const token = await keys.sign({ sub: "a", exp: Math.floor(Date.now() / 1_000) + 60 });
    await writeFile(file, JSON.stringify({ keys: [second, first] }));
    await looked();
    await keys.look();
    expect(keys.jwks.keys).toHaveLength(2);
    expect(decodeProtectedHeader(await keys.sign({})).kid).not.toBe(decodeProtectedHeader(token).kid);
    expect((await keys.verify(token, new Date())).sub).toBe("a");
  } finally {
    await rm(own, { recursive: true, force: true });
  }
});

test("keys are made once, readable by their owner only, and anew with another signing key", async () => {
  const own = await mkdtemp(join(tmpdir(), "invista-keys-"));
  try {
    const first = await loadKeys(own);
    const second = await loadKeys(own);
    expect([second.kid, second.anonKey, second.serviceRoleKey]).toEqual([
      first.kid,
      first.anonKey,
      first.serviceRoleKey,
    ]);
    for (const file of await readdir(join(own, "keys")))
      expect((await stat(join(own, "keys", file))).mode & 0o777, file).toBe(0o600);
    await rm(join(own, "keys", "signing-jwk.json"));
    expect((await loadKeys(own)).anonKey).not.toBe(first.anonKey);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
});
