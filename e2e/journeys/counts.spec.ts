import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

/** Of the demo company, in one bin of Rotterdam; no other journey touches it. */
const SKU = "TNK-0425";

/** What the API told this page about lines of a count. */
function hearLines(page: Page): string[] {
  const heard: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("count.lines"))
      void response.text().then(
        (body) => heard.push(body),
        () => {},
      );
  });
  return heard;
}

const count = async (page: Page, quantity: string) => {
  const field = page.getByRole("textbox", { name: new RegExp(`Counted of ${SKU}`) });
  await field.fill(quantity);
  await field.press("Enter");
  await expect(page.locator('[data-entity="count_line"]').first()).toHaveAttribute("data-state", "COUNTED");
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Finish", exact: true }).click();
};

test("a count is planned, counted blind by two people, explained, posted by a third and undone", async ({ as }) => {
  test.setTimeout(90_000);
  const manager = await as("Inventory manager");
  await manager.goto("/counts/new");
  await manager.getByRole("combobox", { name: "Warehouse" }).click();
  await manager.getByRole("option", { name: /^MAIN/ }).click();
  await manager.getByRole("combobox", { name: "Products", exact: true }).fill(SKU);
  await manager.getByRole("option", { name: new RegExp(SKU) }).click();
  await expect(manager.getByText("1 position of 1 product in 1 bin.")).toBeVisible();
  await manager.getByRole("button", { name: "Plan count" }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText(/CNT-\d+/);
  const url = new URL(manager.url()).pathname;

  const operator = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  const heard = hearLines(operator);
  await operator.goto(url);
  await operator.getByRole("button", { name: "Start counting" }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Start counting" }).click();
  await count(operator, "5000");
  await expect(operator.getByText("for someone else")).toBeVisible();
  expect(heard.length).toBeGreaterThan(0);
  for (const body of heard) {
    expect(body).toContain('"expected":null');
    expect(body).not.toMatch(/"(expected|variance|moved)":"/);
  }

  // His screen follows what others do.
  await expect(manager.locator("#page [data-tone]").getByText("Count again").first()).toBeVisible();
  await count(manager, "5000");
  await expect(manager.getByText(/Choose lines to name the cause of 1 difference/)).toBeVisible();

  const admin = await as("Admin");
  await admin.goto(url);
  await expect(admin.getByRole("button", { name: "Approve and post" })).toHaveCount(0);
  await admin.getByRole("checkbox", { name: new RegExp(SKU) }).check();
  await admin.getByRole("button", { name: "Name the cause" }).click();
  await admin.getByRole("menuitem", { name: "Issue not recorded" }).click();
  await admin.getByRole("button", { name: "Approve and post" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Approve and post" }).click();
  await expect(admin.locator("#page [data-tone]").getByText("Posted")).toBeVisible();
  await admin.getByRole("button", { name: "Undo" }).click();
  await expect(admin.locator("#page [data-tone]").getByText("Undone")).toBeVisible();
});
