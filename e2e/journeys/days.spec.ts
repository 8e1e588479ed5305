import pg from "pg";
import { expect, test } from "../fixtures.ts";

const mark = `DY${Date.now().toString(36).toUpperCase()}`;

test("a manager's and an operator's day: goods come in, a bin is emptied and filled again, counted by scan, approved, and the day is looked back on", async ({
  as,
}) => {
  test.setTimeout(150_000);
  const manager = await as("Inventory manager");
  const dialog = manager.getByRole("dialog");
  await manager.goto("/imports/new");
  const csv = `sku,name,cost,warehouse,bin,quantity\n${mark}-A,Day valve,4.20,MAIN,${mark}-1,12\n${mark}-B,Day hose,2.10,MAIN,${mark}-1,7\n`;
  await manager
    .getByLabel("File to import")
    .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
  await manager.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(manager.getByText("The accepted rows are in.")).toBeVisible({ timeout: 20_000 });

  await manager.goto("/warehouses");
  await manager.locator('[data-entity="warehouse"]').filter({ hasText: "Rotterdam" }).dblclick();
  await manager.getByRole("button", { name: "New bin" }).click();
  await dialog.getByRole("textbox", { name: "Code", exact: true }).fill(`${mark}-2`);
  await dialog.getByRole("textbox", { name: "Zone" }).fill(mark);
  await dialog.getByRole("textbox", { name: "Bears at most" }).fill("250");
  await dialog.getByRole("button", { name: "Create bin" }).click();
  await manager.getByText("Map", { exact: true }).click();
  const bins = manager.getByRole("list", { name: `Bins of zone ${mark}` });
  await expect(bins.getByRole("button", { name: `${mark}-2 empty` })).toHaveAttribute(
    "title",
    `${mark}-2, Picking, empty, 0 of 250 kg`,
  );
  const from = manager.getByRole("button", { name: new RegExp(`^${mark}-1 `) });
  await from.click();
  await expect(dialog.getByRole("table")).toContainText(`${mark}-B`);
  await dialog.getByRole("combobox", { name: "Move all of it to" }).fill(`${mark}-2`);
  await manager.getByRole("option", { name: new RegExp(`${mark}-2`) }).click();
  await dialog.getByRole("button", { name: "Move contents" }).click();
  await expect(manager.getByRole("button", { name: new RegExp(`^${mark}-2 2 items`) })).toBeVisible();
  await manager.getByRole("button", { name: "Undo" }).click();
  await expect(manager.getByRole("button", { name: new RegExp(`^${mark}-1 2 items`) })).toBeVisible();

  await manager.goto("/counts/new");
  await manager.getByRole("combobox", { name: "Warehouse" }).click();
  await manager.getByRole("option", { name: /^MAIN/ }).click();
  for (const sku of [`${mark}-A`, `${mark}-B`]) {
    await manager.getByRole("combobox", { name: "Products", exact: true }).fill(sku);
    await manager.getByRole("option", { name: new RegExp(sku) }).click();
  }
  await expect(manager.getByText("2 positions of 2 products in 1 bin.")).toBeVisible();
  await manager.getByRole("button", { name: "Plan count" }).click();
  const heading = manager.getByRole("heading", { level: 1 });
  await expect(heading).toContainText(/CNT-\d+/);
  const number = /CNT-\d+/.exec(await heading.innerText())?.[0] ?? "";
  const sheet = new URL(manager.url()).pathname;

  const operator = await as("Warehouse operator", { viewport: { width: 390, height: 844 } });
  await operator.goto(sheet);
  await operator.getByRole("button", { name: "Start counting" }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Start counting" }).click();
  await expect(operator.getByRole("textbox", { name: new RegExp(`Counted of ${mark}-A`) })).toBeVisible();
  await operator.goto("/scan?mode=COUNT");
  await operator.getByRole("combobox", { name: "Warehouse" }).click();
  await operator.getByRole("option", { name: "Rotterdam" }).click();
  // The only count that is under way is chosen already.
  const choice = operator.getByRole("combobox", { name: "Count" });
  if (!(await choice.inputValue()).startsWith(number)) {
    await choice.click();
    await operator.getByRole("option", { name: new RegExp(number) }).click();
  }
  await expect(choice).toHaveValue(new RegExp(`^${number}`));
  const said = operator.getByRole("status").first();
  const scan = async (code: string, answer: string) => {
    await operator.getByRole("textbox", { name: "Scan or type a code" }).fill(code);
    await operator.keyboard.press("Enter");
    await expect(said).toContainText(answer);
  };
  await scan(`${mark}-1`, `At ${mark}-1`);
  await scan(`10*${mark}-A`, "10 counted");
  await scan(`${mark}-A`, "11 counted");
  await scan(`7*${mark}-B`, "7 counted");
  await scan(`${mark}-A`, "12 counted");
  await scan(`5*${mark}-A`, "17 counted");
  await operator.getByRole("button", { name: "Undo the last scan" }).click();
  await expect(said).toContainText(`${mark}-A in ${mark}-1 is 12 again`);
  await scan("TNK-0430", `TNK-0430 was not expected in ${mark}-1`);
  await operator.context().setOffline(true);
  await scan("2*TNK-0430", "3 counted");
  await scan("TNK-0430", "4 counted");
  await expect(operator.locator('[data-state="WAITING"]')).toHaveCount(2);
  await operator.context().setOffline(false);
  await expect(operator.locator('[data-state="WAITING"]')).toHaveCount(0, { timeout: 12_000 });
  await expect(operator.locator('[data-state="REFUSED"]')).toHaveCount(0);
  await operator.getByRole("link", { name: "Everything is counted: open the sheet" }).click();
  await expect(operator.getByRole("textbox", { name: /Counted of TNK-0430/ })).toHaveValue("4");
  await operator.getByRole("button", { name: "Finish", exact: true }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Finish", exact: true }).click();

  await manager.goto("/ledger");
  await expect(
    manager
      .locator('[data-entity="movement"]')
      .filter({ hasText: `${mark}-A` })
      .first(),
  ).toBeVisible();
  await manager.goto(`/operations?q=${mark}`);
  await expect(manager.locator('[data-entity="operation"]').filter({ hasText: "Emptied a bin" })).toContainText(
    "Undone",
  );
});

test("an auditor reads every page and changes nothing", async ({ as }) => {
  test.setTimeout(120_000);
  const client = new pg.Client({ connectionString: process.env.INVISTA_E2E_NEON });
  await client.connect();
  const operations = async () =>
    (
      await client.query<{ n: string }>(
        'SELECT count(*) AS n FROM operation o JOIN "user" u ON u.id = o.created_by WHERE u.display_name = $1',
        [name],
      )
    ).rows[0]?.n;
  const page = await as("Auditor");
  await page.goto("/");
  const name =
    (
      await page
        .getByRole("button", { name: /Auditor/ })
        .first()
        .innerText()
    ).split("\n")[0] ?? "";
  expect(name).not.toBe("");
  const before = await operations();
  const links = await page
    .getByRole("navigation")
    .getByRole("link")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(12);
  for (const link of links) {
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const changing = page.locator("#page").getByRole("button", {
      name: /^(New|Create|Import|Invite|Adjust|Edit|Archive|Run|Start|Approve|Save|Remove|Scrap)\b/,
    });
    expect([link, await changing.count()]).toEqual([link, 0]);
  }
  expect(await operations()).toBe(before);
  await client.end();
});
