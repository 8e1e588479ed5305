import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

/** Opens the palette and waits until it hears the keys. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
}

test("Ctrl-K finds a product by SKU and by barcode, and a page by name", async ({ as }) => {
  const page = await as("Inventory manager");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type("VLV-0425");
  await expect(page.getByRole("option", { name: /VLV-0425/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/products\//);
  await openPalette(page);
  await page.keyboard.type("2800000000011");
  await expect(page.getByRole("option", { name: /VLV-0420/ }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await openPalette(page);
  await page.keyboard.type("Ledger");
  await page
    .getByRole("option", { name: /Ledger/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Ledger", level: 1 })).toBeVisible();
});

test("lists work by keyboard and keep what was asked in the address", async ({ as }) => {
  const page = await as("Inventory manager");
  await page.goto("/stock");
  await expect(page.locator('[data-entity="stock"]').first()).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("valve");
  await expect(page).toHaveURL(/q=valve/);
  // The rows that were found, not those of before.
  await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
  await expect(page.locator('[data-stale="true"]')).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press(" ");
  await expect(page).toHaveURL(/peek=/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/peek=/);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Products", level: 1 })).toBeVisible();
});
