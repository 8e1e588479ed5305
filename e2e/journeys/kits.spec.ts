import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

test("a manager builds kits, finds them by the lot that is in them, recalls it, and takes a kit apart", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");

  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "SKU" }).fill("KIT-BOND");
  await page.getByRole("textbox", { name: "Name" }).fill("Bonding kit");
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Kit, made of other products" }).click();
  await page.getByRole("combobox", { name: "Tracked by" }).click();
  await page.getByRole("option", { name: "Lots", exact: true }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KIT-BOND");
  await page.getByRole("tab", { name: "Parts and variants" }).click();
  await page.getByRole("region", { name: "Parts of the kit" }).getByRole("button", { name: "Change" }).click();
  await dialog.getByRole("combobox", { name: "Add a product" }).fill("EPX-0420");
  await page
    .getByRole("option", { name: /EPX-0420/ })
    .first()
    .click();
  await dialog.getByRole("textbox", { name: "Quantity of EPX-0420" }).fill("2");
  await dialog.getByRole("button", { name: "Save parts" }).click();
  await expect(page.getByRole("table", { name: "Parts of KIT-BOND" })).toContainText("EPX-0420");

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByLabel("Search products, orders, customers and pages").fill("Build kits");
  await expect(page.getByRole("option", { name: /Build kits/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Kit" }).fill("KIT-BOND");
  await page.getByRole("option", { name: /KIT-BOND/ }).click();
  const form = page.getByRole("form", { name: "Build KIT-BOND" });
  await form.getByRole("textbox", { name: "How many" }).fill("100000");
  await expect(form.getByText(/missing/)).toBeVisible();
  await expect(form.getByRole("button", { name: "Build", exact: true })).toBeDisabled();
  await form.getByRole("textbox", { name: "How many" }).fill("3");
  const parts = form.getByRole("list", { name: "What is taken" });
  await expect(parts).toContainText("lot EP-2610");
  expect(await violationsOf(page)).toEqual([]);
  await form.getByRole("combobox", { name: "Put into bin" }).or(form.getByLabel("Put into bin")).first().fill("K-01-1");
  await form.getByRole("button", { name: "Build", exact: true }).click();
  await expect(form.getByText("tracked by lot: say which lot it becomes")).toBeVisible();
  await form.getByRole("textbox", { name: "Lot it becomes" }).fill("KB-1");
  await form.getByRole("button", { name: "Build", exact: true }).click();
  await expect(page.getByText("3 of KIT-BOND built in K-01-1, now 3 there")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KIT-BOND");

  await page.goto("/lots?q=EP-2610");
  await page.locator('[data-entity="lot"]').first().click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "What the lot went into" })).toContainText("KB-1");
  const bins = page.getByRole("table", { name: "Bins that hold some of the lot" });
  await expect(bins).toContainText("KIT-BOND, lot KB-1");
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Recall" }).click();
  await expect(dialog).toContainText("It is in KIT-BOND, lot KB-1: recall those too.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await bins.getByRole("link", { name: "KIT-BOND, lot KB-1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KB-1");
  await expect(page.getByRole("table", { name: "What the lot was made of" })).toContainText("EP-2610");

  await page.goto("/products?q=KIT-BOND");
  await page.locator('[data-entity="product"]').first().dblclick();
  await page.getByRole("button", { name: "Take apart" }).click();
  await dialog.getByRole("textbox", { name: "How many" }).fill("1");
  await expect(dialog.getByRole("list", { name: "What comes out" })).toContainText("EPX-0420");
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Take apart" }).click();
  await expect(page.getByText("1 of KIT-BOND taken apart, 2 left there")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("table", { name: "Stock of KIT-BOND by warehouse" })).toContainText("3");
});
