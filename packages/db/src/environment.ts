import { z } from "zod";

const appEnv = z.enum(["development", "staging", "production"]).default("development");

export interface DatabaseUrls {
  supabase: string;
  neon: string;
  /** Unpooled URLs for migrations, LISTEN and session locks. */
  supabaseDirect: string;
  neonDirect: string;
  /** Read replica for reports; the main URL where none is set. */
  neonReplica: string;
}

type Environment = Record<string, string | undefined>;

/**
 * The database URLs that APP_ENV selects: development `_DEV` else the base name, staging `_STAGING`, production the base name.
 * Null when neither is set (the embedded stack is used); throws a line naming the variable when only one is.
 */
export function databaseUrls(env: Environment = process.env): DatabaseUrls | null {
  const supabase = chosen(env, "SUPABASE_DATABASE_URL");
  const neon = chosen(env, "NEON_DATABASE_URL");
  if (!supabase.value && !neon.value) {
    if (appEnv.parse(env.APP_ENV) === "development") return null;
    throw new Error(`${supabase.name} and ${neon.name} must be set when APP_ENV is ${env.APP_ENV}`);
  }
  if (!supabase.value) throw new Error(`${neon.name} is set but ${supabase.name} is not; set both or neither`);
  if (!neon.value) throw new Error(`${supabase.name} is set but ${neon.name} is not; set both or neither`);
  return {
    supabase: postgresUrl(supabase.name, supabase.value),
    neon: postgresUrl(neon.name, neon.value),
    supabaseDirect: postgresUrl("SUPABASE_DIRECT_URL", env.SUPABASE_DIRECT_URL || supabase.value),
    neonDirect: postgresUrl("NEON_DIRECT_URL", env.NEON_DIRECT_URL || neon.value),
    neonReplica: postgresUrl("NEON_REPLICA_URL", env.NEON_REPLICA_URL || neon.value),
  };
}

function chosen(env: Environment, base: string): { name: string; value: string | undefined } {
  const stage = appEnv.safeParse(env.APP_ENV || undefined);
  if (!stage.success) throw new Error(`APP_ENV must be development, staging or production, not "${env.APP_ENV}"`);
  if (stage.data === "staging") return { name: `${base}_STAGING`, value: env[`${base}_STAGING`] };
  if (stage.data === "production") return { name: base, value: env[base] };
  const dev = env[`${base}_DEV`];
  return dev ? { name: `${base}_DEV`, value: dev } : { name: base, value: env[base] };
}

function postgresUrl(name: string, value: string): string {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed?.protocol !== "postgresql:" && parsed?.protocol !== "postgres:") {
    throw new Error(`${name} is not a PostgreSQL URL (postgresql://user:password@host:port/database)`);
  }
  return value;
}

const poolEnvironment = z.object({
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(12),
  DATABASE_CONNECT_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(3_000),
  DATABASE_IDLE_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(3_600_000).default(30_000),
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  DATABASE_POOLER: z.enum(["session", "transaction"]).default("session"),
});

export interface PoolSettings {
  max: number;
  connectionTimeoutMillis: number;
  idleTimeoutMillis: number;
  /** Undefined behind a transaction-mode pooler, which refuses session parameters. */
  statement_timeout: number | undefined;
}

/** Pool sizes and time limits from the environment; `DATABASE_POOLER=transaction` leaves out what such a pooler refuses. */
export function poolSettings(env: Environment = process.env): PoolSettings {
  const parsed = poolEnvironment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  return {
    max: parsed.data.DATABASE_POOL_MAX,
    connectionTimeoutMillis: parsed.data.DATABASE_CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: parsed.data.DATABASE_IDLE_TIMEOUT_MS,
    statement_timeout:
      parsed.data.DATABASE_POOLER === "transaction" ? undefined : parsed.data.DATABASE_STATEMENT_TIMEOUT_MS,
  };
}
