import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

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
  await expect(page.getByRole("button", { name: "Adjust" })).toHaveCount(0);
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page.getByRole("button", { name: "Adjust" })).toBeEnabled();
});

test("lots are shown as they were: their state, what was free of each and where it lay, and nothing can be done", async ({
  as,
}) => {
  const page = await as("Inventory manager");
  const step = async (verb: string) => {
    await page.getByRole("button", { name: verb, exact: true }).click();
    await page.getByRole("textbox", { name: "Reason" }).fill("A look back");
    await page.getByRole("dialog").getByRole("button", { name: verb }).click();
  };
  await page.goto("/lots?q=EP-2612");
  const lot = page.locator('[data-entity="lot"]').filter({ hasText: "EP-2612" });
  await lot.dblclick();
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText("On hold");
  const then = `at=${encodeURIComponent(new Date().toISOString())}`;
  await step("Release");
  await expect(heading).toContainText("Released");

  await page.goto(`/lots?q=EP-2612&${then}`);
  await expect(page.getByRole("status").filter({ hasText: "what was true then" })).toBeVisible();
  await expect(lot).toContainText("On hold");
  await expect(page.getByRole("button", { name: "New lot" })).toHaveCount(0);
  await lot.dblclick();
  await expect(page).toHaveURL(/lots\/.*at=/);
  await page.reload();
  const figures = page.locator("dl").filter({ hasText: "Available then" });
  await expect(figures.locator("div").filter({ hasText: "Held then" })).toContainText("45");
  await expect(figures.locator("div").filter({ hasText: "Available then" })).toContainText("0");
  const places = page.getByRole("table", { name: "Bins that held some of the lot then" });
  await expect(places.getByRole("row").last()).toContainText("C-09-1");
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Hold", exact: true })).toHaveCount(0);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(heading).toContainText("Released");
  await step("Hold");
  await expect(heading).toContainText("On hold");
});

test("a piece is looked for where it was, in its bin and on the map, by an address that can be sent on", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const mark = `PT${Date.now().toString(36).toUpperCase()}`;
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");
  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "SKU" }).fill(mark);
  await page.getByRole("textbox", { name: "Name" }).fill("Flow controller");
  await page.getByRole("combobox", { name: "Tracked by" }).click();
  await page.getByRole("option", { name: "Serial numbers" }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByRole("button", { name: "Add pieces" }).click();
  await dialog.getByRole("combobox", { name: "Serial numbers" }).pressSequentially(`${mark}-1,${mark}-2,`);
  await dialog.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "Rotterdam" }).click();
  await dialog.getByRole("textbox", { name: "Bin" }).fill(`${mark}-A`);
  await dialog.getByRole("button", { name: "Add 2 pieces" }).click();
  await expect(page.getByText(`2 pieces of ${mark} added`)).toBeVisible();
  const then = `at=${encodeURIComponent(new Date().toISOString())}&basis=RECORDED`;
  await page.getByRole("link", { name: "Rotterdam" }).click();
  const warehouse = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("checkbox", { name: `Choose ${mark}-1` }).check();
  await page.getByRole("button", { name: "Move or take out 1 piece" }).click();
  await dialog.getByRole("textbox", { name: "To bin" }).fill(`${mark}-B`);
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  const pieces = page.getByRole("table", { name: `Serial numbers of ${mark}` });
  await expect(pieces.getByRole("row").filter({ hasText: `${mark}-1` })).toContainText(`${mark}-B`);

  await page.goto(`/serials?q=${mark}&${then}`);
  const piece = page.locator('[data-entity="serial"]').filter({ hasText: `${mark}-1` });
  await expect(piece).toContainText(`${mark}-A`);
  await piece.dblclick();
  await expect(page.getByRole("link", { name: `MAIN, ${mark}-A` })).toBeVisible();
  await expect(page.getByRole("table", { name: `Movements of ${mark}-1` }).getByRole("row")).toHaveCount(2);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page.getByRole("link", { name: `MAIN, ${mark}-B` })).toBeVisible();

  // The bin that was made by the move was not there then; the other held both.
  await page.goto(`/warehouses/${warehouse}?q=${mark}&${then}`);
  const bin = page.locator('[data-entity="location"]').filter({ hasText: mark });
  await expect(bin).toHaveCount(1);
  await expect(page.getByRole("button", { name: "New bin" })).toHaveCount(0);
  await bin.dblclick();
  const contents = dialog.getByRole("table", { name: `What lay in ${mark}-A then` });
  await expect(contents.getByRole("row").last()).toContainText(mark);
  await expect(dialog.getByRole("button", { name: "Move contents" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("Map", { exact: true }).click();
  await expect(page.getByRole("button", { name: `${mark}-A 1 item` })).toBeVisible();
  await expect(page.getByRole("button", { name: `${mark}-B` })).toHaveCount(0);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page.getByRole("button", { name: `${mark}-B 1 item` })).toBeVisible();
});

test("a movement's details narrow the ledger to its bin, and the filter is taken off again", async ({ as }) => {
  const page = await as("Auditor");
  await page.goto("/ledger");
  const inBin = /[A-C]-\d\d-\d/;
  await page.locator('[data-entity="movement"]').filter({ hasText: inBin }).first().click();
  const details = page.getByRole("complementary", { name: /Details of movement/ });
  await expect(details.getByText("Recorded")).toBeVisible();
  await details.getByRole("button", { name: inBin }).click();
  await expect(page).toHaveURL(/bin=/);
  const pinned = page.getByRole("button", { name: /^Bin .*remove this filter/ });
  await expect(pinned).toBeVisible();
  await pinned.click();
  await expect(page).not.toHaveURL(/bin=/);
});
