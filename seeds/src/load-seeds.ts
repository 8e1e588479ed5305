import type { ApiHost } from "@invista/api/kit/context";
import { syncDirectory } from "@invista/api/flows/deliver-outbox";
import { createAccounts, planAccounts, type Account } from "./accounts.ts";
import { loadDemo } from "./demo.ts";

export interface SeedOptions {
  readonly host: ApiHost;
  readonly supabaseUrl: string;
  readonly serviceRoleKey: string;
  /** False: an empty company with one owner. */
  readonly demo: boolean;
  /** Accounts planned by an earlier start that did not finish. */
  readonly accounts: readonly Account[];
  /** Called with the accounts before they are created, so that a start that is killed keeps their passwords. */
  remember(accounts: Account[]): void;
}

/** Creates the first accounts and, unless told otherwise, the demo company; repeating it adds nothing. */
export async function loadSeeds(options: SeedOptions): Promise<Account[]> {
  const accounts = options.accounts.length > 0 ? [...options.accounts] : planAccounts(options.demo);
  options.remember(accounts);
  const ids = await createAccounts(options, accounts);
  await syncDirectory(options.host);
  if (options.demo) await loadDemo(options.host, ids);
  return accounts;
}
