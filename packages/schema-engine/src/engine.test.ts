import { emptyDatabase } from "@invista/testkit/test-databases";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askEngine, canMakeTerminal, makeProject, queryRows } from "./prisma-project.fixture.ts";

const TWO_FUNCTIONS = `
CREATE TABLE "Thing" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL);
CREATE FUNCTION shout(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN t := upper(t); RETURN t; END $$;
CREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$;
`;

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let project: ReturnType<typeof makeProject>;

beforeEach(async () => {
  database = await emptyDatabase();
  project = makeProject(database.url);
});

afterEach(async () => {
  project.remove();
  await database.drop();
});

function shadows(): Promise<Record<string, unknown>[]> {
  return queryRows(database.url, "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow_db_%'");
}

describe("migrations", () => {
  test("deploy makes the database, applies a script with functions, and status agrees", async () => {
    project.writeSchema("name String");
    project.writeMigration("0001_first", TWO_FUNCTIONS);
    await database.drop();
    expect(await project.run(["migrate", "deploy"])).toMatchObject({ code: 0 });
    expect(await project.run(["migrate", "status"])).toMatchObject({ code: 0 });
    expect(await queryRows(database.url, "SELECT shout('a') AS loud, two() AS two")).toEqual([{ loud: "A", two: 2 }]);
    await queryRows(database.url, `INSERT INTO "Thing" (name) VALUES ('a')`);
    expect(await project.run(["migrate", "reset", "--force"])).toMatchObject({ code: 0 });
    expect(await queryRows(database.url, 'SELECT * FROM "Thing"')).toEqual([]);
  });

  test("a failing migration is reported with PostgreSQL's own words", async () => {
    project.writeSchema("name String");
    project.writeMigration("0001_first", "SELECT no_such_function();");
    const deployed = await project.run(["migrate", "deploy"]);
    expect(deployed.code).not.toBe(0);
    expect(deployed.output).toContain("no_such_function");
  });

  test.runIf(canMakeTerminal())(
    "dev makes a first and a second migration and asks before it loses data",
    async () => {
      project.writeSchema("name String", "note String?");
      expect(await project.runInTerminal(["migrate", "dev", "--name", "first"])).toMatchObject({ code: 0 });
      project.writeSchema("name String", "note String?", "extra Int @default(0)");
      expect(await project.runInTerminal(["migrate", "dev", "--name", "second"])).toMatchObject({ code: 0 });
      expect(project.migrationNamed("_second")).toContain('ADD COLUMN     "extra"');
      await queryRows(database.url, `INSERT INTO "Thing" (name, note) VALUES ('a', 'lost')`);
      project.writeSchema("name String", "extra Int @default(0)");
      const lossy = await project.runInTerminal(["migrate", "dev", "--name", "third"], /\(y\/N\)/, "y\r");
      expect(lossy.output).toContain("non-null values");
      expect(await queryRows(database.url, 'SELECT * FROM "Thing"')).toEqual([{ id: 1, name: "a", extra: 0 }]);
      expect(await shadows()).toEqual([]);
    },
    60_000,
  );
});

describe("comparison", () => {
  test("diff finds a column nobody migrated, through a shadow database that is dropped again", async () => {
    project.writeSchema("name String");
    project.writeMigration("0001_first", 'CREATE TABLE "Thing" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL);');
    await project.run(["migrate", "deploy"]);
    const compare = ["migrate", "diff", "--from-migrations", "migrations", "--to-config-datasource", "--exit-code"];
    expect(await project.run(compare)).toMatchObject({ code: 0 });
    await queryRows(database.url, 'ALTER TABLE "Thing" ADD COLUMN drifted int');
    const drifted = await project.run(compare);
    expect(drifted.code).toBe(2);
    expect(drifted.output).toContain("drifted");
    expect(await shadows()).toEqual([]);
  });

  test("a shadow database left by a crash is dropped, one that somebody uses is not", async () => {
    const [left, used] = ["prisma_migrate_shadow_db_left", "prisma_migrate_shadow_db_used"];
    await queryRows(database.url, `CREATE DATABASE ${left}`);
    await queryRows(database.url, `CREATE DATABASE ${used}`);
    const usedUrl = new URL(database.url);
    usedUrl.pathname = used;
    project.writeSchema("name String");
    project.writeMigration("0001_first", TWO_FUNCTIONS);
    const busy = queryRows(usedUrl.toString(), "SELECT pg_sleep(50)").catch(() => []);
    await project.run(["migrate", "diff", "--from-migrations", "migrations", "--to-schema", "schema.prisma"]);
    expect(await shadows()).toEqual([{ datname: used }]);
    await queryRows(database.url, `DROP DATABASE ${used} WITH (FORCE)`);
    await busy;
  });

  test("push makes the tables and a partial index once, pull reads them back, execute runs a script", async () => {
    const partial = `@@index([id], map: "thing_named", where: raw("id > 0"))`;
    project.writeSchema("name String @unique", partial);
    expect(await project.run(["db", "push"])).toMatchObject({ code: 0 });
    expect((await project.run(["db", "push"])).output).toContain("already in sync");
    expect((await project.run(["db", "pull", "--print"])).output).toMatch(/name\s+String\s+@unique/);
    project.writeFile(
      "insert.sql",
      `INSERT INTO "Thing" (name) VALUES ('a'); INSERT INTO "Thing" (name) VALUES ('b');`,
    );
    expect(await project.run(["db", "execute", "--file", "insert.sql"])).toMatchObject({ code: 0 });
    expect(await queryRows(database.url, 'SELECT count(*)::int AS n FROM "Thing"')).toEqual([{ n: 2 }]);
  });
});

test("an unreachable server, a missing database and a wrong password are named with Prisma's codes", async () => {
  const changed = (change: Partial<Pick<URL, "pathname" | "password">>) =>
    Object.assign(new URL(database.url), change).toString();
  expect(await askEngine("postgresql://a:b@127.0.0.1:1/c")).toContain('"P1001"');
  expect(await askEngine(changed({ pathname: "/no_such_database" }))).toContain('"P1003"');
  expect(await askEngine(changed({ password: "wrong" }))).toContain('"P1000"');
  expect(await askEngine(database.url)).toBe("");
});
