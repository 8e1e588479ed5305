import type { ApiHost } from "@invista/api/kit/context";
import { createCaller } from "@invista/api/root";

/** Runs the first statements of both clients before anyone waits for them: Prisma compiles its query compiler on first use. */
export async function warmUp(host: ApiHost): Promise<void> {
  await Promise.all([
    host.neon.$queryRaw`SELECT 1`,
    host.supabase.$queryRaw`SELECT 1`,
    host.neon.product.findFirst({ select: { id: true } }),
    host.supabase.user.findFirst({ select: { id: true } }),
  ]);
  const caller = createCaller({
    host,
    requestId: "warm-up",
    authorization: undefined,
    ip: undefined,
    userAgent: undefined,
    batch: {},
  });
  // Refused for want of a token, but the way there is compiled.
  await caller.session.me({}).catch(() => undefined);
}
