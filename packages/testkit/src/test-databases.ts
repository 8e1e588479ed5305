import { randomBytes } from "node:crypto";
import { type ServerUrls, databaseUrl, templateName, withServer } from "./template-databases.ts";

export interface TestDatabases {
  neonUrl: string;
  supabaseUrl: string;
  /** Drops both, with whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh, migrated and otherwise empty pair of databases, copied from the templates that the global setup made. */
export async function testDatabases(): Promise<TestDatabases> {
  const servers = testServers();
  const name = `invista_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await Promise.all([
    copyTemplate(servers.supabase, templateName("supabase"), name),
    copyTemplate(servers.neon, templateName("neon"), name),
  ]);
  return {
    supabaseUrl: databaseUrl(servers.supabase, name),
    neonUrl: databaseUrl(servers.neon, name),
    async drop() {
      await Promise.all([dropDatabase(servers.supabase, name), dropDatabase(servers.neon, name)]);
    },
  };
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
  await withServer(neon, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  return { url: databaseUrl(neon, name), drop: () => dropDatabase(neon, name) };
}

function testServers(): ServerUrls {
  const supabase = process.env.INVISTA_TEST_SUPABASE_URL;
  const neon = process.env.INVISTA_TEST_NEON_URL;
  if (!supabase || !neon) throw new Error("No test servers: run the tests with vitest from the repository's root");
  return { supabase, neon };
}

async function copyTemplate(serverUrl: string, template: string, name: string): Promise<void> {
  await withServer(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`),
  );
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}
