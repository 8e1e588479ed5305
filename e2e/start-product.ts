import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "../bench/lib/server.ts";

export const STATES = join(import.meta.dirname, "test-results/states");

/** Starts the built product with the demo company and signs every role in once; answers how to stop it. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const server = await startServer({ demo: true });
  const { run } = server;
  mkdirSync(STATES, { recursive: true });
  for (const account of run.accounts) {
    const answer = await fetch(`${run.url}/auth/v1/token?grant_type=password`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: run.anonKey },
      body: JSON.stringify({ email: account.email, password: account.password }),
    });
    const name = `invista-session-${new URL(run.url).port}`;
    const state = { cookies: [], origins: [{ origin: run.url, localStorage: [{ name, value: await answer.text() }] }] };
    writeFileSync(join(STATES, `${account.role}.json`), JSON.stringify(state), { mode: 0o600 });
  }
  process.env.INVISTA_E2E_URL = run.url;
  process.env.INVISTA_E2E_ANON_KEY = run.anonKey;
  process.env.INVISTA_E2E_SERVICE_KEY = run.serviceRoleKey;
  process.env.INVISTA_E2E_DATABASE = run.supabaseDatabaseUrl;
  process.env.INVISTA_E2E_NEON = run.neonDatabaseUrl;
  process.env.INVISTA_E2E_MAIL = run.mailUrl ?? "";
  process.env.INVISTA_E2E_ACCOUNTS = JSON.stringify(run.accounts);
  return () => server.stop();
}
