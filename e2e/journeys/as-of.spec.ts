import { expect, test } from "../fixtures.ts";

test("a manager sets stock to last month, opens a position then, and comes back to now", async ({ as }) => {
  const page = await as("Inventory manager");
  await page.goto("/stock");
  await page.getByRole("button", { name: "As of now" }).click();
  await page.getByRole("radio", { name: /What was known then/ }).check();
  await page.getByRole("button", { name: "End of yesterday" }).click();
  await expect(page).toHaveURL(/at=.*basis=RECORDED/);
  // The demo company was founded today, so nothing was known yesterday; but some of it had happened.
  await expect(page.getByRole("heading", { name: "Nothing had moved by then" })).toBeVisible();
  await page.getByRole("button", { name: /^As of / }).click();
  await page.getByRole("radio", { name: /What was true then/ }).check();
  await page.getByRole("button", { name: "End of yesterday" }).click();
  await expect(page.getByRole("status").filter({ hasText: "what was true then" })).toBeVisible();
  const row = page.locator('[data-entity="stock"]').first();
  await row.click();
  await page.keyboard.press("Enter");
  await expect(page.getByText("On hand then")).toBeVisible();
  await expect(page.getByText("Bins and lots then")).toBeVisible();
  await expect(page.getByRole("button", { name: "Adjust" })).toBeDisabled();
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page.getByRole("button", { name: "Adjust" })).toBeEnabled();
});

test("a movement's details narrow the ledger to its bin, and the filter is taken off again", async ({ as }) => {
  const page = await as("Auditor");
  await page.goto("/ledger");
  await page.locator('[data-entity="movement"]').first().click();
  const details = page.getByRole("complementary", { name: /Details of movement/ });
  await expect(details.getByText("Recorded")).toBeVisible();
  await details.locator("dd button").nth(1).click();
  await expect(page).toHaveURL(/bin=/);
  const pinned = page.getByRole("button", { name: /^Bin .*remove this filter/ });
  await expect(pinned).toBeVisible();
  await pinned.click();
  await expect(page).not.toHaveURL(/bin=/);
});
