import { randomBytes } from "node:crypto";
import { linkIn, readMail } from "../read-mail.ts";
import { expect, test } from "../fixtures.ts";

test("someone is invited by mail, chooses a password, and works in the role he was given", async ({
  asFresh,
  open,
}) => {
  const { page } = await asFresh("Owner");
  const email = `invited-${randomBytes(4).toString("hex")}@invista.example`;
  await page.goto("/invitations");
  await page.getByRole("button", { name: "Invite people" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail addresses").fill(email);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Sales" }).click();
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(page.locator('[data-entity="invitation"]').filter({ hasText: email })).toContainText("Open");

  const { subject, text } = await readMail(email, "You have been invited to Invista");
  expect(subject).toBe("You have been invited to Invista");
  const theirs = await open(email, { cookies: [], origins: [] });
  await theirs.goto(linkIn(text));
  await expect(theirs.getByText(email)).toBeVisible();
  await theirs.getByLabel("First name").fill("Nia");
  await theirs.getByLabel("Password", { exact: true }).fill("password12345");
  await theirs.getByRole("button", { name: "Accept and start" }).click();
  await expect(theirs.getByText(/words that are tried first/)).toBeVisible();
  await theirs.getByLabel("Password", { exact: true }).fill("pallet lantern forty ox");
  await theirs.getByRole("button", { name: "Accept and start" }).click();
  await expect(theirs.getByRole("button", { name: /Nia/ })).toContainText("Sales");
  await theirs.goto(linkIn(text));
  await expect(theirs.getByText("This invitation is not valid any more")).toBeVisible();
});
