import { randomBytes } from "node:crypto";
import { API_PASSWORD, databaseUrl, withServer } from "./template-databases.ts";

export interface TestDatabases {
  neonUrl: string;
  supabaseUrl: string;
  /** The variables with which a server works as the API's role and migrates as the owner. */
  serverEnvironment: Record<string, string>;
  /** Drops both, with whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh, migrated and otherwise empty pair of databases, copied from the templates that the global setup made. */
export async function testDatabases(): Promise<TestDatabases> {
  const { supabase, neon } = testServers();
  const name = `invista_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  // Both may be one server.
  const names = { supabase: `${name}_supabase`, neon: `${name}_neon` };
  await Promise.all([
    copyTemplate(supabase.url, supabase.template, names.supabase),
    copyTemplate(neon.url, neon.template, names.neon),
  ]);
  const supabaseUrl = databaseUrl(supabase.url, names.supabase);
  const neonUrl = databaseUrl(neon.url, names.neon);
  return {
    supabaseUrl,
    neonUrl,
    serverEnvironment: {
      SUPABASE_DATABASE_URL: asApiRole(supabaseUrl),
      NEON_DATABASE_URL: asApiRole(neonUrl),
      SUPABASE_DIRECT_URL: supabaseUrl,
      NEON_DIRECT_URL: neonUrl,
    },
    async drop() {
      await Promise.all([dropDatabase(supabase.url, names.supabase), dropDatabase(neon.url, names.neon)]);
    },
  };
}

function asApiRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = "invista_api";
  url.password = API_PASSWORD;
  return url.toString();
}

/** The same pair, and the variables that `neonClient` and `supabaseClient` read set to it. */
export async function useTestDatabases(): Promise<TestDatabases> {
  const pair = await testDatabases();
  process.env.SUPABASE_DATABASE_URL = pair.supabaseUrl;
  process.env.NEON_DATABASE_URL = pair.neonUrl;
  return pair;
}

/** An empty database without our migrations on the business server, for tests of migrations and tools. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { neon } = testServers();
  const name = `invista_empty_${process.pid}_${randomBytes(4).toString("hex")}`;
  await withServer(neon.url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  return { url: databaseUrl(neon.url, name), drop: () => dropDatabase(neon.url, name) };
}

interface TestServer {
  url: string;
  template: string;
}

function testServers(): { supabase: TestServer; neon: TestServer } {
  return { supabase: testServer("SUPABASE"), neon: testServer("NEON") };
}

function testServer(name: string): TestServer {
  const url = process.env[`INVISTA_TEST_${name}_URL`];
  const template = process.env[`INVISTA_TEST_${name}_TEMPLATE`];
  if (!url || !template) throw new Error("No test servers: run the tests with vitest from the repository's root");
  return { url, template };
}

async function copyTemplate(serverUrl: string, template: string, name: string): Promise<void> {
  await withServer(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`),
  );
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}
