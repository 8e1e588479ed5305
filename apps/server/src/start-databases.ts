import { databaseUrls, type DatabaseUrls } from "@invista/db";
import { migrateDeploy, openApiRole, startClusters } from "@invista/local-stack";

export interface RunningDatabases {
  /** How API, worker and import runner connect. */
  readonly urls: DatabaseUrls;
  /** How migrations and the sign-in server connect: as the owner of the tables. */
  readonly owner: { readonly supabase: string; readonly neon: string };
  readonly dataDir: string | null;
  stop(): Promise<void>;
}

/** The databases of the environment, or the embedded ones started now; both migrated, Supabase first. */
export async function startDatabases(home: string, log: (line: string) => void): Promise<RunningDatabases> {
  const given = databaseUrls();
  if (!given) return startEmbedded(home, log);
  const owner = { supabase: given.supabaseDirect, neon: given.neonDirect };
  await migrate(owner, log);
  return { urls: given, owner, dataDir: null, stop: async () => undefined };
}

async function startEmbedded(home: string, log: (line: string) => void): Promise<RunningDatabases> {
  const clusters = await startClusters({ home, log });
  try {
    const owner = { supabase: clusters.supabaseDatabaseUrl, neon: clusters.neonDatabaseUrl };
    await migrate(owner, log);
    const supabase = await openApiRole(home, owner.supabase);
    const neon = await openApiRole(home, owner.neon);
    process.env.SUPABASE_DATABASE_URL = supabase;
    process.env.NEON_DATABASE_URL = neon;
    return {
      urls: { supabase, neon, supabaseDirect: supabase, neonDirect: neon, neonReplica: neon },
      owner,
      dataDir: clusters.dataDir,
      stop: () => clusters.stop(),
    };
  } catch (error) {
    await clusters.stop();
    throw error;
  }
}

async function migrate(owner: RunningDatabases["owner"], log: (line: string) => void): Promise<void> {
  for (const name of ["supabase", "neon"] as const) {
    const applied = await migrateDeploy(name, owner[name]);
    if (applied.length > 0) log(`${name}: applied ${applied.join(", ")}`);
  }
}
