import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import pg from "pg";
import { createAuthServer } from "./create-auth-server.ts";
import { ensureAuthSchema } from "./ensure-auth-schema.ts";
import { loadKeys, type AuthKeys } from "./load-keys.ts";
import { startMailCatcher } from "./mail/mail-catcher.ts";
import type { AuthServerOptions } from "./options.ts";

export interface TestAuth {
  /** What SUPABASE_URL would be. */
  readonly url: string;
  readonly keys: AuthKeys;
  readonly pool: pg.Pool;
  readonly app: FastifyInstance;
  /** The mail catcher's address. */
  readonly mailUrl: string;
  /** The server's clock. */
  now(): Date;
  /** Moves it. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

const generous = { per5Minutes: 1_000_000, burst: 1_000_000 };

/** A real auth server on a free port over a migrated database, with limits out of the way unless asked for. */
export async function startTestAuth(
  databaseUrl: string,
  { home: kept, ...options }: Partial<AuthServerOptions> & { home?: string } = {},
): Promise<TestAuth> {
  const home = kept ?? (await mkdtemp(join(tmpdir(), "invista-auth-")));
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, connectionTimeoutMillis: 1_500 });
  pool.on("error", () => {});
  await ensureAuthSchema(pool);
  const catcher = await startMailCatcher();
  let url = "http://127.0.0.1";
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const keys = await loadKeys(home, { now: () => now().getTime() });
  const app = Fastify({ logger: { level: process.env.LOG_LEVEL ?? "silent" } });
  await app.register(
    await createAuthServer({
      pool,
      keys,
      supabaseUrl: () => url,
      siteUrl: "http://127.0.0.1:4000",
      mailer: catcher,
      passwordCost: { memoryCost: 64, timeCost: 1 },
      rateLimits: {
        token: generous,
        verify: generous,
        user: generous,
        factor: generous,
        mail: generous,
        failuresBeforeDelay: 1_000_000,
        ...options.rateLimits,
      },
      now,
      ...options,
    }),
    { prefix: "/auth/v1" },
  );
  url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    keys,
    pool,
    app,
    mailUrl: catcher.url,
    now,
    advance(seconds) {
      ahead += seconds * 1_000;
    },
    async close() {
      await app.close();
      await catcher.close();
      await pool.end();
      if (!kept) await rm(home, { recursive: true, force: true });
    },
  };
}
