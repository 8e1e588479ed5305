import type { Page } from "@playwright/test";
import { codesOf, freshPerson } from "../fresh-person.ts";
import { expect, stateOf, test } from "../fixtures.ts";

async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

test("someone sets up two-factor sign-in, signs in with a code, loses the phone and comes back with a recovery code", async ({
  open,
}) => {
  test.setTimeout(120_000);
  const person = await freshPerson(["Sales"]);
  const page = await open(person.email, stateOf(person.session));
  await page.goto("/security");
  await page.getByRole("button", { name: "Set up two-factor sign-in" }).click();
  const code = codesOf((await page.locator("[data-secret]").innerText()).trim());
  await page.getByLabel("3. Code the app shows now").fill(await code());
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recovery = await codes.allInnerTexts();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByRole("table", { name: "Authenticators" })).toContainText("My phone");

  await signOut(page, person.name);
  await signIn(page, person);
  await page.getByLabel("Code from your authenticator").fill("000000");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("This code is wrong or was used already")).toBeVisible();
  await page.getByLabel("Code from your authenticator").fill(await code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();

  await signOut(page, person.name);
  await signIn(page, person);
  await page.getByRole("button", { name: "Lost your authenticator? Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery[0] ?? "");
  await page.getByRole("button", { name: "Use this code" }).click();
  await expect(page.getByRole("heading", { name: "Set up two-factor sign-in" })).toBeVisible();
  const next = codesOf((await page.locator("[data-secret]").innerText()).trim());
  await page.getByLabel("3. Code the app shows now").fill(await next());
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
});

test("a session ended in one browser is over in the other within seconds", async ({ open }) => {
  const person = await freshPerson(["Sales"]);
  const here = await open("here", stateOf(person.session));
  const there = await open("there", { cookies: [], origins: [] });
  await signIn(there, person);
  await expect(there.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
  await here.goto("/security");
  await expect(here.getByText("This session", { exact: true })).toBeVisible();
  await here.getByRole("button", { name: /^End the session on/ }).click();
  await expect(here.locator('[data-code="session.ended"]')).toBeVisible();
  await there.goto("/orders");
  await expect(there.getByRole("heading", { name: "Sign in" })).toBeVisible({ timeout: 6_000 });
});

test("region, time zone and theme are the person's own, in every browser", async ({ open }) => {
  const person = await freshPerson(["Sales"]);
  const page = await open(person.email, stateOf(person.session), { locale: "en-US", timezoneId: "America/New_York" });
  await page.goto("/profile");
  const sample = page.locator("[data-sample]");
  await expect(sample).toContainText("€12,345.50");
  await page.getByRole("combobox", { name: "Numbers, dates and money as in" }).click();
  await page.getByRole("option", { name: "German (Germany)" }).click();
  await expect(sample).toContainText("12.345,50\u00a0€");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Asia/Tokyo");
  await page.getByRole("option", { name: "Asia/Tokyo" }).click();
  await expect(sample).toContainText(
    new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeZone: "Asia/Tokyo" }).format(new Date()),
  );
  const hour = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", timeZone: "Asia/Tokyo" }).format(new Date());
  await expect(sample).toContainText(`, ${hour.slice(0, 2)}:`);
  await page.getByText("Dark", { exact: true }).click();
  await page.getByLabel("First name").fill("Renamed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /Renamed/ })).toBeVisible();

  const other = await open("another browser", { cookies: [], origins: [] }, { locale: "en-US" });
  await signIn(other, person);
  await expect(other.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await other.goto("/orders");
  await expect(other.getByText(/\d,\d\d\u00a0€/).first()).toBeVisible();
});

test("an administrator suspends someone after seeing what it does, and lets him in again", async ({
  asFresh,
  open,
}) => {
  const { page } = await asFresh("Owner");
  const person = await freshPerson(["Sales"]);
  const theirs = await open(person.email, stateOf(person.session));
  await theirs.goto("/orders");
  await expect(theirs.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  await page.goto(`/team?peek=${person.id}`);
  await page.getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Ends 1 session at once");
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByRole("complementary").getByText("Suspended")).toBeVisible();
  await theirs.goto("/customers");
  await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible({ timeout: 6_000 });
  await page.getByRole("button", { name: "Reactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reactivate" }).click();
  await expect(page.getByRole("complementary").getByText("Active")).toBeVisible();
  await signIn(theirs, person);
  await expect(theirs.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
});

test("someone without a second factor reads what the team page needs, and where to set it up", async ({ as }) => {
  const page = await as("Owner");
  await page.goto("/team");
  await expect(page.getByText("This needs two-factor sign-in")).toBeVisible();
  await page.getByRole("link", { name: "Set up two-factor sign-in" }).click();
  await expect(page.getByRole("heading", { name: "Security", level: 1 })).toBeVisible();
});
