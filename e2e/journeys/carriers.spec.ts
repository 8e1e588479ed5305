import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

test("a carrier is made and its rates by country and weight are kept", async ({ as }) => {
  const page = await as("Admin");
  const name = `Courier ${Date.now().toString(36)}`;
  const dialog = page.getByRole("dialog");
  await page.goto("/shipments?show=carriers");
  await page.getByRole("button", { name: "New carrier" }).first().click();
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Code" }).fill(name.replace(" ", "-"));
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: `Rates of ${name}` }).click();
  await dialog.getByRole("button", { name: "Add a rate" }).click();
  await dialog.getByRole("textbox", { name: "Country of rate 1" }).fill("de");
  await dialog.getByRole("textbox", { name: "Weight of rate 1" }).fill("0");
  await dialog.getByRole("textbox", { name: "Price of rate 1" }).fill("4.90");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("textbox", { name: "Weight of rate 1" })).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("textbox", { name: "Weight of rate 1" }).fill("5");
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`The rates of ${name} were saved`)).toBeVisible();
  await page.getByRole("button", { name: `Rates of ${name}` }).click();
  await expect(dialog.getByRole("textbox", { name: "Country of rate 1" })).toHaveValue("DE");
  await expect(dialog.getByRole("textbox", { name: "Price of rate 1" })).toHaveValue("4.9");
});
