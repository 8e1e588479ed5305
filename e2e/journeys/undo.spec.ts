import { expect, test } from "../fixtures.ts";

const mark = `UN${Date.now().toString(36).toUpperCase()}`;

test("stock is moved, held and undone from the note and from the list of operations; then the import that brought it", async ({
  as,
}) => {
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,quantity MAIN\n${mark},Undo valve,4.20,12\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 1 row" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
  const importPage = new URL(manager.url()).pathname;

  await manager.goto(`/stock?q=${mark}`);
  await manager.locator('[data-entity="stock"]').first().click();
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("heading", { level: 1 })).toContainText(mark);
  await manager.getByRole("button", { name: "Move", exact: true }).click();
  await manager.getByRole("textbox", { name: "Quantity" }).fill("5");
  await manager.getByRole("combobox", { name: "To bin" }).fill("Z-9");
  await manager.getByRole("dialog").getByRole("button", { name: "Move", exact: true }).click();
  await expect(manager.getByText(`5 of ${mark} moved from the floor to Z-9`)).toBeVisible();
  await expect(manager.locator('[data-entity="inventory_item"]')).toHaveCount(2);
  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(manager.locator('[data-entity="inventory_item"]')).toHaveCount(1);

  await manager.getByRole("button", { name: "Move", exact: true }).click();
  await manager.getByText("Scrap", { exact: true }).click();
  await manager.getByRole("textbox", { name: "Quantity" }).fill("13");
  await manager.getByRole("dialog").getByRole("button", { name: "Scrap", exact: true }).click();
  await expect(manager.getByText(/Not enough stock: only 12 available/)).toBeVisible();
  await manager.getByRole("textbox", { name: "Quantity" }).fill("2");
  await manager.getByRole("dialog").getByRole("button", { name: "Scrap", exact: true }).click();
  await expect(manager.getByText(`2 of ${mark} scrapped from the floor, 10 left there`)).toBeVisible();

  await manager.goto(importPage);
  await manager.getByRole("button", { name: "Undo this import" }).click();
  const refused = manager.getByRole("dialog", { name: "This import can't be undone" });
  await expect(refused.locator('[data-entity="blocker"]').filter({ hasText: "Stock scrap" })).toContainText(mark);

  await manager.goto(`/operations?q=${mark}`);
  const rows = manager.locator('[data-entity="operation"]');
  await expect(rows.filter({ hasText: "Undone" })).toHaveCount(1);
  await rows.filter({ hasText: "Scrapped" }).click();
  const details = manager.getByRole("complementary", { name: "Details of the operation" });
  await details.getByRole("button", { name: "Undo", exact: true }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "Undo", exact: true }).click();
  await expect(manager.getByText("1 operation undone by 1 reversal")).toBeVisible();
  await expect(rows.filter({ hasText: "Scrapped" })).toContainText("Undone");

  await manager.goto(importPage);
  await manager.getByRole("button", { name: "Undo this import" }).click();
  const effect = manager.getByRole("dialog", { name: `Undo ${mark}.csv` });
  await expect(effect).toContainText("1 new product with movements will be archived");
  await effect.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(manager.getByText("Everything is as it was before.")).toBeVisible({ timeout: 20_000 });
});

test("an auditor sees operations and can undo none", async ({ as }) => {
  const auditor = await as("Auditor");
  await auditor.goto("/operations");
  await auditor.locator('[data-entity="operation"]').first().click();
  await expect(auditor.getByRole("complementary", { name: "Details of the operation" })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
});
