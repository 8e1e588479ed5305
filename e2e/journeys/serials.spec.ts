import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

const mark = `SN${Date.now().toString(36).toUpperCase()}`;

test("pieces come in under their serial numbers, one is moved and taken back, another scrapped and found with its way", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");
  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "SKU" }).fill(mark);
  await page.getByRole("textbox", { name: "Name" }).fill("Pressure controller");
  await page.getByRole("combobox", { name: "Tracked by" }).click();
  await page.getByRole("option", { name: "Serial numbers" }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(mark);

  await page.getByRole("button", { name: "Add pieces" }).click();
  await dialog.getByRole("combobox", { name: "Serial numbers" }).pressSequentially(`${mark}-1,${mark}-2,${mark}-3,`);
  await dialog.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "Rotterdam" }).click();
  await dialog.getByRole("textbox", { name: "Bin" }).fill("S-01");
  await dialog.getByRole("button", { name: "Add 3 pieces" }).click();
  await expect(page.getByText(`3 pieces of ${mark} added`)).toBeVisible();
  await page.getByRole("link", { name: "Rotterdam" }).click();
  const pieces = page.getByRole("table", { name: `Serial numbers of ${mark}` });
  await expect(pieces.getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("button", { name: "Adjust" })).toHaveCount(0);

  await page.getByRole("button", { name: "Add pieces" }).click();
  await dialog.getByRole("combobox", { name: "Serial numbers" }).pressSequentially(`${mark}-1,`);
  await dialog.getByRole("button", { name: "Add 1 piece" }).click();
  await expect(dialog.getByText("is in stock already: MAIN S-01")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("checkbox", { name: `Choose ${mark}-1` }).check();
  await page.getByRole("button", { name: "Move or take out 1 piece" }).click();
  await dialog.getByRole("textbox", { name: "To bin" }).fill("S-02");
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect(pieces.getByRole("row").filter({ hasText: `${mark}-1` })).toContainText("S-02");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(pieces.getByRole("row").filter({ hasText: `${mark}-1` })).toContainText("S-01");

  await page.getByRole("checkbox", { name: `Choose ${mark}-2` }).check();
  await page.getByRole("button", { name: "Move or take out 1 piece" }).click();
  await dialog.getByText("Scrap", { exact: true }).click();
  await dialog.getByRole("button", { name: "Scrap", exact: true }).click();
  await expect(pieces.getByRole("row")).toHaveCount(3);
  expect(await violationsOf(page)).toEqual([]);

  await page.goto(`/serials?q=${mark}`);
  await expect(page.locator('[data-entity="serial"]')).toHaveCount(3);
  await page
    .locator('[data-entity="serial"]')
    .filter({ hasText: `${mark}-2` })
    .dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Gone");
  await expect(page.getByRole("table", { name: `Movements of ${mark}-2` })).toContainText("Scrap");
  expect(await violationsOf(page)).toEqual([]);

  await page.goto("/scan?mode=RECEIVE");
  await page.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "Rotterdam" }).click();
  const scan = async (code: string) => {
    await page.getByRole("textbox", { name: "Scan or type a code" }).fill(code);
    await page.keyboard.press("Enter");
  };
  await scan(mark);
  await expect(page.getByRole("status").first()).toContainText("scan the label of the piece, or type its number");
});
