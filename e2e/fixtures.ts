import { join } from "node:path";
import { test as base, type BrowserContext, type Page } from "@playwright/test";

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

interface Fixtures {
  /** A page signed in as a role; errors in the console or of the content security policy fail the test. */
  as: (
    role: Role,
    options?: { colorScheme?: "light" | "dark"; viewport?: { width: number; height: number } },
  ) => Promise<Page>;
  /** A page of someone who has not signed in. */
  stranger: Page;
}

/** Refusals that a test provokes are logged by the browser as failed loads; anything else is a fault of the page. */
const EXPECTED = /Failed to load resource/;

export const test = base.extend<Fixtures>({
  as: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (role, options = {}) => {
      const context = await browser.newContext({
        baseURL: siteUrl(),
        storageState: join(import.meta.dirname, `test-results/states/${role}.json`),
        reducedMotion: "reduce",
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error" && !EXPECTED.test(message.text())) problems.push(`${role}: ${message.text()}`);
      });
      page.on("pageerror", (error) => problems.push(`${role}: ${error.message}`));
      return page;
    });
    for (const context of contexts) await context.close();
    if (problems.length > 0) throw new Error(`the browser reported:\n${problems.join("\n")}`);
  },
  stranger: async ({ browser }, use) => {
    const context = await browser.newContext({ baseURL: siteUrl() });
    await use(await context.newPage());
    await context.close();
  },
});
