import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

const mark = `MD${Date.now().toString(36).toUpperCase()}`;
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function choose(page: Page, field: string, option: RegExp) {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option }).click();
}

test("a manager's day: adjust, approve a count that agrees, transfer, recall, look back at yesterday, undo", async ({
  as,
}) => {
  test.setTimeout(150_000);
  const manager = await as("Inventory manager");
  const dialog = manager.getByRole("dialog");
  const press = async (name: string) => {
    await manager.getByRole("button", { name, exact: true }).click();
    await dialog.getByRole("button", { name, exact: true }).click();
    await expect(dialog).toHaveCount(0);
  };
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,warehouse,bin,quantity\n${mark},Day gasket,4.20,MAIN,${mark}-1,20\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 1 row" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });

  // Two are found broken.
  await manager.goto(`/stock?q=${mark}`);
  await manager.locator('[data-entity="stock"]').first().click();
  await manager.keyboard.press("e");
  await dialog.getByText("Change ±").click();
  await dialog
    .getByLabel(/^Change/)
    .last()
    .fill("-2");
  await dialog.getByRole("button", { name: "Post adjustment" }).click();
  await expect(manager.locator('[data-code="stock.adjusted"]')).toBeVisible();

  // Someone counts what is left, the manager approves.
  await manager.goto("/counts/new");
  await choose(manager, "Warehouse", /^MAIN/);
  await manager.getByRole("combobox", { name: "Products", exact: true }).fill(mark);
  await manager.getByRole("option", { name: new RegExp(mark) }).click();
  await manager.getByRole("button", { name: "Plan count" }).click();
  await expect(heading(manager)).toContainText(/CNT-\d+/);
  const operator = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  await operator.goto(new URL(manager.url()).pathname);
  for (const step of ["Start counting", "Finish"]) {
    if (step === "Finish") {
      const field = operator.getByRole("textbox", { name: new RegExp(`Counted of ${mark}`) });
      await field.fill("18");
      await field.press("Enter");
      await expect(operator.locator('[data-entity="count_line"]').first()).toHaveAttribute("data-state", "COUNTED");
    }
    await operator.getByRole("button", { name: step, exact: true }).click();
    await operator.getByRole("dialog").getByRole("button", { name: step, exact: true }).click();
    await expect(operator.getByRole("dialog")).toHaveCount(0);
  }
  await press("Approve and post");
  await expect(manager.locator("#page [data-tone]").getByText("Posted")).toBeVisible();

  // Five go to the other warehouse, and the ledger says with what.
  await manager.goto("/transfers");
  await manager.getByRole("button", { name: "New transfer" }).first().click();
  await choose(manager, "From", /^MAIN/);
  await choose(manager, "To", /^EAST/);
  await manager.getByRole("combobox", { name: "Add a product" }).fill(mark);
  await manager.getByRole("option", { name: new RegExp(mark) }).click();
  await manager.getByRole("textbox", { name: `Quantity of ${mark}` }).fill("5");
  await manager.getByRole("button", { name: "Draft transfer" }).click();
  await expect(heading(manager)).toContainText(/TR-\d+/);
  const number = /TR-\d+/.exec(await heading(manager).innerText())?.[0] ?? "";
  await press("Approve");
  await press("Dispatch");
  await expect(heading(manager)).toContainText("In transit");
  await manager.getByRole("button", { name: "Receive…" }).click();
  await dialog.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(heading(manager)).toContainText(/\dReceived/);
  await manager.goto(`/ledger?q=${mark}`);
  await manager.getByRole("link", { name: number }).first().click();
  await expect(heading(manager)).toContainText(number);

  // A lot is called back, and let go again once it was tested.
  await manager.goto("/lots?view=EXPIRING&days=180");
  const lot = manager.locator('[data-entity="lot"]').filter({ hasText: "EP-2610" });
  await expect(lot).toBeVisible();
  await manager.getByRole("button", { name: "Within: 180 days" }).click();
  await manager.getByRole("menuitemradio", { name: "7 days" }).click();
  await expect(lot).toHaveCount(0);
  await manager.goto("/lots?q=EP-2610");
  await manager.locator('[data-entity="lot"]').first().dblclick();
  for (const [step, reason, state] of [
    ["Recall", "The label was wrong", "Recalled"],
    ["Release", "Labelled anew", "Released"],
  ] as const) {
    await manager.getByRole("button", { name: step }).click();
    await manager.getByRole("textbox", { name: "Reason" }).fill(reason);
    await dialog.getByRole("button", { name: step }).click();
    await expect(manager.getByText(state, { exact: true })).toBeVisible();
  }

  // Yesterday there was nothing of it; today there is, and the adjustment can still be taken back.
  await manager.goto(`/stock?q=${mark}`);
  await expect(manager.locator('[data-entity="stock"]')).toHaveCount(2);
  await manager.getByRole("button", { name: "As of now" }).click();
  await manager.getByRole("radio", { name: /What was known then/ }).check();
  await manager.getByRole("button", { name: "End of yesterday" }).click();
  await expect(manager.locator('[data-entity="stock"]')).toHaveCount(0);
  await manager.goto(`/stock?q=${mark}`);
  await expect(manager.locator('[data-entity="stock"]')).toHaveCount(2);
  await manager.goto(`/operations?q=${mark}`);
  const adjustment = manager.locator('[data-entity="operation"]').filter({ hasText: "Adjustment" });
  await adjustment.first().click();
  const details = manager.getByRole("complementary", { name: "Details of the operation" });
  await details.getByRole("button", { name: "Undo", exact: true }).click();
  await dialog.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(adjustment.first()).toContainText("Undone");
});
