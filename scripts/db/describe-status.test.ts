import { testDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeStatus } from "./describe-status.ts";

let pair: Awaited<ReturnType<typeof testDatabases>>;
let urls: { supabase: string; neon: string };

beforeAll(async () => {
  pair = await testDatabases();
  urls = { supabase: pair.supabaseUrl, neon: pair.neonUrl };
});

afterAll(() => pair.drop());

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

test("a migrated database is up to date", async () => {
  expect(await describeStatus("neon", urls)).toMatchObject({ ok: true, text: expect.stringContaining("up to date") });
}, 30_000);

test("a dropped trigger, a dropped check and a planted function or index are drift, each by its name", async () => {
  await run(urls.neon, "DROP TRIGGER journal_line_balanced ON journal_line");
  await run(urls.neon, "ALTER TABLE supplier_product DROP CONSTRAINT supplier_product_lot_size_positive");
  await run(urls.neon, "CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'");
  await run(urls.neon, "CREATE INDEX planted_idx ON product (name, sku)");
  const { ok, text } = await describeStatus("neon", urls);
  expect(ok).toBe(false);
  expect(text).toMatch(/^drift: /);
  expect(text).toContain("trigger public.journal_line.journal_line_balanced is missing");
  expect(text).toContain("constraint public.supplier_product.supplier_product_lot_size_positive is missing");
  expect(text).toContain("function public.planted() is not from a migration");
  expect(text).toContain("index public.planted_idx is not from a migration");
}, 30_000);

test("a column that Prisma's schema does not have is drift", async () => {
  await run(urls.supabase, "ALTER TABLE profile ADD COLUMN planted int");
  const { ok, text } = await describeStatus("supabase", urls);
  expect(ok).toBe(false);
  expect(text).toContain("profile");
}, 30_000);

test("a migration that was not applied is named, and a server that does not answer is unreachable", async () => {
  await run(urls.supabase, "DELETE FROM _prisma_migrations WHERE migration_name LIKE '0002%'");
  expect(await describeStatus("supabase", urls)).toEqual({ ok: false, text: "pending: 0002_guards" });
  const gone = await describeStatus("neon", { ...urls, neon: "postgresql://a:b@127.0.0.1:1/c" });
  expect(gone).toMatchObject({ ok: false, text: expect.stringMatching(/^unreachable: /) });
});
