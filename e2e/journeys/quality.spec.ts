import { expect, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

test("doubted stock is inspected by a plan, part of it accepted, the rest decided by another person", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as("Inventory manager");
  const dialog = page.getByRole("dialog");
  await page.goto("/quality?tab=plans");
  await page.getByRole("button", { name: "New plan" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Hoses, by eye");
  await dialog.getByRole("combobox", { name: "Or for all of a category" }).click();
  await page.getByRole("option", { name: /Hoses/ }).first().click();
  await dialog.getByRole("textbox", { name: "Name of check 1" }).fill("No cracks");
  await dialog.getByRole("checkbox", { name: "Check 1 is critical" }).check();
  await dialog.getByRole("button", { name: "Add check" }).click();
  await dialog.getByRole("textbox", { name: "Name of check 2" }).fill("Inner diameter");
  await dialog.getByRole("combobox", { name: "Kind of check 2" }).click();
  await page.getByRole("option", { name: "Number" }).click();
  await dialog.getByRole("textbox", { name: "Least of check 2" }).fill("20");
  await dialog.getByRole("textbox", { name: "Most of check 2" }).fill("10");
  await dialog.getByRole("button", { name: "Make plan" }).click();
  await expect(dialog.getByText("above the maximum")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Least of check 2" }).fill("9.8");
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Make plan" }).click();
  await expect(page.getByRole("table", { name: "Inspection plans" })).toContainText("No cracks, Inner diameter");

  await page.goto("/stock?q=HSE-");
  await page.locator('[data-entity="stock"]').first().dblclick();
  await page.getByRole("button", { name: "Inspect" }).click();
  await dialog.getByRole("combobox", { name: "Bin" }).click();
  await page.getByRole("option").first().click();
  await dialog.getByRole("textbox", { name: "Quantity" }).fill("5");
  await dialog.getByRole("button", { name: "Start inspection" }).click();
  await expect(page.getByText("Waiting", { exact: true })).toBeVisible();
  await page.getByRole("radiogroup", { name: "No cracks" }).getByText("Yes").click();
  await page.getByRole("textbox", { name: "Inner diameter" }).fill("10,4");
  await expect(page.getByText("Fails", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Pieces that read so" }).fill("4");
  await page.getByRole("button", { name: "Write down" }).click();
  await expect(page.getByRole("table", { name: "Readings" })).toContainText("10.4 × 4");
  await expect(page.getByText("still to read: 1 × No cracks, 1 × Inner diameter")).toBeVisible();
  await page.getByRole("button", { name: "Decide" }).click();
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(dialog.getByText("The sample is 5.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("radiogroup", { name: "No cracks" }).getByText("Yes").click();
  await page.getByRole("textbox", { name: "Inner diameter" }).fill("10");
  await page.getByRole("button", { name: "Write down" }).click();
  await expect(page.getByText("the sample is read")).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Decide" }).click();
  await dialog.getByRole("textbox", { name: "Accepted", exact: true }).fill("3");
  await expect(dialog.getByText(/2 \S+ are rejected/)).toBeVisible();
  await dialog.getByRole("textbox", { name: "What is wrong with it" }).fill("Too wide");
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByText("Passed in part", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: /^NCR-/ }).click();
  await page.getByRole("button", { name: "Decide on the goods" }).click();
  await dialog.getByRole("radio", { name: "Use them as they are" }).check();
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(dialog.getByText("someone else must decide")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Mark as contained" }).click();
  await dialog.getByRole("button", { name: "Mark as contained" }).click();
  await expect(page.getByText("Contained", { exact: true })).toBeVisible();
  const address = page.url();

  const owner = await as("Owner");
  await owner.goto(address);
  await owner.getByRole("button", { name: "Decide on the goods" }).click();
  await owner.getByRole("dialog").getByRole("radio", { name: "Use them as they are" }).check();
  await owner.getByRole("dialog").getByRole("button", { name: "Decide" }).click();
  await expect(owner.getByText("Used as they are").first()).toBeVisible();
  expect(await violationsOf(owner)).toEqual([]);

  // From the lists: the cause of the chosen ones, and letting the chosen ones go.
  const bar = owner.getByRole("toolbar", { name: "Selected rows" });
  const asked = owner.getByRole("dialog");
  const chooseAll = async (entity: string) => {
    await expect(owner.locator(`[data-entity="${entity}"]`)).toHaveCount(1);
    await owner.getByRole("checkbox").first().click();
  };
  await owner.goto("/quality?tab=ncrs&view=OPEN");
  await chooseAll("ncr");
  await bar.getByRole("button", { name: "Name the cause 1" }).click();
  await expect(asked.getByRole("button", { name: "Name the cause 1" })).toBeDisabled();
  await asked.getByRole("textbox", { name: "Root cause" }).fill("The tool is worn");
  await asked.getByRole("button", { name: "Name the cause 1" }).click();
  await expect(owner.getByText("1 nonconformance given a cause")).toBeVisible();

  await owner.goto("/stock?q=HSE-");
  await owner.locator('[data-entity="stock"]').first().dblclick();
  await owner.getByRole("button", { name: "Inspect" }).click();
  await asked.getByRole("combobox", { name: "Bin" }).click();
  await owner.getByRole("option").first().click();
  await asked.getByRole("textbox", { name: "Quantity" }).fill("2");
  await asked.getByRole("button", { name: "Start inspection" }).click();
  await expect(owner.getByText("Waiting", { exact: true })).toBeVisible();
  await owner.goto("/quality?view=OPEN");
  await chooseAll("inspection");
  await bar.getByRole("button", { name: "Waive 1" }).click();
  await asked.getByRole("textbox", { name: "Reason" }).fill("Looked at by the supplier");
  expect(await violationsOf(owner)).toEqual([]);
  await asked.getByRole("button", { name: "Waive 1" }).click();
  await expect(owner.getByText("1 inspection waived")).toBeVisible();
});
