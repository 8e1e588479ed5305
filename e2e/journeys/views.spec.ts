import { expect, test } from "../fixtures.ts";

test("filters and columns are kept as a view, shared, found by a colleague, renamed and removed", async ({ as }) => {
  const manager = await as("Inventory manager");
  await manager.goto("/stock?q=CHK&sort=name");
  await manager.getByRole("button", { name: "Columns" }).click();
  await manager.getByRole("menuitemcheckbox", { name: "Value" }).click();
  await manager.keyboard.press("Escape");
  await manager.getByRole("button", { name: "Views: none chosen" }).click();
  await manager.getByRole("menuitem", { name: "Save as a view…" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Check valves");
  await dialog.getByRole("checkbox", { name: "Share it with everybody" }).check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(manager.getByRole("button", { name: "View: Check valves" })).toBeVisible();

  const operator = await as("Warehouse operator");
  await operator.goto("/stock");
  await expect(operator.getByRole("columnheader", { name: "Reserved" })).toBeVisible();
  await operator.getByRole("button", { name: "Views: none chosen" }).click();
  await operator.getByRole("menuitemradio", { name: "Check valves" }).click();
  await expect(operator).toHaveURL(/q=CHK/);
  await expect(operator.getByRole("button", { name: "View: Check valves" })).toBeVisible();
  await expect(operator.locator('[data-entity="stock"]').first()).toContainText("CHK-");

  await manager.getByRole("button", { name: "View: Check valves" }).click();
  await manager.getByRole("menuitem", { name: "Manage views…" }).click();
  const name = dialog.getByRole("textbox", { name: "Name of Check valves" });
  await name.fill("Valves that check");
  await name.press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Name of Valves that check" })).toBeVisible();
  await dialog.getByRole("button", { name: "Remove Valves that check" }).click();
  await expect(dialog.getByText("No view is left that you may change.")).toBeVisible();
});
