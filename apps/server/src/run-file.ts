import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const account = z.object({ email: z.string(), password: z.string(), role: z.string() });
export type Account = z.infer<typeof account>;

const state = z.object({ accounts: z.array(account), seeded: z.boolean() });
export type State = z.infer<typeof state>;

/** What the first start made: the demo accounts and whether the demo data is in. */
export function readState(home: string): State {
  const path = join(home, "state.json");
  return existsSync(path) ? state.parse(JSON.parse(readFileSync(path, "utf8"))) : { accounts: [], seeded: false };
}

export function writeState(home: string, value: State): void {
  writeFileSync(join(home, "state.json"), JSON.stringify(value, null, 2), { mode: 0o600 });
}

export interface RunFile {
  url: string;
  pid: number;
  supabaseUrl: string;
  anonKey: string;
  serviceRoleKey: string;
  supabaseDatabaseUrl: string;
  neonDatabaseUrl: string;
  mailUrl: string | null;
  accounts: Account[];
}

/** Tells other programs of this machine's user how to reach the running instance: written when ready, removed at stop. */
export function writeRunFile(home: string, run: RunFile): () => void {
  const path = join(home, "run.json");
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(run, null, 2), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}
