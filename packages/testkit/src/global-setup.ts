import { arch, platform } from "node:os";
import { type RunningClusters, startClusters } from "@invista/local-stack";
import { keepClusters, makeTestHome, removeTestHome, restoreClusters } from "./cluster-cache.ts";
import { ensureTemplates, type ServerUrls, templatesKey } from "./template-databases.ts";

/**
 * Starts the two servers that the tests of one run share, with the migrated templates on them, and returns how to end
 * them. With INVISTA_TEST_SUPABASE_URL and INVISTA_TEST_NEON_URL set it uses those servers instead.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const supabase = process.env.INVISTA_TEST_SUPABASE_URL;
  const neon = process.env.INVISTA_TEST_NEON_URL;
  if (supabase && neon) {
    await announce({ supabase, neon });
    return async () => {};
  }
  const home = makeTestHome();
  try {
    const clusters = await startWithTemplates(home);
    return async () => {
      await clusters.stop();
      removeTestHome(home);
      delete process.env.INVISTA_TEST_SUPABASE_URL;
      delete process.env.INVISTA_TEST_NEON_URL;
    };
  } catch (error) {
    removeTestHome(home);
    throw error;
  }
}

async function startWithTemplates(home: string): Promise<RunningClusters> {
  const key = templatesKey(platform(), arch(), String(process.getuid?.()));
  const restored = restoreClusters(key, home);
  const clusters = await startClusters({ home, durable: false });
  try {
    await announce({ supabase: clusters.supabaseDatabaseUrl, neon: clusters.neonDatabaseUrl });
    if (restored) return clusters;
  } catch (error) {
    await clusters.stop();
    throw error;
  }
  // Only stopped servers can be copied; the ports stay the same over the restart.
  await clusters.stop();
  keepClusters(key, home);
  const again = await startClusters({ home, durable: false });
  await announce({ supabase: again.supabaseDatabaseUrl, neon: again.neonDatabaseUrl });
  return again;
}

/** Test workers inherit these: the names hold for the whole run even when a migration is edited meanwhile. */
async function announce(servers: ServerUrls): Promise<void> {
  const templates = await ensureTemplates(servers);
  process.env.INVISTA_TEST_SUPABASE_URL = servers.supabase;
  process.env.INVISTA_TEST_NEON_URL = servers.neon;
  process.env.INVISTA_TEST_SUPABASE_TEMPLATE = templates.supabase;
  process.env.INVISTA_TEST_NEON_TEMPLATE = templates.neon;
}
