import { createHash } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrateDeploy } from "./migrate.ts";

let server: pg.Client;
let url: string;
const name = `invista_migrate_${process.pid}`;

beforeEach(async () => {
  server = new pg.Client({ connectionString: process.env.INVISTA_TEST_NEON_URL });
  await server.connect();
  await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const own = new URL(process.env.INVISTA_TEST_NEON_URL ?? "");
  own.pathname = name;
  url = own.toString();
});

afterEach(async () => {
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

function migration(folder: string, sql: string) {
  return { name: folder, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const first = migration("0001_first", "CREATE TABLE a (id int); INSERT INTO a VALUES (1);");
const second = migration("0002_second", "INSERT INTO a VALUES (2);");

test("applies what is missing in order, and nothing twice", async () => {
  expect(await migrateDeploy("neon", url, [first])).toEqual(["0001_first"]);
  expect(await migrateDeploy("neon", url, [first, second])).toEqual(["0002_second"]);
  expect(await migrateDeploy("neon", url, [first, second])).toEqual([]);
  expect(await rows("SELECT id FROM a ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("two processes that start at once apply each migration once", async () => {
  const both = await Promise.all([
    migrateDeploy("neon", url, [first, second]),
    migrateDeploy("neon", url, [first, second]),
  ]);
  expect(both.flat()).toEqual(["0001_first", "0002_second"]);
  expect(await rows("SELECT id FROM a ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a failing script leaves nothing behind, names its line, and can be applied once mended", async () => {
  const broken = migration("0002_second", "INSERT INTO a VALUES (2);\nSELECT no_such();");
  await expect(migrateDeploy("neon", url, [first, broken])).rejects.toThrow(
    /0002_second of neon failed: .*no_such.*\(line 2\)/,
  );
  expect(await rows("SELECT id FROM a")).toEqual([{ id: 1 }]);
  expect(await migrateDeploy("neon", url, [first, second])).toEqual(["0002_second"]);
});

test("refuses a migration that was changed after it was applied", async () => {
  await migrateDeploy("neon", url, [first]);
  const changed = migration("0001_first", "CREATE TABLE b (id int);");
  await expect(migrateDeploy("neon", url, [changed])).rejects.toThrow(
    /0001_first of neon was changed after it was applied/,
  );
});
