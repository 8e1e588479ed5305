import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyDatabase } from "@invista/testkit/test-databases";
import { Client } from "pg";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../prisma/migrations/neon");
const NAME = "0019_price_lists";

test("every code that a price or a customer names becomes a list, with the currency that all of its prices have", async () => {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const apply = (name: string) => client.query(readFileSync(join(folder, name, "migration.sql"), "utf8"));
    const names = readdirSync(folder).filter((name) => /^\d{4}_/.test(name) && name < NAME);
    for (const name of names.toSorted()) await apply(name);
    await client.query(`
      insert into product (id, sku, name, base_uom_id) values ('p', 'P', 'Product', 'EA');
      insert into product_price (product_id, list_code, currency, unit_price) values
        ('p', 'DEFAULT', 'EUR', 10), ('p', 'DEFAULT', 'USD', 11), ('p', 'DEALER', 'EUR', 9), ('p', 'two words', 'USD', 8);
      insert into customer (code, name, price_list_code) values ('A', 'A', 'DEALER'), ('B', 'B', 'NOBODY_PRICED'), ('C', 'C', 'two words'), ('D', 'D', 'DEFAULT')`);
    await apply(NAME);
    const lists = await client.query("select code, name, currency, is_active from price_list order by code");
    expect(lists.rows).toEqual([
      { code: "DEALER", name: "DEALER", currency: "EUR", is_active: true },
      { code: "DEFAULT", name: "Standard", currency: null, is_active: true },
      { code: "NOBODY_PRICED", name: "NOBODY_PRICED", currency: null, is_active: true },
      { code: "two_words", name: "two_words", currency: "USD", is_active: true },
    ]);
    const customers = await client.query("select price_list_code as list from customer order by code");
    expect(customers.rows.map((row) => String(row.list))).toEqual(["DEALER", "NOBODY_PRICED", "two_words", "DEFAULT"]);
    await expect(
      client.query("insert into product_price (product_id, list_code, unit_price) values ('p', 'UNKNOWN', 1)"),
    ).rejects.toMatchObject({ constraint: "product_price_list_code_fkey" });
  } finally {
    await client.end();
    await database.drop();
  }
}, 60_000);
