import type { HealthView } from "@invista/contracts/system/system";
import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { readDeliveryState } from "@invista/domain/delivery";
import type { ApiHost } from "../kit/context.ts";

interface Pingable {
  $queryRaw(query: TemplateStringsArray): PromiseLike<unknown>;
}

/** Whether both databases answer and how fast, and what the delivery between them has left to do. */
export async function readHealth(host: ApiHost): Promise<HealthView> {
  const databases = await Promise.all([ping("supabase", host.supabase), ping("neon", host.neon)]);
  const delivery = await readDeliveryState(host.neon).catch(() => null);
  return {
    status: databases.every((database) => database.ok) ? "healthy" : "unhealthy",
    databases,
    delivery,
    alarmSeconds: (host.settings ?? DEFAULT_SETTINGS).get("delivery.alarm_seconds"),
    version: host.version,
    startedAt: host.startedAt.toISOString(),
  };
}

async function ping(name: string, client: Pingable): Promise<{ name: string; ok: boolean; ms: number | null }> {
  const start = performance.now();
  try {
    await client.$queryRaw`SELECT 1`;
    return { name, ok: true, ms: Math.round((performance.now() - start) * 10) / 10 };
  } catch {
    return { name, ok: false, ms: null };
  }
}
