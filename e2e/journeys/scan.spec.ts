import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

const scan = async (page: Page, code: string) => {
  await page.getByRole("textbox", { name: "Scan or type a code" }).fill(code);
  await page.keyboard.press("Enter");
};

test("an operator's day at the scanner: look up, take in, put away, undo, and work on without a connection", async ({
  as,
}) => {
  test.setTimeout(60_000);
  const page = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  await page.goto("/scan");
  await page.getByRole("combobox", { name: "Warehouse" }).click();
  await page.getByRole("option", { name: "Leeds" }).click();
  const said = page.getByRole("status").first();

  await scan(page, "PMP-0425");
  await expect(said).toContainText("Circulation pump 25-60");
  await scan(page, "4006381333932");
  await expect(said).toContainText("The check digit of 4006381333932 is wrong");

  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page.getByRole("dialog")).toContainText(
    /The camera was denied|has no camera|did not start|secure addresses/,
  );
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  await page.getByText("Receive", { exact: true }).click();
  await scan(page, "Z-9");
  await expect(said).toContainText("not known here");
  await scan(page, "12*PMP-0425");
  await expect(page.locator('[data-state="DONE"]')).toContainText("12 of PMP-0425 onto the floor");

  await scan(page, "3*EPX-0420");
  await expect(said).toContainText("is tracked by lot: name it");
  const lot = page.getByRole("form", { name: "Lot of EPX-0420" });
  await lot.getByLabel("Lot number").fill("EP-SCAN");
  await lot.getByLabel("Expires on").pressSequentially("12312099");
  await expect(lot.getByLabel("Expires on")).toHaveValue("2099-12-31");
  await lot.getByRole("button", { name: "Receive" }).click();
  await expect(page.locator('[data-state="DONE"]').first()).toContainText("3 of EPX-0420, lot EP-SCAN");

  await page.getByText("Put away, move", { exact: true }).click();
  await scan(page, "5*PMP-0425");
  await expect(said).toContainText("5 of PMP-0425 from the floor");
  const bin = page.getByRole("group", { name: "Where to put it" }).getByRole("button").first();
  const [code = ""] = (await bin.innerText()).split(/\s/);
  await bin.click();
  await expect(page.locator('[data-state="DONE"]')).toContainText(`5 of PMP-0425 to ${code}`);
  await scan(page, "PMP-0425");
  await expect(said).toContainText("lies in several bins: scan the one it is taken from");
  await scan(page, code);
  await expect(said).toContainText("Scan the bin it goes to");
  await scan(page, code);
  await expect(said).toContainText("scan another bin");
  await page.keyboard.press("Escape");
  await expect(said).toContainText("Nothing was moved");

  await page.getByText("Receive", { exact: true }).click();
  await scan(page, "PMP-0425");
  await expect(page.locator('[data-state="DONE"]')).toHaveCount(1);
  await page.context().setOffline(true);
  for (const code of ["PMP-0425", "2*PMP-0425", "PMP-0425"]) await scan(page, code);
  await expect(page.locator('[data-state="WAITING"]')).toHaveCount(3);
  await expect(page.getByRole("alert")).toContainText("No connection");
  await scan(page, "FLT-0425");
  await expect(said).toContainText("not known on this device");
  await page.context().setOffline(false);
  await expect(page.locator('[data-state="DONE"]')).toHaveCount(4, { timeout: 12_000 });
  await expect(page.locator('[data-state="WAITING"]')).toHaveCount(0);

  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(said).toContainText("Undone: 1 of PMP-0425");
  await expect(page.locator('[data-state="DONE"]')).toHaveCount(3);
});
