import { PrismaPg } from "@prisma/adapter-pg";
import { poolSettings } from "./environment.ts";
import { GuardedClient } from "./guarded-client.ts";

export interface ClientOptions {
  log?: ("query" | "info" | "warn" | "error")[];
  /** As older Prisma clients took it; turned into a driver adapter. */
  datasources?: { db: { url: string | undefined } };
  /** Connections at most; from DATABASE_POOL_MAX where absent. */
  max?: number;
}

/** Turns `{ log, datasources: { db: { url } } }` into what a Prisma 7 client takes: an adapter with pool and time limits from the environment. */
export function adapterOptions(options: ClientOptions, fallbackUrl: () => string) {
  const url = options.datasources?.db.url ?? fallbackUrl();
  const settings = poolSettings();
  const adapter = new PrismaPg(
    {
      connectionString: url,
      ...settings,
      max: options.max ?? settings.max,
      application_name: "invista",
      keepAlive: true,
      Client: GuardedClient,
    },
    { onPoolError: reportLostConnection, onConnectionError: reportLostConnection, ...preparedStatements() },
  );
  // Minimal: else every statement records a stack for a message that nobody is shown.
  return {
    adapter,
    log: options.log ?? [],
    errorFormat: "minimal" as const,
    transactionOptions: { maxWait: 2_000, timeout: 12_000 },
  };
}

/** A server that stops ends idle connections with an error event: without a listener the process would die of it. */
function reportLostConnection(error: Error): void {
  console.warn(`database connection lost: ${error.message}`);
}

/** Prepared statement names by text: saves planning; off behind a transaction-mode pooler, which can't keep them. */
function preparedStatements(): { statementNameGenerator?: (query: { sql: string }) => string } {
  if (process.env.DATABASE_POOLER === "transaction") return {};
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= 500) return "";
    const name = `q${names.size}`;
    names.set(sql, name);
    return name;
  };
  return { statementNameGenerator };
}
