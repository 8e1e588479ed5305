import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseName } from "@invista/local-stack";
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
  await applyScript(urls[database], `${database}-before.sql`);
  const env = addressEnvironment(urls);
  const code = await runPrisma(database, ["db", "push", schemaArgument(database), ...args], { env, quiet });
  if (code !== 0) return code;
  await applyScript(urls[database], `${database}.sql`);
  return 0;
}

async function applyScript(url: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(await readFile(join(root, "prisma", "guards", file), "utf8"));
  } catch (error) {
    throw new Error(`prisma/guards/${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}
