import { expect, test } from "../fixtures.ts";

test("a manager counts a new lot in, sees what expires, recalls a lot and lets it go again", async ({ as }) => {
  const page = await as("Inventory manager");
  await page.goto("/lots?view=EXPIRING");
  await expect(page.locator('[data-entity="lot"]').filter({ hasText: "EP-2610" })).toContainText("17 days");
  await expect(page.locator('[data-entity="lot"]').filter({ hasText: "EP-2611" })).toHaveCount(0);

  await page.goto("/lots?q=EP-2611");
  await page.locator('[data-entity="lot"]').first().click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("EP-2611");
  await expect(page.getByRole("table", { name: "Bins that hold some of the lot" })).toContainText("C-09-1");
  await page.getByRole("button", { name: "Recall" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("The hardener was mixed up");
  await page.getByRole("dialog").getByRole("button", { name: "Recall" }).click();
  await expect(page.getByText("Recalled", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Release" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Tested and found good");
  await page.getByRole("dialog").getByRole("button", { name: "Release" }).click();
  await expect(page.getByText("Released", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Labels" }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "PDF" }).click();
  expect((await file).suggestedFilename()).toBe("labels.pdf");

  await page.goto("/stock?q=EPX-0420");
  await page.locator('[data-entity="stock"]').first().click();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("combobox", { name: "Bin" })
    .or(dialog.getByRole("textbox", { name: "Bin" }))
    .first()
    .click();
  await page.getByRole("option", { name: "Another bin…" }).click();
  await dialog.getByRole("textbox", { name: "Bin code" }).fill("C-09-2");
  await dialog.getByRole("button", { name: "New…" }).click();
  const making = page.getByRole("form", { name: "New lot" });
  await making.getByRole("textbox", { name: "Lot number" }).fill("EP-2701");
  await making.getByLabel("Made on").fill("2026-11-01");
  await making.getByRole("button", { name: "Make lot" }).click();
  await dialog.getByRole("textbox", { name: "Quantity that is there" }).fill("12");
  await dialog.getByRole("button", { name: "Post adjustment" }).click();
  await expect(page.getByText(/C-09-2: \+12, now 12/)).toBeVisible();
});
