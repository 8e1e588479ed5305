import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseUrls } from "@invista/db/environment";
import { type DatabaseName, homeHolder, startClusters } from "@invista/local-stack";
import { invistaHome } from "../invista-home.ts";

export type DatabaseAddresses = Record<DatabaseName, string>;

/**
 * Runs with the unpooled URLs of both databases: the environment's, those of the running Invista, or those of embedded
 * servers started for the time of the call.
 */
export async function withDatabases<T>(run: (urls: DatabaseAddresses) => Promise<T>): Promise<T> {
  const configured = databaseUrls();
  if (configured) return run({ supabase: configured.supabaseDirect, neon: configured.neonDirect });
  const home = invistaHome();
  const running = runningInstance(home);
  if (running) return run(running);
  const clusters = await startClusters({ home, log: console.error });
  const stopEarly = (signal: NodeJS.Signals) => {
    // The program we wait for got the same signal; its end lets `run` return, and the servers stop after it.
    process.exitCode = signal === "SIGINT" ? 130 : 143;
  };
  process.on("SIGINT", stopEarly).on("SIGTERM", stopEarly);
  try {
    return await run({ supabase: clusters.supabaseDatabaseUrl, neon: clusters.neonDatabaseUrl });
  } finally {
    await clusters.stop();
    process.off("SIGINT", stopEarly).off("SIGTERM", stopEarly);
  }
}

/** What prisma.config.ts reads, so that a command run for these databases meets them and no others. */
export function addressEnvironment(urls: DatabaseAddresses): Record<string, string> {
  return {
    APP_ENV: "production",
    SUPABASE_DATABASE_URL: urls.supabase,
    NEON_DATABASE_URL: urls.neon,
    SUPABASE_DIRECT_URL: urls.supabase,
    NEON_DIRECT_URL: urls.neon,
  };
}

function runningInstance(home: string): DatabaseAddresses | null {
  const file = join(home, "run.json");
  if (!existsSync(file) || !homeHolder(home)) return null;
  const run: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof run !== "object" || run === null) return null;
  const supabase: unknown = Reflect.get(run, "supabaseDatabaseUrl");
  const neon: unknown = Reflect.get(run, "neonDatabaseUrl");
  return typeof supabase === "string" && typeof neon === "string" ? { supabase, neon } : null;
}
