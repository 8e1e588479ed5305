import { SupabasePrismaClient } from "@invista/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthenticator } from "../src/create-authenticator.ts";
import { startIdentity, until, type Identity } from "./identity-fixture.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(async () => {
  await identity?.close();
});

test("with the identity database down people read longer than they write, then get 503, and nobody is signed out", async () => {
  const { header } = await identity.signIn(await identity.person(["Sales"]));
  const other = await identity.signIn(await identity.person(["Sales"]));
  const name = new URL(identity.databases.supabaseUrl).pathname.slice(1);
  const own = new SupabasePrismaClient({ datasources: { db: { url: identity.databases.supabaseUrl } }, max: 2 });
  const gate = createAuthenticator({
    supabaseUrl: identity.auth.url,
    jwks: identity.auth.keys.jwks,
    supabase: own,
    listenUrl: identity.databases.supabaseUrl,
    trust: { unheardMs: 300, outageReadMs: 3_000, outageWriteMs: 1_200 },
    log: () => {},
  });
  const allow = async (yes: boolean) => {
    const server = new URL(identity.databases.supabaseUrl);
    server.pathname = "/postgres";
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: server.toString() });
    await client.connect();
    await client.query(`alter database ${name} allow_connections ${yes}`);
    if (!yes) await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    await client.end();
  };
  const outcome = (intent: "read" | "write", fresh = false) =>
    gate.authenticate(header, { intent, fresh }).then(
      () => "ok",
      (error) => error.code,
    );
  try {
    await gate.authenticate(header);
    await allow(false);
    expect(await outcome("read")).toBe("ok");
    expect(await outcome("write")).toBe("ok");
    expect(await outcome("read", true)).toBe("UNAVAILABLE");
    expect(
      await gate.authenticate(other.header).then(
        () => "ok",
        (error) => error.code,
      ),
    ).toBe("UNAVAILABLE");
    await until(async () => (await outcome("write")) === "UNAVAILABLE", 3_000);
    expect(await outcome("read")).toBe("ok");
    await until(async () => (await outcome("read")) === "UNAVAILABLE", 5_000);
    await allow(true);
    await until(async () => (await outcome("write")) === "ok", 5_000);
  } finally {
    await allow(true);
    await gate.close();
    await own.$disconnect();
  }
});
