import { arch, platform } from "node:os";
import { join } from "node:path";
import { startClusters } from "@invista/local-stack";
import { keepClusters, makeTestHome, removeTestHome, restoreClusters } from "./cluster-cache.ts";
import { ensureTemplates, templatesKey } from "./template-databases.ts";

/**
 * Starts the two servers that the tests of one run share, with the migrated templates on them, and returns how to end
 * them. With INVISTA_TEST_SUPABASE_URL and INVISTA_TEST_NEON_URL set it uses those servers instead.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const supabase = process.env.INVISTA_TEST_SUPABASE_URL;
  const neon = process.env.INVISTA_TEST_NEON_URL;
  if (supabase && neon) {
    await ensureTemplates({ supabase, neon });
    return async () => {};
  }
  const home = makeTestHome();
  try {
    const clusters = await startWithTemplates(home);
    process.env.INVISTA_TEST_SUPABASE_URL = clusters.supabaseDatabaseUrl;
    process.env.INVISTA_TEST_NEON_URL = clusters.neonDatabaseUrl;
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

async function startWithTemplates(home: string) {
  const key = templatesKey(platform(), arch(), String(process.getuid?.()), join(import.meta.dirname));
  const restored = restoreClusters(key, home);
  const clusters = await startClusters({ home, durable: false });
  try {
    await ensureTemplates({ supabase: clusters.supabaseDatabaseUrl, neon: clusters.neonDatabaseUrl });
    if (restored) return clusters;
  } catch (error) {
    await clusters.stop();
    throw error;
  }
  // Only stopped servers can be copied.
  await clusters.stop();
  keepClusters(key, home);
  return startClusters({ home, durable: false });
}
