import { DEFAULT_ROLES } from "@invista/contracts/default-roles";
import type { Permission } from "@invista/contracts/permissions";
import { expect, ROLES, test } from "../fixtures.ts";

const PAGES: readonly { path: string; heading: string; permission: Permission }[] = [
  { path: "/", heading: "Today", permission: "dashboard:read" },
  { path: "/stock", heading: "Stock", permission: "stock:read" },
  { path: "/products", heading: "Products", permission: "product:read" },
  { path: "/categories", heading: "Categories", permission: "category:read" },
  { path: "/ledger", heading: "Ledger", permission: "stock:read" },
  { path: "/warehouses", heading: "Warehouses", permission: "warehouse:read" },
  { path: "/orders", heading: "Orders", permission: "order:read" },
  { path: "/customers", heading: "Customers", permission: "customer:read" },
  { path: "/imports", heading: "Imports", permission: "product:import" },
  { path: "/audit", heading: "Audit", permission: "audit:read" },
  { path: "/health", heading: "Health", permission: "health:read" },
  { path: "/deliveries", heading: "Deliveries", permission: "health:read" },
];

for (const role of ROLES) {
  test(`${role} sees the pages of the role, and is told which permission the others need`, async ({ as }) => {
    const held = new Set<Permission>(DEFAULT_ROLES.find((candidate) => candidate.name === role)?.permissions);
    const page = await as(role);
    for (const { path, heading, permission } of PAGES) {
      await page.goto(path);
      if (held.has(permission)) {
        await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
      } else {
        await expect(page.getByText(permission).first()).toBeVisible();
        await expect(page.getByRole("navigation").getByRole("link", { name: heading, exact: true })).toHaveCount(0);
      }
    }
  });
}
