import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

const mark = `SH${Date.now().toString(36).toUpperCase()}`;

async function upload(page: Page, name: string, text: string) {
  await page.goto("/imports/new");
  await page.getByLabel("File to import").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByRole("heading", { name })).toBeVisible();
}

test("prices come in from a file: a day that can be read in two ways is asked for, the rest is taken, and all goes back", async ({
  as,
}) => {
  const admin = await as("Admin");
  await upload(admin, `${mark}-p.csv`, `sku,name,price,quantity MAIN\n${mark}-A,Sheet valve,10,4\n`);
  await admin.getByRole("button", { name: "Import 1 row" }).click();
  await expect(admin.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });

  await admin.goto("/price-lists");
  await admin.getByRole("button", { name: "New price list" }).click();
  await admin.getByRole("dialog").getByRole("textbox", { name: "Code" }).fill(`D-${mark}`);
  await admin.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(`Dealers ${mark}`);
  await admin.getByRole("dialog").getByRole("button", { name: "Create price list" }).click();
  await expect(admin.getByRole("dialog")).toHaveCount(0);

  const prices = `sku,price list,currency,min quantity,unit price,valid from\n${mark}-A,D-${mark},EUR,10,8.50,03/04/2031\n${mark}-A,D-${mark},EUR,50,7.90,2031-01-01\nNOBODY,D-${mark},EUR,1,1,2031-01-01\n${mark}-A,UNKNOWN,EUR,1,1,2031-01-01\n`;
  await upload(admin, `${mark}.csv`, prices);
  await expect(admin.getByText("DATE_AMBIGUOUS")).toBeVisible();
  await expect(admin.getByText("SKU_UNKNOWN")).toBeVisible();
  await expect(admin.getByText("There is no price list UNKNOWN: make it first")).toBeVisible();
  await admin.getByRole("combobox", { name: "Days such as 03/04/2027" }).click();
  await admin.getByRole("option", { name: "Day first: 3 April" }).click();
  await admin.getByRole("button", { name: "Check again" }).click();
  await expect(admin.getByText("DATE_AMBIGUOUS")).toHaveCount(0);
  const file = admin.waitForEvent("download");
  await admin.getByRole("button", { name: "Download them as CSV" }).click();
  expect(readFileSync(await (await file).path(), "utf8")).toContain("SKU_UNKNOWN");
  await admin.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(admin.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
  await admin.getByRole("button", { name: "Undo this import" }).click();
  await expect(admin.getByRole("dialog")).toContainText("2 new prices will be removed");
  await admin.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await expect(admin.getByText("Everything is as it was before.")).toBeVisible({ timeout: 20_000 });
});

test("bins go out as a file and come in again as they are; pieces come in by their numbers", async ({ as }) => {
  const admin = await as("Admin");
  await upload(
    admin,
    `${mark}-b.csv`,
    `warehouse,bin,zone,type,pick sequence,max weight\nEAST,${mark}-1,${mark},PICK,7,250\n`,
  );
  await expect(admin.getByText("New bins")).toBeVisible();
  await admin.getByRole("button", { name: "Import 1 row" }).click();
  await expect(admin.getByRole("link", { name: "See the warehouses" })).toBeVisible({ timeout: 20_000 });
  await admin.goto("/warehouses");
  await admin.locator('[data-entity="warehouse"]').filter({ hasText: "EAST" }).dblclick();
  // The list of warehouses has an Export of its own: the click is meant for the one of the bins.
  await expect(admin.locator('[data-entity="location"]').first()).toBeVisible();
  const file = admin.waitForEvent("download");
  await admin.getByRole("button", { name: "Export" }).click();
  await admin.getByRole("menuitem", { name: "CSV" }).click();
  const text = readFileSync(await (await file).path(), "utf8");
  expect(text).toContain(`${mark}-1`);
  await upload(admin, `${mark}-again.csv`, text);
  await expect(admin.getByText("What this file would change")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Import 0 rows" })).toHaveCount(0);
  await expect(admin.getByText("Rejected rows").locator("..")).toContainText("0");
});
