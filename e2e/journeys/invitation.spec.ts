import { randomBytes } from "node:crypto";
import { linkIn, readMail } from "../read-mail.ts";
import { codesOf } from "../fresh-person.ts";
import { expect, test } from "../fixtures.ts";
import { signIn, signOut } from "../sign-in-page.ts";

test("someone is invited by mail, chooses a password, sets up two-factor sign-in, signs in with a code, loses the phone and comes back with a recovery code", async ({
  asFresh,
  open,
}) => {
  test.setTimeout(120_000);
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

  const person = { email, password: "pallet lantern forty ox" };
  await theirs.goto("/security");
  await theirs.getByRole("button", { name: "Set up two-factor sign-in" }).click();
  const code = codesOf((await theirs.locator("[data-secret]").innerText()).trim());
  await theirs.getByLabel("3. Code the app shows now").fill(await code());
  await theirs.getByRole("button", { name: "Turn on" }).click();
  const codes = theirs.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recovery = await codes.allInnerTexts();
  await theirs.getByRole("button", { name: "I have kept them" }).click();
  await expect(theirs.getByRole("table", { name: "Authenticators" })).toContainText("My phone");

  await signOut(theirs, "Nia");
  await signIn(theirs, person);
  await theirs.getByLabel("Code from your authenticator").fill("000000");
  await theirs.getByRole("button", { name: "Confirm" }).click();
  await expect(theirs.getByText("This code is wrong or was used already")).toBeVisible();
  await theirs.getByLabel("Code from your authenticator").fill(await code());
  await theirs.getByRole("button", { name: "Confirm" }).click();
  await expect(theirs.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();

  await signOut(theirs, "Nia");
  await signIn(theirs, person);
  await theirs.getByRole("button", { name: "Lost your authenticator? Use a recovery code" }).click();
  await theirs.getByLabel("Recovery code").fill(recovery[0] ?? "");
  await theirs.getByRole("button", { name: "Use this code" }).click();
  await expect(theirs.getByRole("heading", { name: "Set up two-factor sign-in" })).toBeVisible();
  const next = codesOf((await theirs.locator("[data-secret]").innerText()).trim());
  await theirs.getByLabel("3. Code the app shows now").fill(await next());
  await theirs.getByRole("button", { name: "Turn on" }).click();
  await theirs.getByRole("button", { name: "I have kept them" }).click();
  await expect(theirs.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();

  await theirs.goto(linkIn(text));
  await expect(theirs.getByText("This invitation is not valid any more")).toBeVisible();
});
