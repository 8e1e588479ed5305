import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DatabaseName, recordMigrations } from "@invista/local-stack";
import pg from "pg";
import { root } from "../content-stamp.ts";
import { runPrisma, schemaArgument } from "./prisma.ts";
import { addressEnvironment, type DatabaseAddresses } from "./with-databases.ts";

/**
 * Brings a database to the schema file without a migration. Prisma pushes tables only: what their defaults need is
 * made before, what guards them after.
 */
export async function pushDatabase(
  database: DatabaseName,
  urls: DatabaseAddresses,
  args: readonly string[],
  quiet = false,
): Promise<number> {
  const wasEmpty = await isEmpty(urls[database]);
  await applyScript(urls[database], `${database}-before.sql`);
  const env = addressEnvironment(urls);
  const code = await runPrisma(database, ["db", "push", schemaArgument(database), ...args], { env, quiet });
  if (code !== 0) return code;
  await applyScript(urls[database], `${database}.sql`);
  // A push to an empty database gives what the migrations give, so that deploy and start go on from there.
  if (wasEmpty) await recordMigrations(database, urls[database]);
  await runSql(urls[database], "SELECT public.grant_api_rights()", "The rights of the API's role");
  return 0;
}

async function isEmpty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public') AS found",
    );
    return rows[0]?.found === false;
  } finally {
    await client.end();
  }
}

async function applyScript(url: string, file: string): Promise<void> {
  const sql = await readFile(join(root, "prisma", "guards", file), "utf8");
  await runSql(url, sql, `prisma/guards/${file}`);
}

async function runSql(url: string, sql: string, what: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(sql);
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await client.end();
  }
}
