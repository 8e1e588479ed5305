import { createHash } from "node:crypto";
import { type DatabaseName, migrateDeploy, migrationsHash } from "@invista/local-stack";
import pg from "pg";

/** The API's role signs in with this on test servers, which only this machine reaches. */
export const API_PASSWORD = "invista-test";

export interface ServerUrls {
  supabase: string;
  neon: string;
}

/** The template's name changes with the migrations, so an old one is never taken for a new one. */
export function templateName(database: DatabaseName): string {
  return `invista_template_${migrationsHash(database)}`;
}

/** One value for everything a pair of migrated templates depends on. */
export function templatesKey(...more: string[]): string {
  const parts = [templateName("supabase"), templateName("neon"), ...more];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}

/** Makes the migrated database that tests copy, on each server that lacks it, and returns their names. */
export async function ensureTemplates(servers: ServerUrls): Promise<Record<DatabaseName, string>> {
  const [supabase, neon] = await Promise.all([
    ensureTemplate("supabase", servers.supabase),
    ensureTemplate("neon", servers.neon),
  ]);
  // One after the other: both may be one server.
  for (const url of new Set([servers.supabase, servers.neon]))
    await withServer(url, (client) => client.query(`ALTER ROLE invista_api LOGIN PASSWORD '${API_PASSWORD}'`));
  return { supabase, neon };
}

async function ensureTemplate(database: DatabaseName, serverUrl: string): Promise<string> {
  const name = templateName(database);
  await withServer(serverUrl, async (client) => {
    // Two test runs may share one server.
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
    const found = await client.query("SELECT datallowconn FROM pg_database WHERE datname = $1", [name]);
    if (found.rows[0]?.datallowconn === false) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await migrateDeploy(database, databaseUrl(serverUrl, name));
    // Closed only when complete: that is how the next run knows; and nobody can keep it from being copied.
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  });
  return name;
}

/** Runs with one connection to the server's maintenance database. */
export async function withServer<T>(serverUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl(serverUrl, "postgres"),
    application_name: "invista-testkit",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
