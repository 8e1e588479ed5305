import { databaseUrls, type DatabaseUrls } from "@invista/db";
import { migrateDeploy, startClusters } from "@invista/local-stack";

export interface RunningDatabases {
  readonly urls: DatabaseUrls;
  readonly embedded: boolean;
  readonly dataDir: string | null;
  stop(): Promise<void>;
}

/** The databases of the environment, or the embedded ones started now; both migrated, Supabase first. */
export async function startDatabases(home: string, log: (line: string) => void): Promise<RunningDatabases> {
  const given = databaseUrls();
  const databases = given
    ? { urls: given, embedded: false, dataDir: null, stop: async () => undefined }
    : await startEmbedded(home, log);
  for (const [name, url] of [
    ["supabase", databases.urls.supabaseDirect],
    ["neon", databases.urls.neonDirect],
  ] as const) {
    const applied = await migrateDeploy(name, url);
    if (applied.length > 0) log(`${name}: applied ${applied.join(", ")}`);
  }
  return databases;
}

async function startEmbedded(home: string, log: (line: string) => void): Promise<RunningDatabases> {
  const clusters = await startClusters({ home, log });
  const { supabaseDatabaseUrl: supabase, neonDatabaseUrl: neon } = clusters;
  process.env.SUPABASE_DATABASE_URL = supabase;
  process.env.NEON_DATABASE_URL = neon;
  return {
    urls: { supabase, neon, supabaseDirect: supabase, neonDirect: neon, neonReplica: neon },
    embedded: true,
    dataDir: clusters.dataDir,
    stop: () => clusters.stop(),
  };
}
