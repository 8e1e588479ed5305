import { neonClient, supabaseClient } from "./clients.ts";

export type Health = { status: "healthy"; databases: ["supabase", "neon"] } | { status: "unhealthy"; error: string };

interface Pingable {
  $queryRaw(query: TemplateStringsArray): PromiseLike<unknown>;
}

/** Asks both databases for `SELECT 1` within the time limit; names the one that does not answer, without its URL or message. */
export async function healthCheck(
  limitMs = 2_000,
  clients: { supabase: Pingable; neon: Pingable } = { supabase: supabaseClient, neon: neonClient },
): Promise<Health> {
  const [supabase, neon] = await Promise.all([answers(clients.supabase, limitMs), answers(clients.neon, limitMs)]);
  if (supabase && neon) return { status: "healthy", databases: ["supabase", "neon"] };
  const down = [supabase ? null : "supabase", neon ? null : "neon"].filter((name) => name !== null);
  return { status: "unhealthy", error: `${down.join(" and ")} can't be reached` };
}

async function answers(client: Pingable, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([client.$queryRaw`SELECT 1`.then(() => true), limit]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
