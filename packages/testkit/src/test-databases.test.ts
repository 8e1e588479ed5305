import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { testDatabases } from "./test-databases.ts";

const pairs: Awaited<ReturnType<typeof testDatabases>>[] = [];
afterAll(async () => {
  await Promise.all(pairs.map((pair) => pair.drop()));
});

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a pair of test databases is migrated and independent of the next pair", async () => {
  const [first, second] = await Promise.all([testDatabases(), testDatabases()]);
  pairs.push(first, second);
  const migrated = "SELECT FROM _prisma_migrations WHERE finished_at IS NOT NULL";
  expect((await rows(first.neonUrl, migrated)).length).toBeGreaterThan(0);
  expect((await rows(first.supabaseUrl, migrated)).length).toBeGreaterThan(0);
  await rows(first.neonUrl, "CREATE TABLE only_here (id int)");
  expect(await rows(second.neonUrl, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: null }]);
});
