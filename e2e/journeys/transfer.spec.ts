import { expect, test } from "../fixtures.ts";

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
