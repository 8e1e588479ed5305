import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../fixtures.ts";

const PAGES = [
  "/",
  "/stock",
  "/products",
  "/products/new",
  "/categories",
  "/ledger",
  "/operations",
  "/transfers",
  "/transfers/new",
  "/warehouses",
  "/orders",
  "/orders/new",
  "/customers",
  "/imports",
  "/imports/new",
  "/audit",
  "/health",
  "/deliveries",
  "/roles",
  "/api-keys",
  "/configuration",
  "/notifications",
  "/profile",
  "/security",
  "/team",
  "/invitations",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page in ${colorScheme} has no axe violation`, async ({ as }) => {
    test.setTimeout(240_000);
    const page = await as("Owner", { colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect({ path, violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`) }).toEqual({
        path,
        violations: [],
      });
    }
  });
}

test("every page fits a phone: nothing is wider than the screen", async ({ asFresh }) => {
  const { page } = await asFresh("Owner", { viewport: { width: 390, height: 844 } });
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect({ path, width: await page.evaluate("document.documentElement.scrollWidth") }).toEqual({ path, width: 390 });
  }
});

test("recovery has no axe violation", async ({ stranger }) => {
  await stranger.goto("/recover");
  await expect(stranger.getByRole("button", { name: "Send me a mail" })).toBeVisible();
  expect((await new AxeBuilder({ page: stranger }).analyze()).violations).toEqual([]);
});

test("sign-in has no axe violation", async ({ stranger }) => {
  await stranger.goto("/sign-in");
  await expect(stranger.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect((await new AxeBuilder({ page: stranger }).analyze()).violations).toEqual([]);
});
