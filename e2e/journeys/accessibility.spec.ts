import pg from "pg";
import { freshPerson } from "../fresh-person.ts";
import { expect, stateOf, test } from "../fixtures.ts";
import { violationsOf } from "../violations.ts";

const PAGES = [
  ["/", "/stock", "/ledger"],
  ["/operations", "/warehouses", "/deliveries"],
  ["/products", "/products/new", "/categories"],
  ["/transfers", "/transfers/new", "/health"],
  ["/orders", "/orders/new", "/customers"],
  ["/imports", "/imports/new", "/api-keys"],
  ["/roles"],
  ["/counts", "/counts/new", "/replenishment?view=ALL"],
  ["/audit", "/configuration", "/price-lists"],
  ["/notifications", "/profile", "/security"],
  ["/team", "/team/:person", "/invitations"],
  ["/products/:product", "/stock/:product/:warehouse", "/ledger?peek=1"],
  ["/orders/:order", "/orders/:draft/edit", "/customers/:customer"],
  ["/lots", "/lots/:lot", "/scan?mode=RECEIVE"],
  ["/quality?tab=plans", "/scan?mode=COUNT", "/warehouses/:warehouse?view=map"],
  ["/shipments", "/shipments?show=list", "/shipments?show=carriers", "/shipments/:shipment", "/scan?mode=PICK"],
  ["/serials", "/quality", "/quality?tab=ncrs"],
  ["/fields", "/products/duplicates", "/products/:product?tab=packs"],
  ["/customers/new", "/warehouses/:warehouse", "/stock?at=2999-01-01T00:00:00Z"],
];

/** The newest record of each kind that a path names. */
async function fill(path: string): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.INVISTA_E2E_NEON });
  await client.connect();
  const one = async (text: string) => String((await client.query<{ id: string }>(text)).rows[0]?.id);
  try {
    return path
      .replace(":product", await one("SELECT product_id AS id FROM inventory_item ORDER BY id LIMIT 1"))
      .replace(":warehouse", await one("SELECT warehouse_id AS id FROM inventory_item ORDER BY id LIMIT 1"))
      .replace(":order", await one(`SELECT id FROM "order" WHERE status = 'CONFIRMED' ORDER BY id LIMIT 1`))
      .replace(":draft", await one(`SELECT id FROM "order" WHERE status = 'DRAFT' ORDER BY id LIMIT 1`))
      .replace(":shipment", await one("SELECT id FROM shipment WHERE status = 'PICKING' ORDER BY id LIMIT 1"))
      .replace(":lot", await one("SELECT id FROM lot ORDER BY id LIMIT 1"))
      .replace(":person", await one('SELECT id FROM "user" ORDER BY id LIMIT 1'))
      .replace(":customer", await one("SELECT id FROM customer ORDER BY id LIMIT 1"));
  } finally {
    await client.end();
  }
}

test.describe.configure({ mode: "parallel" });

let session: Promise<string> | undefined;
/** One owner with a second factor for all pages of a worker: the sign-in server counts how many codes an address tries. */
const owner = () => (session ??= freshPerson(["Owner"], { secondFactor: true }).then((person) => person.session));

for (const paths of PAGES) {
  test(`${paths.join(", ")}: no axe violation in light and dark, nothing wider than a phone`, async ({ open }) => {
    test.setTimeout(120_000);
    const page = await open("the owner", stateOf(await owner()), { colorScheme: "light" });
    for (const path of paths) {
      // Low, so that a list draws fewer rows for axe to walk through; they are all alike.
      await page.setViewportSize({ width: 1440, height: 600 });
      await page.goto(await fill(path));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect({ path, colorScheme, found: await violationsOf(page) }).toEqual({ path, colorScheme, found: [] });
      }
      await page.setViewportSize({ width: 390, height: 844 });
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const width = await page.evaluate("document.documentElement.scrollWidth");
      expect({ path, width }).toEqual({ path, width: 390 });
    }
  });
}

test("recovery has no axe violation", async ({ stranger }) => {
  await stranger.goto("/recover");
  await expect(stranger.getByRole("button", { name: "Send me a mail" })).toBeVisible();
  expect(await violationsOf(stranger)).toEqual([]);
});

test("sign-in has no axe violation", async ({ stranger }) => {
  await stranger.goto("/sign-in");
  await expect(stranger.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await violationsOf(stranger)).toEqual([]);
});
