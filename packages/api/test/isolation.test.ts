import { readFile } from "node:fs/promises";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let databases: TestDatabases;
let identity: pg.Client;
let business: pg.Client;
beforeAll(async () => {
  databases = await useTestDatabases();
  identity = new pg.Client({ connectionString: databases.supabaseUrl });
  business = new pg.Client({ connectionString: databases.neonUrl });
  await Promise.all([identity.connect(), business.connect()]);
});
afterAll(async () => {
  await Promise.all([identity.end(), business.end()]);
  await databases.drop();
});

const columnsOf = async (client: pg.Client) =>
  (
    await client.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' order by 1`,
    )
  ).rows.map(({ name }) => name);

/** What stock, orders and money are made of. */
const BUSINESS =
  /(^|[._])(sku|barcode|quantity|qty|price|cost|currency|total|discount|tax|order|orders|invoice|payment|shipment|stock|lot|serial|product|customer|supplier|bin|movement|journal)([._]|$)/;
/** Limits of a role and the number of an operation name business things without holding any. */
const ALLOWED_IN_IDENTITY = new Set(["role.max_adjust_qty", "role.max_discount_pct"]);

/** What lets someone in. */
const CREDENTIAL =
  /(^|[._])(password|passwd|secret|token|totp|otp|mfa|api_key|key_hash|code_hash|session|refresh|credential|encrypted)([._]|$)/;

describe("each database keeps to its own", () => {
  test("the identity database has exactly its twelve tables and two views", async () => {
    const { rows } = await identity.query<{ name: string; kind: string }>(
      `select relname as name, relkind::text as kind from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'p', 'm', 'f') and relname not like '\\_prisma%' and relname <> 'invista_migration' order by 2, 1`,
    );
    expect(rows.filter(({ kind }) => kind === "r")).toHaveLength(12);
    expect(rows.filter(({ kind }) => kind !== "r").map(({ name }) => name)).toEqual([
      "security_overview",
      "user_permission",
    ]);
  });

  test("no column of the business is in the identity database", async () => {
    const found = (await columnsOf(identity)).filter((name) => BUSINESS.test(name) && !ALLOWED_IN_IDENTITY.has(name));
    expect(found).toEqual([]);
  });

  test("no credential is in the business database", async () => {
    expect((await columnsOf(business)).filter((name) => CREDENTIAL.test(name))).toEqual([]);
  });

  test("these checks see what they look for", async () => {
    await identity.query("create table public.planted (id text, unit_price numeric)");
    await business.query("create table public.planted (id text, password text)");
    try {
      expect((await columnsOf(identity)).filter((name) => BUSINESS.test(name))).toContain("planted.unit_price");
      expect((await columnsOf(business)).filter((name) => CREDENTIAL.test(name))).toEqual(["planted.password"]);
    } finally {
      await identity.query("drop table public.planted");
      await business.query("drop table public.planted");
    }
  });

  test("no key and no connection leads from one to the other", async () => {
    for (const client of [identity, business]) {
      const { rows } = await client.query(
        `select fdwname as name from pg_foreign_data_wrapper union all select srvname from pg_foreign_server union all select extname from pg_extension where extname in ('dblink', 'postgres_fdw')
         union all select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and confrelid not in (select oid from pg_class where relnamespace = 'public'::regnamespace)`,
      );
      expect(rows).toEqual([]);
    }
  });
});

describe("row level security", () => {
  test("is on for every table of the identity database, and a policy opens it to the API's role alone", async () => {
    const { rows } = await identity.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity and relname not like '\\_prisma%'
       union all select polname from pg_policy where polroles <> array['invista_api'::regrole::oid]`,
    );
    expect(rows).toEqual([]);
  });

  test("keeps a hosted project's data API out: by rights, and by row even where rights are given back", async () => {
    const guards = await readFile(new URL("../../../prisma/guards/supabase.sql", import.meta.url), "utf8");
    await identity.query(
      `do $$ declare r text; begin
        foreach r in array array['anon', 'authenticated'] loop
          begin execute format('create role %I nologin', r); exception when duplicate_object or unique_violation then null; end;
        end loop; end $$;
      grant usage on schema public to anon, authenticated;
      grant all on all tables in schema public to anon, authenticated;
      insert into "user" (id, email) values ('someone', 'someone@example.com')`,
    );
    const tables = (
      await identity.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`,
      )
    ).rows;
    const seenBy = async (role: string, name: string) => {
      await identity.query(`begin; set local role ${role}`);
      const answer = await identity.query(`select * from public."${name}"`).then(
        ({ rows }) => String(rows.length),
        (error: Error) => error.message,
      );
      await identity.query("rollback");
      return answer;
    };
    // As such a project comes: rights on everything. The rows are hidden all the same.
    expect(await seenBy("anon", "user")).toBe("0");
    await identity.query(guards);
    for (const role of ["anon", "authenticated"]) {
      for (const { name } of tables)
        expect([name, await seenBy(role, name)]).toEqual([name, expect.stringMatching(/^permission denied/)]);
    }
    await identity.query("revoke usage on schema public from anon, authenticated");
  });
});
