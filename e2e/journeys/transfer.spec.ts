import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

const mark = `TR${Date.now().toString(36).toUpperCase()}`;

test("a transfer is drafted, approved, dispatched, received in part and its loss written off", async ({ as }) => {
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,quantity MAIN\n${mark},Transfer valve,4.20,12\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 1 row" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });

  await manager.goto("/transfers");
  await manager.getByRole("button", { name: "New transfer" }).first().click();
  await manager.getByRole("combobox", { name: "From" }).click();
  await manager.getByRole("option", { name: /^MAIN/ }).click();
  await manager.getByRole("combobox", { name: "To" }).click();
  await manager.getByRole("option", { name: /^EAST/ }).click();
  await manager.getByRole("combobox", { name: "Add a product" }).fill(mark);
  await manager.getByRole("option", { name: new RegExp(mark) }).click();
  await manager.getByRole("textbox", { name: `Quantity of ${mark}` }).fill("7");
  await manager.getByRole("button", { name: "Draft transfer" }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText(/TR-\d+/);

  for (const step of ["Approve", "Dispatch"]) {
    await manager.getByRole("button", { name: step, exact: true }).click();
    await manager.getByRole("dialog").getByRole("button", { name: step, exact: true }).click();
    await expect(manager.getByRole("dialog")).toHaveCount(0);
  }
  await expect(manager.getByRole("heading", { level: 1 })).toContainText("In transit");
  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText("Approved");
  await manager.getByRole("button", { name: "Dispatch", exact: true }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "Dispatch", exact: true }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText("In transit");

  const url = new URL(manager.url()).pathname;
  const operator = await as("Warehouse operator");
  await operator.goto(url);
  await expect(operator.getByRole("button", { name: "Write off…" })).toHaveCount(0);
  await operator.getByRole("button", { name: "Receive…" }).click();
  await operator.getByRole("textbox", { name: `Arrived of ${mark}` }).fill("8");
  await operator.getByRole("dialog").getByRole("button", { name: "Receive", exact: true }).click();
  await expect(operator.getByText(`Only 7 of ${mark} is still under way.`)).toBeVisible();
  await operator.getByRole("textbox", { name: `Arrived of ${mark}` }).fill("5");
  await operator.getByRole("dialog").getByRole("button", { name: "Receive", exact: true }).click();
  await expect(operator.getByRole("heading", { level: 1 })).toContainText("Partly received");

  await expect(manager.getByRole("heading", { level: 1 })).toContainText("Partly received");
  await manager.getByRole("button", { name: "Write off…" }).click();
  await manager.getByRole("textbox", { name: `Lost of ${mark}` }).fill("2");
  await manager.getByRole("dialog").getByRole("button", { name: "Write off", exact: true }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText(/\dReceived/);
  await manager.goto(`/stock?q=${mark}`);
  await expect(manager.locator('[data-entity="stock"]')).toHaveCount(2);
});

test("of pieces in a bin the ones that leave are chosen, and of those under way the ones that arrived", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const sku = `${mark}-P`;
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");
  await page.goto("/products/new");
  await page.getByRole("textbox", { name: "SKU" }).fill(sku);
  await page.getByRole("textbox", { name: "Name" }).fill("Transfer controller");
  await page.getByRole("combobox", { name: "Tracked by" }).click();
  await page.getByRole("option", { name: "Serial numbers" }).click();
  await page.getByRole("button", { name: "Create product" }).click();
  await page.getByRole("button", { name: "Add pieces" }).click();
  await dialog.getByRole("combobox", { name: "Serial numbers" }).pressSequentially(`${sku}-1,${sku}-2,${sku}-3,`);
  await dialog.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "Rotterdam" }).click();
  await dialog.getByRole("button", { name: "Add 3 pieces" }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto("/transfers");
  await page.getByRole("button", { name: "New transfer" }).first().click();
  await page.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: /^MAIN/ }).click();
  await page.getByRole("combobox", { name: "To" }).click();
  await page.getByRole("option", { name: /^EAST/ }).click();
  await page.getByRole("combobox", { name: "Add a product" }).fill(sku);
  await page.getByRole("option", { name: new RegExp(sku) }).click();
  await page.getByRole("textbox", { name: `Quantity of ${sku}` }).fill("2");
  await page.getByRole("button", { name: "Draft transfer" }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Dispatch", exact: true }).click();
  await dialog.getByRole("button", { name: "Dispatch", exact: true }).click();
  await expect(dialog.getByText(`0 serial numbers of ${sku} are named for a quantity of 2.`)).toBeVisible();
  await dialog.getByRole("combobox", { name: `Pieces of ${sku}` }).click();
  for (const piece of ["1", "3"]) await page.getByRole("option", { name: `${sku}-${piece}` }).click();
  await page.keyboard.press("Tab");
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Dispatch", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("In transit");
  const underWay = page.getByRole("table", { name: "What is under way" });
  await expect(underWay).toContainText(`${sku}-1, ${sku}-3`);

  await page.getByRole("button", { name: "Receive…" }).click();
  await dialog.getByRole("combobox", { name: `Pieces of ${sku}` }).press("Backspace");
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Partly received");
  await expect(underWay).toContainText(`${sku}-3`);
  await expect(underWay).not.toContainText(`${sku}-1`);
});
