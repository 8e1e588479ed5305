import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, siteUrl, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";
import { freshPerson, withDatabase } from "../fresh-person.ts";
import { codeIn, readMail } from "../read-mail.ts";

test("a role is changed in the matrix, reviewed, and the open browser of its holder follows within seconds", async ({
  asFresh,
}) => {
  const { page: owner } = await asFresh("Owner");
  await owner.goto("/roles");
  await owner.getByRole("button", { name: "New role" }).click();
  const name = `Trial ${Date.now()}`;
  await owner.getByRole("textbox", { name: "Name" }).fill(name);
  await owner.getByRole("combobox", { name: "Starts as a copy of" }).click();
  await owner.getByRole("option", { name: "Auditor" }).click();
  await owner.getByRole("button", { name: "Create role" }).click();
  await expect(owner.getByRole("complementary", { name: `Role ${name}` })).toBeVisible();

  const { page: holder, person } = await asFresh("Warehouse operator", { secondFactor: false });
  await holder.goto("/");
  const main = holder.getByRole("navigation", { name: "Main" });
  const audit = main.getByRole("link", { name: "Audit" });
  await expect(main.getByRole("link", { name: "Stock", exact: true })).toBeVisible();
  await expect(audit).toHaveCount(0);
  await owner.getByRole("button", { name: "Assign", exact: true }).click();
  await owner.getByRole("combobox", { name: "Person" }).fill(person.email);
  await owner.getByRole("option", { name: person.email }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
  await expect(audit).toBeVisible({ timeout: 5_000 });

  await owner.getByRole("checkbox", { name: `${name}: audit:read` }).uncheck();
  await owner.getByRole("button", { name: "Review changes" }).click();
  const review = owner.getByRole("dialog", { name: "Review changes" });
  await expect(review.getByText("audit:read")).toBeVisible();
  await expect(review.getByText(`Affects 1 person: ${person.name}.`)).toBeVisible();
  await review.getByRole("button", { name: "Save role" }).click();
  await expect(audit).toHaveCount(0, { timeout: 5_000 });
});

test("an API key is made, shown once, used on REST and tRPC, revoked and then refused", async ({ asFresh }) => {
  const { page } = await asFresh("Inventory manager");
  await page.goto("/api-keys");
  await page.getByRole("button", { name: "New key" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Label printer");
  await dialog.getByRole("searchbox", { name: "Search permissions" }).fill("product");
  await dialog.getByRole("checkbox", { name: "product:read" }).check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await page.getByTestId("api-key").innerText();
  await page.getByRole("button", { name: "Done" }).click();
  expect(await page.content()).not.toContain(key);

  const headers = { authorization: `Bearer ${key}` };
  const rest = () => fetch(`${siteUrl()}/api/v1/products?limit=1`, { headers });
  const trpc = () => fetch(`${siteUrl()}/trpc/product.list?input=${encodeURIComponent('{"limit":1}')}`, { headers });
  expect([(await rest()).status, (await trpc()).status]).toEqual([200, 200]);
  // Its owner may read orders, the key may not.
  expect((await fetch(`${siteUrl()}/api/v1/orders?limit=1`, { headers })).status).toBe(403);
  await page.reload();
  // Last used: a moment ago; ends: never.
  await expect(page.getByRole("row", { name: /Label printer/ }).getByText("never")).toHaveCount(1);

  await page.getByRole("button", { name: "Revoke Label printer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: /Label printer/ })).toContainText("Revoked");
  await expect.poll(async () => [(await rest()).status, (await trpc()).status], { timeout: 5_000 }).toEqual([401, 401]);
});

test("a setting is changed, holds without a restart, is in its history and goes back; meanwhile someone signs up by himself", async ({
  asFresh,
  stranger,
}) => {
  const { page } = await asFresh("Owner");
  const settings = async () => {
    const answer: unknown = await (await fetch(`${siteUrl()}/auth/v1/settings`)).json();
    return Reflect.get(Object(answer), "disable_signup");
  };
  expect(await settings()).toBe(true);
  await page.goto("/configuration");
  const change = page.getByRole("button", { name: "Change Sign-up by invitation only" });
  await change.click();
  await page.getByRole("switch", { name: "On" }).click({ force: true });
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(settings, { timeout: 5_000 }).toBe(false);
  await signUp(stranger);
  await change.click();
  await expect(page.getByRole("region", { name: "History" })).toContainText("On → Off");
  await page.getByRole("button", { name: "Back to on" }).click();
  await expect.poll(settings, { timeout: 5_000 }).toBe(true);

  await page.getByRole("button", { name: "Change Shortest password" }).click();
  await page.getByRole("textbox", { name: "Value in characters" }).fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toContainText("Is at least 8");
});

test("an administrator without the right to define roles can't change what protects accounts", async ({ asFresh }) => {
  const { page } = await asFresh("Admin");
  await page.goto("/configuration");
  await expect(page.getByRole("button", { name: "Change Currency" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change Shortest password" })).toHaveCount(0);
  await page.goto("/roles");
  await expect(page.getByRole("checkbox", { name: "Sales: order:read" })).toBeDisabled();
});

test("notifications are listed, marked, and chosen by kind", async ({ as }) => {
  const person = await freshPerson(["Sales"]);
  await withDatabase((client) =>
    client.query(
      `insert into user_notification (id, user_id, title, message, link) values (gen_random_uuid()::text, $1, 'Count is due', 'Aisle 4', '/stock')`,
      [person.id],
    ),
  );
  const page = await as("Sales");
  await page.addInitScript(
    ([name, value]) => localStorage.setItem(name ?? "", value ?? ""),
    [`invista-session-${new URL(siteUrl()).port}`, person.session],
  );
  await page.goto("/notifications?unread=true");
  await expect(page.getByRole("button", { name: /Count is due \(unread\)/ })).toBeVisible();
  await page.getByRole("button", { name: "Mark Count is due as read" }).click();
  await expect(page.getByRole("heading", { name: "Nothing unread" })).toBeVisible();
  await page.getByRole("button", { name: "Choose what to hear of" }).click();
  await page.getByRole("checkbox", { name: "My order was placed: by mail" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Choose what to hear of" }).click();
  await expect(page.getByRole("checkbox", { name: "My order was placed: by mail" })).toBeChecked();
});

/** Makes an account, proves the address, waits for a role, and gets in once there is one. */
async function signUp(page: Page): Promise<void> {
  const email = `self-${randomBytes(4).toString("hex")}@invista.example`;
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByLabel("First name").fill("Sol");
  expect(await violationsOf(page)).toEqual([]);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("pallet lantern forty ox");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Code from the mail").fill(codeIn((await readMail(email, "Confirm your address")).text));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Waiting for a role" })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await withDatabase((client) =>
    client.query(
      `insert into user_role (id, user_id, role_id, granted_by)
       select gen_random_uuid()::text, u.id, r.id, 'system' from "user" u, role r where u.email = $1 and r.name = 'Sales'`,
      [email],
    ),
  );
  await expect(page.getByRole("button", { name: /Sol/ })).toContainText("Sales", { timeout: 8_000 });
}
