import { expect, test } from "../fixtures.ts";

const mark = `E2E${Date.now().toString(36).toUpperCase()}`;
const CSV = `sku,name,category,cost,price,quantity MAIN,quantity EAST\r\n${mark}-A,Journey valve,Fittings,4.20,9.90,12,5\r\n${mark}-B,Journey pump,Machines,80,150,3,\r\n${mark}-C,Journey hose,Fittings,1.10,2.40,-4,1\r\n`;

test("the main job: import with stock for two warehouses, see it, order it, confirm it, find it in dashboard, audit and bell", async ({
  as,
}) => {
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(CSV) });
  await expect(manager.getByRole("heading", { name: `${mark}.csv` })).toBeVisible();
  await expect(manager.getByText("QTY_NEGATIVE")).toBeVisible();
  await manager.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
  await manager.reload();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible();

  await manager.goto(`/stock?q=${mark}`);
  await expect(manager.locator('[data-entity="stock"]')).toHaveCount(3);
  await expect(
    manager
      .locator('[data-entity="stock"]')
      .filter({ hasText: `${mark}-A` })
      .first(),
  ).toContainText("12");

  const sales = await as("Sales");
  await sales.goto("/orders/new");
  await sales.getByRole("combobox", { name: /customer/i }).click();
  await sales.getByRole("combobox", { name: /customer/i }).fill("Hansen");
  await sales.getByRole("option", { name: /Hansen Teknik/ }).click();
  const product = sales.getByRole("combobox", { name: /product/i }).first();
  await product.fill(`${mark}-A`);
  await sales.getByRole("option", { name: new RegExp(`${mark}-A`) }).click();
  await sales
    .getByRole("textbox", { name: /quantity/i })
    .first()
    .fill("15");
  await sales.getByRole("button", { name: "Place order" }).click();
  await expect(sales).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(sales.getByRole("heading", { level: 1 })).toContainText(/SO-\d+/);
  const title = await sales.getByRole("heading", { level: 1 }).innerText();
  const orderNumber = /SO-\d+/.exec(title)?.[0] ?? "no order number";

  await manager.goto(`/stock?q=${mark}-A`);
  await expect(
    manager
      .locator('[data-entity="stock"]')
      .filter({ hasText: /Rotterdam|MAIN/ })
      .first(),
  ).toContainText("12");

  const admin = await as("Admin");
  await admin.goto(new URL(sales.url()).pathname);
  await expect(admin.getByRole("heading", { level: 1 })).toContainText(orderNumber);
  await admin.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(admin.getByText("Confirmed").first()).toBeVisible();

  // The other browser hears it without a reload.
  await expect(sales.getByText("Confirmed").first()).toBeVisible();
  await sales.getByRole("button", { name: /notifications/i }).click();
  await expect(sales.getByText(`${orderNumber} was confirmed`).first()).toBeVisible();

  await admin.goto("/");
  await expect(admin.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
  const auditor = await as("Auditor");
  await auditor.goto(`/audit?q=${orderNumber}`);
  await expect(auditor.locator('[data-entity="audit"]').filter({ hasText: "Place" }).first()).toBeVisible();
  await expect(auditor.getByText(/Chain unbroken/)).toBeVisible();
});

test("an order is written once more from the one there is", async ({ as }) => {
  const sales = await as("Sales");
  await sales.goto("/orders");
  await sales.locator('[data-entity="order"]').first().dblclick();
  await expect(sales).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(sales.getByRole("heading", { level: 1 })).toContainText(/SO-\d+/);
  const title = await sales.getByRole("heading", { level: 1 }).innerText();
  const original = /SO-\d+/.exec(title)?.[0] ?? "no order number";
  await sales.getByRole("link", { name: "Duplicate" }).click();
  await expect(sales.getByRole("heading", { name: `Copy of ${original}` })).toBeVisible();
  await expect(sales.getByRole("textbox", { name: /quantity/i }).first()).not.toHaveValue("");
  await sales.getByRole("button", { name: "Save draft" }).click();
  await expect(sales).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(sales.getByRole("heading", { level: 1 })).not.toContainText(original);
  await expect(sales.getByRole("heading", { level: 1 })).toContainText("Draft");
});

test("an order for more than there is is refused and says what is available", async ({ as }) => {
  const sales = await as("Sales");
  await sales.goto("/orders/new");
  await sales.getByRole("combobox", { name: /customer/i }).fill("Delta");
  await sales.getByRole("option", { name: /Delta Install/ }).click();
  await sales
    .getByRole("combobox", { name: /product/i })
    .first()
    .fill("VLV-0420");
  await sales.getByRole("option", { name: /VLV-0420/ }).click();
  await sales
    .getByRole("textbox", { name: /quantity/i })
    .first()
    .fill("99999");
  await sales.getByRole("button", { name: "Place order" }).click();
  await expect(sales.getByText(/available/i).first()).toBeVisible();
  await expect(sales).toHaveURL(/\/orders\/new/);
});

test("an adjustment shows its result before it is posted and can be undone", async ({ as }) => {
  const manager = await as("Inventory manager");
  await manager.goto("/stock?q=GSK-0420");
  const row = manager.locator('[data-entity="stock"]').first();
  await row.click();
  await manager.getByRole("button", { name: "Adjust" }).last().click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByText("Change ±").click();
  await dialog
    .getByLabel(/^Change/)
    .last()
    .fill("3");
  await dialog.getByRole("button", { name: "Post adjustment" }).click();
  const toast = manager.locator('[data-code="stock.adjusted"]');
  await expect(toast).toBeVisible();
  await toast.getByRole("button", { name: "Undo" }).click();
  await manager.goto("/ledger?q=GSK-0420");
  await expect(manager.locator('[data-entity="movement"]').nth(1)).toContainText("3");
});
