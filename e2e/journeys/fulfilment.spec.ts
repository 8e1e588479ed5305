import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

const mark = `FF${Date.now().toString(36).toUpperCase()}`;
const CSV = `sku,name,cost,price,warehouse,bin,quantity\n${mark}-A,Parcel valve,4.20,9.90,MAIN,${mark}-1,12\n${mark}-B,Parcel hose,2.10,5.00,MAIN,${mark}-2,7\n`;

async function order(sales: Page, lines: Record<string, string>): Promise<string> {
  await sales.goto("/orders/new");
  await sales.getByRole("combobox", { name: /customer/i }).fill("Hansen");
  await sales.getByRole("option", { name: /Hansen Teknik/ }).click();
  for (const [sku, quantity] of Object.entries(lines)) {
    await sales
      .getByRole("combobox", { name: /product/i })
      .first()
      .fill(sku);
    await sales.getByRole("option", { name: new RegExp(sku) }).click();
    await sales.getByRole("textbox", { name: `Quantity of ${sku}` }).fill(quantity);
  }
  await sales.getByRole("button", { name: "Place order" }).click();
  await expect(sales.getByRole("heading", { level: 1 })).toContainText(/SO-\d+/);
  return new URL(sales.url()).pathname;
}

test("from an order to the door: made, picked by scan on a phone without a connection in between, short, packed, shipped, taken back and shipped again", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(CSV) });
  await manager.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });

  const sales = await as("Sales");
  const path = await order(sales, { [`${mark}-A`]: "5", [`${mark}-B`]: "3" });
  const admin = await as("Admin");
  await admin.goto(path);
  await admin.getByRole("button", { name: "Confirm", exact: true }).click();
  await admin.getByRole("button", { name: "Make shipment" }).click();
  await expect(admin).toHaveURL(/\/shipments\/[0-9a-f-]{36}$/);
  const shipment = new URL(admin.url()).pathname;

  const operator = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  await operator.goto(shipment);
  const sheet = operator.waitForEvent("download");
  await operator.getByRole("button", { name: "Pick list" }).click();
  expect((await sheet).suggestedFilename()).toMatch(/SH-\d+-pick\.pdf/);
  await operator.getByRole("link", { name: "Pick by scanning" }).click();
  const next = operator.locator('[data-entity="next_line"]');
  await expect(next).toContainText(`${mark}-1`);
  const said = operator.getByRole("status").first();
  const scan = async (code: string, answer: string | RegExp) => {
    await operator.getByRole("textbox", { name: "Scan" }).fill(code);
    await operator.keyboard.press("Enter");
    await expect(said).toContainText(answer);
  };
  await scan(`${mark}-1`, `At ${mark}-1: 5 of ${mark}-A`);
  await scan(`${mark}-B`, `${mark}-B is picked from ${mark}-2, not here`);
  await scan(`2*${mark}-A`, `2 of ${mark}-A picked, 3 left here`);
  await scan(`9*${mark}-A`, "Only 3");
  await operator.context().setOffline(true);
  await scan(`3*${mark}-A`, `3 of ${mark}-A picked`);
  await expect(operator.getByRole("alert")).toContainText("No connection");
  await expect(next).toContainText(`${mark}-2`);
  await scan(`${mark}-2`, `At ${mark}-2`);
  await scan(`${mark}-B`, `1 of ${mark}-B picked, 2 left`);
  await expect(operator.locator('[data-state="WAITING"]')).toHaveCount(2);
  await operator.context().setOffline(false);
  await expect(operator.locator('[data-state="WAITING"]')).toHaveCount(0, { timeout: 12_000 });
  await scan(`${mark}-B`, `1 of ${mark}-B picked, 1 left`);
  await operator.getByRole("button", { name: "Put back the last scan" }).click();
  await expect(said).toContainText(`Put back: 1 of ${mark}-B`);
  await operator.getByRole("button", { name: `Short pick of ${mark}-B` }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Give it up" }).click();
  await expect(operator.getByText("Everything is picked")).toBeVisible();
  await operator
    .getByRole("link", { name: /SH-\d+/ })
    .first()
    .click();
  await operator.getByRole("button", { name: "Pack…" }).click();
  const dialog = operator.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pack", exact: true }).click();
  await expect(dialog.getByText("kilograms")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Weight of parcel 1" }).fill("2.5");
  await dialog.getByRole("button", { name: "Pack", exact: true }).click();
  await operator.getByRole("button", { name: "Ship…" }).click();
  await dialog.getByRole("textbox", { name: "Tracking number" }).fill(`T-${mark}`);
  await dialog.getByRole("button", { name: "Ship", exact: true }).click();
  await operator.getByRole("button", { name: "Undo" }).click();
  await expect(operator.getByRole("heading", { level: 1 })).toContainText("Packed");
  await operator.getByRole("button", { name: "Ship…" }).click();
  await dialog.getByRole("button", { name: "Ship", exact: true }).click();
  await expect(operator.getByRole("heading", { level: 1 })).toContainText("Shipped");

  await manager.goto(`/stock?q=${mark}-A`);
  await expect(manager.locator('[data-entity="stock"]').first()).toContainText("7");
  await manager.goto("/counts");
  await expect(manager.locator('[data-entity="count"]').first()).toContainText("CNT-");
  await admin.goto(path);
  await expect(admin.getByRole("button", { name: "Reserve the rest" })).toBeVisible();
  await admin.getByRole("button", { name: "Reserve the rest" }).click();
  await expect(admin.getByText("is free in a warehouse you reach")).toBeVisible();
});

test("several orders become shipments on the board, and are picked on one walk", async ({ as }) => {
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,price,warehouse,bin,quantity\n${mark}-W,Wave valve,4.20,9.90,EAST,${mark}-W1,20\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}W.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 1 row" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
  const sales = await as("Sales");
  const admin = await as("Admin");
  for (const quantity of ["2", "3"]) {
    const path = await order(sales, { [`${mark}-W`]: quantity });
    await admin.goto(path);
    await admin.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(admin.getByRole("button", { name: "Make shipment" })).toBeVisible();
  }
  await manager.goto("/shipments");
  await manager.getByRole("button", { name: /Make shipments/ }).click();
  const waiting = manager.getByRole("region", { name: "To pick" }).locator('[data-entity="shipment"]');
  await expect(waiting.filter({ hasText: "EAST" }).first()).toBeVisible();
  for (const card of (await waiting.filter({ hasText: "EAST" }).all()).slice(-2))
    await card.getByRole("checkbox").check();
  await manager.getByRole("button", { name: "Pick 2 in one walk" }).click();
  await expect(manager.getByRole("heading", { name: /Walk of WV-\d+/ })).toBeVisible();
  const lines = manager.locator('[data-entity="shipment_line"]');
  await expect(lines.filter({ hasText: `${mark}-W` })).toHaveCount(2);
  await manager.getByRole("textbox", { name: "Scan" }).fill(`5*${mark}-W`);
  await manager.keyboard.press("Enter");
  await expect(manager.getByRole("status").first()).toContainText(`5 of ${mark}-W picked for SH-`);
  await expect(lines.filter({ hasText: "3 of 3" })).toHaveCount(1);
});
