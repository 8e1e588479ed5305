import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

const mark = `BK${Date.now().toString(36).toUpperCase()}`;
const bar = (page: Page) => page.getByRole("toolbar", { name: "Selected rows" });

async function bringIn(page: Page, name: string, csv: string) {
  await page.goto("/imports/new");
  await page
    .getByLabel("File to import")
    .setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByRole("button", { name: /^Import \d+ rows?$/ }).click();
  await expect(page.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
}

async function draftTransfer(page: Page, sku: string, quantity: string) {
  await page.goto("/transfers/new");
  await page.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: /^MAIN/ }).click();
  await page.getByRole("combobox", { name: "To" }).click();
  await page.getByRole("option", { name: /^EAST/ }).click();
  await page.getByRole("combobox", { name: "Add a product" }).fill(sku);
  await page.getByRole("option", { name: new RegExp(sku) }).click();
  await page.getByRole("textbox", { name: `Quantity of ${sku}` }).fill(quantity);
  await page.getByRole("button", { name: "Draft transfer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/TR-\d+/);
}

test("chosen transfers are approved one by one, what is refused is listed with its reason, the rest goes on its way", async ({
  as,
}) => {
  const page = await as("Inventory manager");
  await bringIn(page, mark, `sku,name,cost,quantity MAIN\n${mark},Bulk valve,4.20,12\n`);
  for (const quantity of ["7", "5", "900"]) await draftTransfer(page, mark, quantity);

  await page.goto(`/transfers?q=${mark}`);
  await expect(page.locator('[data-entity="transfer"]')).toHaveCount(3);
  await page.getByRole("checkbox").first().click();
  await expect(bar(page)).toContainText("3 selected");
  const file = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Export 3" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect(
    readFileSync(await (await file).path(), "utf8")
      .trim()
      .split("\n"),
  ).toHaveLength(4);

  await bar(page).getByRole("button", { name: "Approve 3" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Reserves all of each");
  await dialog.getByRole("button", { name: "Approve 3" }).click();
  await expect(dialog).toContainText("1 transfer not approved");
  await expect(dialog.locator('[data-entity="refused"]')).toHaveCount(1);
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await bar(page).getByRole("button", { name: "Dispatch 2" }).click();
  await expect(dialog).toContainText("1 other of the chosen");
  await dialog.getByRole("button", { name: "Dispatch 2" }).click();
  await expect(page.getByText("2 transfers dispatched")).toBeVisible();
  await expect(page.locator('[data-entity="transfer"]').filter({ hasText: "In transit" })).toHaveCount(2);
});

test("operations that are chosen with the keyboard are undone, the latest first", async ({ as }) => {
  const page = await as("Inventory manager");
  const sku = `${mark}-U`;
  await bringIn(page, sku, `sku,name,cost,quantity MAIN\n${sku},Undo valve,4.20,12\n`);
  const dialog = page.getByRole("dialog");
  for (const quantity of ["15", "2"]) {
    await page.goto(`/stock?q=${sku}`);
    await page.locator('[data-entity="stock"]').first().click();
    await page.getByRole("button", { name: "Adjust" }).last().click();
    await dialog.getByRole("textbox", { name: "Quantity that is there" }).fill(quantity);
    await dialog.getByRole("button", { name: "Post adjustment" }).click();
    await expect(dialog).toHaveCount(0);
  }
  await page.goto(`/operations?q=${sku}&procedure=stock.adjust`);
  await expect(page.locator('[data-entity="operation"]')).toHaveCount(2);
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await bar(page).getByRole("button", { name: "Undo 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 2" }).click();
  await expect(page.getByText("2 operations undone")).toBeVisible();
});

test("a price list is made, customers are put on it together, and it can't be archived while they are", async ({
  as,
}) => {
  const page = await as("Owner");
  const dialog = page.getByRole("dialog");
  await page.goto("/price-lists");
  await page.getByRole("button", { name: "New price list" }).click();
  await dialog.getByRole("textbox", { name: "Code" }).fill(mark.toLowerCase());
  await dialog.getByRole("textbox", { name: "Name" }).fill(`Bulk buyers ${mark}`);
  await dialog.getByRole("button", { name: "Create price list" }).click();
  const row = page.locator(`[data-entity="price_list"][data-id="${mark}"]`);
  await expect(row).toContainText("Bulk buyers");
  expect(await violationsOf(page)).toEqual([]);

  for (const name of ["One", "Two"]) {
    await page.goto("/customers/new");
    await page.getByRole("textbox", { name: "Code" }).fill(`${mark}-${name}`);
    await page.getByRole("textbox", { name: "Name" }).fill(`${mark} ${name}`);
    await page.getByRole("button", { name: "Create customer" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${mark} ${name}`);
  }
  await page.goto(`/customers?q=${mark}`);
  await expect(page.locator('[data-entity="customer"]')).toHaveCount(2);
  await page.getByRole("checkbox").first().click();
  await bar(page).getByRole("button", { name: "Change price list 2" }).click();
  await dialog.getByRole("combobox", { name: "Price list" }).click();
  await page.getByRole("option", { name: new RegExp(`Bulk buyers ${mark}`) }).click();
  await dialog.getByRole("button", { name: "Change price list 2" }).click();
  await expect(page.getByText("2 customers changed")).toBeVisible();

  await page.goto("/price-lists");
  await expect(row.getByRole("cell").nth(4)).toHaveText("2");
  await row.getByRole("button", { name: /^Archive/ }).click();
  await dialog.getByRole("button", { name: "Archive" }).click();
  await expect(dialog.getByRole("alert")).toContainText("customers are on it (2)");
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: /^Edit/ }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill(`Renamed ${mark}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText(`Renamed ${mark}`);
});

test("chosen counts are printed in one file, started and cancelled together", async ({ as }) => {
  const page = await as("Inventory manager");
  const skus = [`${mark}-C1`, `${mark}-C2`];
  await bringIn(
    page,
    `${mark}-C`,
    `sku,name,cost,quantity MAIN\n${skus.map((sku) => `${sku},Count valve,4.20,12`).join("\n")}\n`,
  );
  for (const sku of skus) {
    await page.goto("/counts/new");
    await page.getByRole("combobox", { name: "Warehouse" }).click();
    await page.getByRole("option", { name: /^MAIN/ }).click();
    await page.getByRole("combobox", { name: "Products", exact: true }).fill(sku);
    await page.getByRole("option", { name: new RegExp(sku) }).click();
    await page.getByRole("textbox", { name: "Note" }).fill(`${mark}-C`);
    await page.getByRole("button", { name: "Plan count" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/CNT-\d+/);
  }
  await page.goto(`/counts?q=${mark}-C`);
  await expect(page.locator('[data-entity="count"]')).toHaveCount(2);
  await page.getByRole("checkbox").first().click();
  await bar(page).getByRole("button", { name: "Start 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start 2" }).click();
  await expect(page.getByText("2 counts started")).toBeVisible();
  await page.getByRole("checkbox").first().click();
  const file = page.waitForEvent("download");
  await bar(page).getByRole("button", { name: "Print 2 sheets" }).click();
  expect(
    readFileSync(await (await file).path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  await bar(page).getByRole("button", { name: "Cancel 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel 2" }).click();
  await expect(page.getByText("2 counts cancelled")).toBeVisible();
});

test("of two products that are one, the codes go to the one that stays, and the other says what replaced it", async ({
  as,
}) => {
  const page = await as("Admin");
  const dialog = page.getByRole("dialog");
  await bringIn(
    page,
    `${mark}-M`,
    `sku,name,barcode\n${mark}M1,Twin ${mark} coupling,\n${mark}M2,Coupling twin ${mark},${mark}CODE\n`,
  );
  await page.goto("/products/duplicates");
  // Of two that came in at one moment either can be the older one.
  await page.getByRole("button", { name: new RegExp(`^Merge ${mark}M[12] and ${mark}M[12]$`) }).click();
  await dialog.getByRole("radio", { name: `${mark}M1` }).click();
  await expect(dialog).toContainText(`${mark}M2 is archived as replaced by ${mark}M1`);
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByText("which took over 1 code")).toBeVisible();
  await page.goto(`/products?q=${mark}M2`);
  await page.locator('[data-entity="product"]').first().dblclick();
  await page.getByRole("link", { name: `${mark}M1` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${mark}M1`);
  await expect(page.locator("#page")).toContainText(`${mark}CODE`);
});

test("a quantity can be typed in a pack: what it comes to is shown, and what isn't exact is refused", async ({
  as,
}) => {
  const page = await as("Owner");
  const dialog = page.getByRole("dialog");
  const sku = `${mark}-P`;
  await bringIn(page, sku, `sku,name,cost,quantity MAIN\n${sku},Pack valve,4.20,48\n`);
  await page.goto(`/products?q=${sku}`);
  await page.locator('[data-entity="product"]').first().dblclick();
  await page.getByRole("tab", { name: "Packs and codes" }).click();
  const unit = `BX${mark.slice(-6)}`;
  await page.getByRole("button", { name: "Add pack" }).click();
  await dialog.getByRole("combobox", { name: "Unit" }).click();
  await page.getByRole("option", { name: "New unit…" }).click();
  await dialog.getByRole("textbox", { name: "Code" }).fill(unit);
  await dialog.getByRole("textbox", { name: "Name" }).fill("Half dozen strip");
  await dialog.getByRole("button", { name: "Add unit" }).click();
  await dialog.getByRole("textbox", { name: /^Holds/ }).fill("3");
  await dialog.getByRole("textbox", { name: "Divided by" }).fill("2");
  await dialog.getByRole("button", { name: /^(Save|Add) pack/ }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto("/transfers/new");
  await page.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: /^MAIN/ }).click();
  await page.getByRole("combobox", { name: "To" }).click();
  await page.getByRole("option", { name: /^EAST/ }).click();
  await page.getByRole("combobox", { name: "Add a product" }).fill(sku);
  await page.getByRole("option", { name: new RegExp(sku) }).click();
  const quantity = page.getByRole("textbox", { name: `Quantity of ${sku}` });
  await quantity.pressSequentially(`1 ${unit}`);
  await expect(page.getByText(`1 ${unit} can't be said exactly in EA, whole`)).toBeVisible();
  await page.getByRole("button", { name: "Draft transfer" }).click();
  await expect(page).toHaveURL(/transfers\/new/);
  await quantity.fill(`4 ${unit}`);
  await expect(page.getByText("= 6 EA")).toBeVisible();
  await page.getByRole("button", { name: "Draft transfer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/TR-\d+/);
  await expect(page.locator("#page")).toContainText("6");

  await page.goto(`/stock?q=${sku}`);
  await page.locator('[data-entity="stock"]').first().click();
  await page.getByRole("button", { name: "Adjust" }).last().click();
  await dialog.getByRole("textbox", { name: "Quantity that is there" }).fill("20");
  await dialog.getByRole("combobox", { name: /^Unit of/ }).selectOption(unit);
  await expect(dialog.getByText("= 30 EA")).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Post adjustment" }).click();
  await expect(page.locator('[data-code="stock.adjusted"]')).toContainText("now 30");
});
