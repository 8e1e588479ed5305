import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

/** The smallest picture there is: one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

test("a manager makes a kit with packs, prices, fields and a picture, variants of a product, and changes many at once", async ({
  as,
}) => {
  test.setTimeout(150_000);
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");
  const tab = (name: string) => page.getByRole("tab", { name }).click();

  await page.goto("/fields");
  await page.getByRole("button", { name: "New field" }).first().click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Certificate");
  await dialog.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Choice" }).click();
  await dialog.getByRole("combobox", { name: "Choices" }).fill("CE");
  await page.keyboard.press("Enter");
  await dialog.getByRole("combobox", { name: "Choices" }).fill("UL");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Add field" }).click();
  await expect(page.getByRole("table", { name: "Fields" })).toContainText("CE, UL");

  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "SKU" }).fill("KIT-SEAL");
  await page.getByRole("textbox", { name: "Name" }).fill("Sealing kit");
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Kit, made of other products" }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KIT-SEAL");

  await tab("Parts and variants");
  await page.getByRole("region", { name: "Parts of the kit" }).getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("combobox", { name: "Add a product" }).fill("EPX-0420");
  await page.getByRole("option", { name: /EPX-0420/ }).click();
  await dialog.getByRole("textbox", { name: "Quantity of EPX-0420" }).fill("2");
  await dialog.getByRole("button", { name: "Save parts" }).click();
  await expect(page.getByRole("table", { name: "Parts of KIT-SEAL" })).toContainText("EPX-0420");
  await expect(page.getByText("The scarcest part decides.")).toBeVisible();

  await tab("Packs and codes");
  await page.getByRole("button", { name: "Add code" }).click();
  await dialog.getByRole("textbox", { name: "Code" }).fill("4006381333932");
  await dialog.getByRole("button", { name: "Add code" }).click();
  await expect(dialog.getByText("wrong check digit")).toBeVisible();
  await dialog.getByRole("switch", { name: "Give it a number of our own" }).click();
  await dialog.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("button", { name: "Add pack" }).click();
  await dialog.getByRole("combobox", { name: "Unit" }).click();
  await page.getByRole("option", { name: "New unit…" }).click();
  await dialog.getByRole("textbox", { name: "Code" }).fill("crt");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Crate");
  await dialog.getByRole("button", { name: "Add unit" }).click();
  await dialog.getByRole("textbox", { name: "Holds, in EA" }).fill("0");
  await dialog.getByRole("button", { name: "Save pack" }).click();
  await expect(dialog.getByText("at least 1")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Holds, in EA" }).fill("24");
  await dialog.getByRole("button", { name: "Save pack" }).click();
  await expect(page.getByRole("table", { name: "Packs of KIT-SEAL" })).toContainText("24 EA");
  await expect(page.getByRole("table", { name: "Packs of KIT-SEAL" })).toContainText(/29\d{11}/);
  expect(await violationsOf(page)).toEqual([]);

  await tab("Fields");
  await page.getByRole("region", { name: "Fields" }).getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("combobox", { name: "Certificate" }).click();
  await page.getByRole("option", { name: "UL" }).click();
  await dialog.getByRole("button", { name: "Save fields" }).click();
  await expect(page.getByRole("definition").filter({ hasText: "UL" })).toBeVisible();

  await tab("Files");
  await page.locator('input[type="file"]').setInputFiles({ name: "front.png", mimeType: "image/png", buffer: PIXEL });
  await expect(page.getByRole("img", { name: "front.png" }).first()).toBeVisible();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "page.txt", mimeType: "text/plain", buffer: Buffer.from([0, 255]) });
  await expect(page.getByRole("alert")).toContainText("Files of this kind are not kept");
  expect(await violationsOf(page)).toEqual([]);

  await page.goto("/products?q=EPX-0420");
  await page.locator('[data-entity="product"]').first().dblclick();
  await tab("Parts and variants");
  await expect(page.getByRole("table", { name: "Part of these kits" })).toContainText("KIT-SEAL");
  await page.getByRole("button", { name: "Make variants" }).click();
  await dialog.getByRole("textbox", { name: "Name of option 1" }).fill("Size");
  await dialog.getByRole("combobox", { name: "Values of option 1" }).pressSequentially("S,M,");
  await expect(dialog.getByRole("button", { name: "Make 2 variants" })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Make 2 variants" }).click();
  await expect(page.getByRole("table", { name: "Variants" })).toContainText("EPX-0420-S");

  await page.goto("/products?q=EPX-0420-");
  await expect(page.locator('[data-entity="product"]').filter({ hasText: "EPX-0420-M" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all" }).or(page.getByRole("checkbox").first()).first().click();
  await page.getByRole("toolbar", { name: "Selected rows" }).getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Name of EPX-0420-S" }).fill("Epoxy, small");
  await page.getByRole("textbox", { name: "Name of EPX-0420-M" }).fill("Epoxy, medium");
  await page.getByRole("combobox", { name: "Fields of your own as columns" }).click();
  await page.getByRole("option", { name: "Certificate" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Certificate of EPX-0420-S" }).click();
  await page.getByRole("option", { name: "CE", exact: true }).click();
  await page.getByRole("button", { name: "Preview changes" }).click();
  await expect(dialog.getByRole("table", { name: "Changes" })).toContainText("Epoxy, medium");
  await expect(dialog.getByRole("row", { name: /EPX-0420-S.*Certificate.*CE/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Save 3 changes" }).click();
  await expect(page.locator('[data-entity="product"]').filter({ hasText: "Epoxy, small" })).toBeVisible();
});

test("an owner sets a price break, a price to come and takes it back; an auditor changes nothing", async ({ as }) => {
  const page = await as("Owner");
  const dialog = page.getByRole("dialog");
  await page.goto("/price-lists");
  await page.getByRole("button", { name: "New price list" }).click();
  await dialog.getByRole("textbox", { name: "Code" }).fill("trade");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Trade");
  await dialog.getByRole("button", { name: "Create price list" }).click();
  await expect(page.getByRole("table", { name: "Price lists" })).toContainText("TRADE");
  await page.goto("/products?q=EPX-0420");
  await page.locator('[data-entity="product"]').first().dblclick();
  await page.getByRole("tab", { name: "Prices" }).click();
  const set = async (fields: Record<string, string>) => {
    await page.getByRole("button", { name: "New price" }).click();
    for (const [label, value] of Object.entries(fields))
      await dialog.locator("input").and(dialog.getByLabel(label)).fill(value);
    await dialog.getByRole("button", { name: "Save price" }).click();
  };
  await set({ Price: "11.5", "From quantity": "100" });
  const prices = page.getByRole("table", { name: /^Prices of/ });
  await expect(prices).toContainText("11.50");
  await set({ Price: "10", "From quantity": "100", "From day": "2099-01-01" });
  await expect(dialog.getByText("holds in that time already")).toBeVisible();
  await dialog.getByRole("combobox", { name: "List" }).click();
  await page.getByRole("option", { name: "Trade (TRADE)" }).click();
  await dialog.getByRole("button", { name: "Save price" }).click();
  await expect(prices).toContainText("TRADE");
  await prices.getByRole("button", { name: "Take back" }).click();
  await dialog.getByRole("button", { name: "Take back" }).click();
  await expect(prices).not.toContainText("TRADE");
  expect(await violationsOf(page)).toEqual([]);
  const address = page.url();

  const auditor = await as("Auditor");
  await auditor.goto(address);
  await auditor.getByRole("tab", { name: "Packs and codes" }).click();
  await expect(auditor.getByRole("button", { name: "Add pack" })).toHaveCount(0);
  await auditor.getByRole("tab", { name: "Files" }).click();
  await expect(auditor.getByRole("button", { name: "Add file" })).toHaveCount(0);
});
