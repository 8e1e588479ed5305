import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

const mark = `CA${Date.now().toString(36).toUpperCase()}`;

/** An order of five that has left, as the sales person and the warehouse made it. */
async function shippedOrder(as: (role: "Admin" | "Sales" | "Inventory manager") => Promise<Page>): Promise<string> {
  const manager = await as("Inventory manager");
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,price,warehouse,bin,quantity\n${mark}-A,Cash valve,4.20,20.00,MAIN,${mark}-1,12\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 1 row" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });
  const admin = await as("Admin");
  await admin.goto("/orders/new");
  await admin.getByRole("combobox", { name: /customer/i }).fill("Hansen");
  await admin.getByRole("option", { name: /Hansen Teknik/ }).click();
  await admin
    .getByRole("combobox", { name: /product/i })
    .first()
    .fill(`${mark}-A`);
  await admin.getByRole("option", { name: new RegExp(`${mark}-A`) }).click();
  await admin.getByRole("textbox", { name: `Quantity of ${mark}-A` }).fill("5");
  await admin.getByRole("button", { name: "Place order" }).click();
  await expect(admin.getByRole("heading", { level: 1 })).toContainText(/SO-\d+/);
  const order = new URL(admin.url()).pathname;
  await admin.getByRole("button", { name: "Confirm", exact: true }).click();
  await admin.getByRole("button", { name: "Make shipment" }).click();
  await expect(admin).toHaveURL(/\/shipments\/[0-9a-f-]{36}$/);
  return order;
}

test("from goods that left to the money: invoiced, paid in part, partly returned, credited, paid back and replaced", async ({
  as,
}) => {
  test.setTimeout(150_000);
  const order = await shippedOrder(as);
  const admin = await as("Admin");
  await admin.goto(order);
  await admin.getByRole("link", { name: /SH-\d+/ }).click();
  const shipment = new URL(admin.url()).pathname;
  await admin.getByRole("link", { name: "Pick by scanning" }).click();
  await admin.getByRole("textbox", { name: "Scan" }).fill(`${mark}-1`);
  await admin.keyboard.press("Enter");
  await admin.getByRole("textbox", { name: "Scan" }).fill(`5*${mark}-A`);
  await admin.keyboard.press("Enter");
  await expect(admin.getByText("Everything is picked")).toBeVisible();
  await expect(admin.locator('[data-state="WAITING"]')).toHaveCount(0);
  await admin.goto(shipment);
  await admin.getByRole("button", { name: "Pack…" }).click();
  await admin.getByRole("dialog").getByRole("textbox", { name: "Weight of parcel 1" }).fill("2.5");
  await admin.getByRole("dialog").getByRole("button", { name: "Pack", exact: true }).click();
  await admin.getByRole("button", { name: "Ship…" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Ship", exact: true }).click();
  await expect(admin.getByRole("heading", { level: 1 })).toContainText("Shipped");

  const sales = await as("Sales");
  await sales.goto(order);
  await sales.getByRole("button", { name: "Invoice what has left" }).click();
  await expect(sales.getByRole("heading", { level: 1 })).toContainText("Draft invoice");
  await expect(sales.getByRole("button", { name: "Issue…" })).toHaveCount(0);
  const invoice = new URL(sales.url()).pathname;

  const accountant = await as("Accountant");
  const dialog = accountant.getByRole("dialog");
  await accountant.goto(invoice);
  await accountant.getByRole("button", { name: "Issue…" }).click();
  await dialog.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText(/INV-\d{6}/);
  const number = /INV-\d{6}/.exec(await accountant.getByRole("heading", { level: 1 }).innerText())?.[0] ?? "";
  const paper = accountant.waitForEvent("download");
  await accountant.getByRole("button", { name: "PDF" }).click();
  expect((await paper).suggestedFilename()).toBe(`${number}.pdf`);
  await accountant.getByRole("button", { name: "Record payment" }).click();
  await dialog.getByRole("textbox", { name: "Amount in EUR" }).fill("100.01");
  await dialog.getByRole("button", { name: "Record" }).click();
  await expect(dialog.getByText("Only 100 EUR is open")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Amount in EUR" }).fill("90");
  await dialog.getByRole("textbox", { name: "Reference" }).fill(`BANK-${mark}`);
  await dialog.getByRole("button", { name: "Record" }).click();
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("Paid in part");
  expect(await violationsOf(accountant)).toEqual([]);

  await sales.goto(order);
  await sales.getByRole("button", { name: "Return…" }).click();
  const asked = sales.getByRole("dialog");
  await asked.getByRole("textbox", { name: `Comes back of ${mark}-A` }).fill("6");
  await asked.getByRole("combobox", { name: "Reason" }).click();
  await sales.getByRole("option", { name: "Damaged" }).click();
  await asked.getByRole("button", { name: "Ask for it" }).click();
  await expect(asked.getByText(`Only 5 of ${mark}-A is with the customer`)).toBeVisible();
  await asked.getByRole("textbox", { name: `Comes back of ${mark}-A` }).fill("3");
  await asked.getByRole("button", { name: "Ask for it" }).click();
  await expect(sales.getByRole("heading", { level: 1 })).toContainText(/RMA-\d+/);
  const rma = new URL(sales.url()).pathname;
  await sales.getByRole("button", { name: "Approve" }).click();
  await sales.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(sales.getByRole("heading", { level: 1 })).toContainText("Approved");

  const operator = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  await operator.goto(rma);
  await operator.getByRole("button", { name: "Receive…" }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Receive", exact: true }).click();
  await expect(operator.getByRole("heading", { level: 1 })).toContainText("To decide");
  await operator.getByRole("button", { name: "Undo" }).click();
  await expect(operator.getByRole("heading", { level: 1 })).toContainText("Approved");
  await operator.getByRole("button", { name: "Receive…" }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Receive", exact: true }).click();
  await operator.getByRole("button", { name: "Decide…" }).click();
  await operator
    .getByRole("dialog")
    .getByRole("textbox", { name: `Bin for ${mark}-A` })
    .fill(`${mark}-1`);
  await operator
    .getByRole("dialog")
    .getByRole("textbox", { name: `Scrapped of ${mark}-A` })
    .fill("1");
  await operator.getByRole("dialog").getByRole("button", { name: "Decide" }).click();
  await expect(operator.getByText("2 restocked, 1 scrapped")).toBeVisible();
  expect(await violationsOf(operator)).toEqual([]);

  await accountant.goto(rma);
  await accountant.getByRole("button", { name: "Refund…" }).click();
  await dialog.getByRole("button", { name: "Refund" }).click();
  await expect(accountant.getByRole("link", { name: /CN-\d{6}/ })).toBeVisible();
  await accountant.goto(invoice);
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("To pay back");
  await accountant.getByRole("button", { name: "Pay back from 90" }).click();
  await expect(dialog.getByRole("textbox", { name: "Amount in EUR" })).toHaveValue("50");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Returned goods");
  await dialog.getByRole("button", { name: "Pay back" }).click();
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("Settled");

  await sales.goto("/customers?q=Hansen");
  await sales.locator('[data-entity="customer"]').first().dblclick();
  await expect(sales.getByRole("table", { name: /Statement of Hansen/ })).toContainText(number);
  await accountant.goto("/invoices/receivables");
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("Receivables");
  expect(await violationsOf(accountant)).toEqual([]);
  await accountant.goto(`/invoices?q=${number}`);
  await expect(accountant.locator('[data-entity="invoice"]')).toHaveCount(1);
  await accountant.goto("/returns?view=OPEN");
  await expect(accountant.locator('[data-entity="return"]').first()).toBeVisible();
});
