import { expect, test } from "../fixtures.ts";

test("a manager sees what to order and why, supposes longer deliveries, makes a rule and drafts a transfer from where there is enough", async ({
  as,
}) => {
  const page = await as("Inventory manager");
  await page.goto("/replenishment");
  const rows = page.locator('[data-entity="suggestion"]');
  await expect(rows.first()).toBeVisible();
  const due = await rows.count();

  await page.getByRole("button", { name: /^What if/ }).click();
  await page.getByRole("textbox", { name: "Deliveries take longer by" }).fill("40");
  await page.getByRole("button", { name: "Suppose", exact: true }).click();
  await expect(page).toHaveURL(/lead=40/);
  await expect(page.getByText(/^If lead time \+40 d: \d+ positions to order/)).toBeVisible();
  await expect.poll(() => rows.count()).toBeGreaterThan(due);
  await page.getByRole("button", { name: /^What if/ }).click();
  await page.getByRole("button", { name: "As it is", exact: true }).click();
  await expect.poll(() => rows.count()).toBe(due);

  await page.goto("/replenishment?view=ALL&q=CHK-0425");
  await rows.filter({ hasText: "Lyon" }).click();
  const details = page.getByRole("complementary", { name: "Suggestion for CHK-0425" });
  await expect(details.getByText("z · σ · √L")).toBeVisible();
  await details.getByRole("button", { name: /rule$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Order when projected is below" }).fill("400");
  await dialog.getByRole("textbox", { name: "Fill up to" }).fill("300");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  await expect(dialog.getByText("can't be less than the minimum")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Fill up to" }).fill("450");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  await expect(details.getByText(/is below the reorder point of 400: fill up to 450/)).toBeVisible();

  await details.getByRole("link", { name: "Draft" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("New transfer");
  await expect(page.getByRole("textbox", { name: "Quantity of CHK-0425" })).not.toHaveValue("");
  await page.getByRole("button", { name: "Draft transfer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/TR-\d+/);
});
