import type { DatabaseName } from "@invista/local-stack";
import { type DatabaseAddresses, withDatabases } from "./with-databases.ts";

/** Runs a db command for the database its npm script names; the process ends with the returned code. */
export async function runDatabaseCommand(
  work: (database: DatabaseName, urls: DatabaseAddresses, args: string[]) => Promise<number>,
): Promise<void> {
  const [database, ...args] = process.argv.slice(2);
  if (database !== "neon" && database !== "supabase") {
    console.error("Name the database: the npm scripts end in :neon or :supabase");
    process.exit(2);
  }
  try {
    const code = await withDatabases((urls) => work(database, urls, args));
    process.exitCode = process.exitCode === undefined || process.exitCode === 0 ? code : process.exitCode;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
