import { freshPerson } from "../fresh-person.ts";
import { expect, stateOf, test } from "../fixtures.ts";
import { signIn } from "../sign-in-page.ts";

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
