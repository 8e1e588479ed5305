import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { root } from "../content-stamp.ts";
import { runPrisma, schemaArgument } from "./prisma.ts";
import { runDatabaseCommand } from "./run-command.ts";
import { addressEnvironment } from "./with-databases.ts";

await runDatabaseCommand(async (database, urls, args) => {
  // Prisma pushes tables only: what their defaults need has to be there before, what guards them comes after.
  await applyScript(urls[database], `${database}-before.sql`);
  const code = await runPrisma(database, ["db", "push", schemaArgument(database), ...args], {
    env: addressEnvironment(urls),
  });
  if (code !== 0) return code;
  await applyScript(urls[database], `${database}.sql`);
  console.log(`Guards of ${database} applied.`);
  return 0;
});

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
