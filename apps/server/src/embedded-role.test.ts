import { statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";

let server: BenchServer;
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(() => server?.stop());

test("the embedded product works as the API's role in both databases; only the sign-in server is the owner", async () => {
  const token = await server.token();
  await fetch(`${server.run.url}/api/v1/notifications`, { headers: { authorization: `Bearer ${token}` } });
  for (const [url, owners] of [
    [server.run.supabaseDatabaseUrl, ["postgres"]],
    [server.run.neonDatabaseUrl, []],
  ] as const) {
    const client = new pg.Client({ connectionString: url, application_name: "looking" });
    await client.connect();
    const { rows } = await client.query<{ name: string; who: string }>(
      "select distinct application_name as name, usename as who from pg_stat_activity where datname = current_database() and application_name <> 'looking' order by 1",
    );
    await client.end();
    expect(rows.filter(({ name }) => name.startsWith("invista")).length).toBeGreaterThan(1);
    expect(rows.filter(({ name, who }) => name.startsWith("invista") && who !== "invista_api")).toEqual([]);
    expect(rows.filter(({ name }) => !name.startsWith("invista")).map(({ who }) => who)).toEqual(owners);
  }
});

test("the role's password lies in the home, for its owner alone, and opens no other role", async () => {
  expect(statSync(join(server.home, "api-password")).mode & 0o777).toBe(0o600);
  const url = new URL(server.run.neonDatabaseUrl);
  url.username = "invista_api";
  await expect(new pg.Client({ connectionString: url.toString() }).connect()).rejects.toMatchObject({ code: "28P01" });
});
