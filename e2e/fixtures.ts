import { join } from "node:path";
import { test as base, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { freshPerson, type FreshPerson } from "./fresh-person.ts";

export { expect } from "@playwright/test";

export type Role =
  | "Owner"
  | "Admin"
  | "Inventory manager"
  | "Warehouse operator"
  | "Purchasing"
  | "Sales"
  | "Accountant"
  | "Auditor";
export const ROLES: readonly Role[] = [
  "Owner",
  "Admin",
  "Inventory manager",
  "Warehouse operator",
  "Purchasing",
  "Sales",
  "Accountant",
  "Auditor",
];

interface Account {
  email: string;
  password: string;
  role: string;
}

/** The demo account of a role. */
export function account(role: Role): Account {
  const accounts: Account[] = JSON.parse(process.env.INVISTA_E2E_ACCOUNTS ?? "[]");
  const found = accounts.find((candidate) => candidate.role === role);
  if (!found) throw new Error(`there is no account for ${role}`);
  return found;
}

export const siteUrl = (): string => process.env.INVISTA_E2E_URL ?? "";

interface Look {
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number };
  locale?: string;
  timezoneId?: string;
}

interface Fixtures {
  /** A page for someone, signed in as the storage state says; errors in the console or of the content security policy fail the test. */
  open: (who: string, state: BrowserContextOptions["storageState"], look?: Look) => Promise<Page>;
  /** A page signed in as a role. */
  as: (role: Role, look?: Look) => Promise<Page>;
  /** A page signed in as a person made for this test; with a second factor used a moment ago unless told otherwise. */
  asFresh: (
    role: Role,
    options?: Look & { secondFactor?: boolean; warehouses?: readonly string[] },
  ) => Promise<{ page: Page; person: FreshPerson }>;
  /** A page of someone who has not signed in. */
  stranger: Page;
}

/** Refusals that a test provokes are logged by the browser as failed loads; anything else is a fault of the page. */
const EXPECTED = /Failed to load resource/;

/** The storage state of a browser that holds this session. */
export function stateOf(session: string): Exclude<BrowserContextOptions["storageState"], string | undefined> {
  const name = `invista-session-${new URL(siteUrl()).port}`;
  return { cookies: [], origins: [{ origin: siteUrl(), localStorage: [{ name, value: session }] }] };
}

export const test = base.extend<Fixtures>({
  open: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (who, storageState, look = {}) => {
      const context = await browser.newContext({
        baseURL: siteUrl(),
        ...(storageState === undefined ? {} : { storageState }),
        reducedMotion: "reduce",
        ...look,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error" && !EXPECTED.test(message.text())) problems.push(`${who}: ${message.text()}`);
      });
      page.on("pageerror", (error) => problems.push(`${who}: ${error.message}`));
      return page;
    });
    for (const context of contexts) await context.close();
    if (problems.length > 0) throw new Error(`the browser reported:\n${problems.join("\n")}`);
  },
  as: async ({ open }, use) => {
    await use((role, look) => open(role, join(import.meta.dirname, `test-results/states/${role}.json`), look));
  },
  asFresh: async ({ open }, use) => {
    await use(async (role, { secondFactor = true, warehouses = [], ...look } = {}) => {
      const person = await freshPerson([role], { secondFactor, warehouses });
      return { person, page: await open(person.email, stateOf(person.session), look) };
    });
  },
  stranger: async ({ browser }, use) => {
    const context = await browser.newContext({ baseURL: siteUrl() });
    await use(await context.newPage());
    await context.close();
  },
});
