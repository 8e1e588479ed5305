import { randomBytes } from "node:crypto";
import { freshPerson } from "../fresh-person.ts";
import { expect, stateOf, test } from "../fixtures.ts";
import { codeIn, linkIn, readMail } from "../read-mail.ts";

const NOBODY = { cookies: [], origins: [] };
const navigation = { name: "Main", exact: true } as const;

test("a lost password is replaced by the code or the link of a mail, after the second factor", async ({ open }) => {
  test.setTimeout(90_000);
  const person = await freshPerson(["Sales"], { secondFactor: true });
  const page = await open(person.email, NOBODY);
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  // The sign-in page has such a field, too.
  await expect(page.getByRole("button", { name: "Send me a mail" })).toBeVisible();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Send me a mail" }).click();
  const { text } = await readMail(person.email, "Choose a new password");
  await page.getByLabel("Code from the mail").fill(codeIn(text));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code from your authenticator").fill(await person.code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByLabel("New password").fill("password123456");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByText(/words that are tried first/)).toBeVisible();
  await page.getByLabel("New password").fill("cedar forty-one spoons");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("navigation", navigation)).toBeVisible();
});

test("the link of the mail works in the browser that asked for it", async ({ open }) => {
  const person = await freshPerson(["Sales"]);
  const page = await open(person.email, NOBODY);
  await page.goto("/recover");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Send me a mail" }).click();
  await expect(page.getByLabel("Code from the mail")).toBeVisible();
  await page.goto(linkIn((await readMail(person.email, "Choose a new password")).text));
  await page.getByLabel("New password").fill("cedar forty-one spoons");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("navigation", navigation)).toBeVisible();
});

test("another address counts when both have agreed, another password needs the present one", async ({ open }) => {
  const person = await freshPerson(["Sales"]);
  const page = await open(person.email, stateOf(person.session));
  const address = `moved-${randomBytes(4).toString("hex")}@invista.example`;
  await page.goto("/security");
  await page.getByLabel("Present password").fill("not my password");
  await page.getByLabel("New password").fill("cedar forty-one spoons");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your present password.")).toBeVisible();
  await page.getByLabel("Present password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.locator('[data-code="password.changed"]')).toBeVisible();

  await page.getByLabel("New address").fill(address);
  await page.getByRole("button", { name: "Send the codes" }).click();
  await page
    .getByLabel(`Code sent to ${person.email}`)
    .fill(codeIn((await readMail(person.email, "Confirm the change of your address")).text));
  await page
    .getByLabel(`Code sent to ${address}`)
    .fill(codeIn((await readMail(address, "Confirm the change of your address")).text));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.locator('[data-code="email.changed"]')).toBeVisible();
  await expect(page.getByRole("region", { name: "E-mail address" })).toContainText(address);
});
