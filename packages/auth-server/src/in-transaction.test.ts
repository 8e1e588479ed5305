import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "./in-transaction.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(async () => {
  await databases.drop();
});

test("a connection that ends inside a transaction is an error of the caller, not of the process, and leaves the pool usable", async () => {
  const pool = new pg.Pool({ connectionString: databases.supabaseUrl, max: 1 });
  pool.on("error", () => undefined);
  const other = new pg.Client({ connectionString: databases.supabaseUrl });
  await other.connect();
  const work = inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const lost = new Promise<void>((resolve) => client.once("end", resolve));
    await other.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await lost;
    await client.query("select 1");
  });
  await expect(work).rejects.toThrow();
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await other.end();
  await pool.end();
});
