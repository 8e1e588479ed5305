import { ensureAuthSchema } from "@invista/auth-server";
import { product, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let databases: TestDatabases;
let identity: pg.Pool;
let business: pg.Pool;

/** Connections that have what the API has; the tables' owner stays one RESET ROLE away. */
const asApi = (url: string) =>
  new pg.Pool({ connectionString: url, max: 1, options: "-c role=invista_api", allowExitOnIdle: true });

beforeAll(async () => {
  databases = await useTestDatabases();
  const owner = new pg.Pool({ connectionString: databases.supabaseUrl, max: 1 });
  await ensureAuthSchema(owner);
  await owner.end();
  identity = asApi(databases.supabaseUrl);
  business = asApi(databases.neonUrl);
});
afterAll(async () => {
  await Promise.all([identity?.end(), business?.end()]);
  await databases?.drop();
});

const refusal = (pool: pg.Pool, statement: string) =>
  pool.query(statement).then(
    () => "done",
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : String(error)),
  );

describe("as the API's role the business database refuses", () => {
  test.each([
    ...["stock_movement", "journal_entry", "journal_line"].flatMap((table) => [
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]),
    "delete from stock_reservation",
    "insert into lot_state (lot_id, status) values ('x', 'RELEASED')",
    "update lot_state set status = 'HOLD'",
    "delete from bin_state",
    "insert into bin_state (location_id, type, is_sellable) values ('x', 'PICK', true)",
    "update stock_movement set quantity = 1",
    "update journal_entry set memo = ''",
    "update journal_line set debit = 1",
    "update inventory_item set quantity = 1",
    "update inventory_item set reserved_quantity = 1",
    "update inventory_item set last_movement_seq = null",
    "insert into inventory_item (id) values ('x') on conflict (id) do update set quantity = 5",
    "truncate product cascade",
    "drop trigger stock_movement_append_only on stock_movement",
    "alter table inventory_item disable trigger user",
    "alter table product add column planted text",
    "drop table product",
    "create table planted (id text)",
    "create or replace function book_movements() returns trigger language sql as ''",
    "alter function book_movements() security invoker",
    "create schema planted",
    "delete from _prisma_migrations",
    "set session_replication_role = replica",
    "create role planted",
  ])("%s", async (statement) => {
    expect(await refusal(business, statement)).toBe("42501");
  });
});

describe("as the API's role the identity database refuses", () => {
  test.each([
    "update audit_log set action = 'x'",
    "delete from audit_log",
    "truncate audit_log",
    "alter table audit_log disable trigger user",
    "create table planted (id text)",
    'alter table "user" disable row level security',
    "drop policy invista_api on audit_log",
    "delete from _prisma_migrations",
    "select encrypted_password from auth.users",
    "select * from auth.users",
    "update auth.users set banned_until = null",
    "delete from auth.users",
    "select * from auth.refresh_tokens",
    "select * from auth.one_time_tokens",
    "select secret from auth.mfa_factors",
    "update auth.mfa_factors set status = 'unverified'",
    "update auth.sessions set not_after = null",
    "insert into auth.sessions (user_id) values (gen_random_uuid())",
    "create table auth.planted (id text)",
  ])("%s", async (statement) => {
    expect(await refusal(identity, statement)).toBe("42501");
  });
});

test("what the API does it may: stock is born, moved and reserved, an audit row chained, a session ended", async () => {
  const [{ id: productId }, { id: warehouseId }] = [await product(), await warehouse()];
  await business.query(
    "insert into inventory_item (id, product_id, warehouse_id, location, quantity, updated_at) values ('i', $1, $2, '', 5, now())",
    [productId, warehouseId],
  );
  await business.query("select id from inventory_item where id = 'i' for no key update");
  await business.query(
    "insert into stock_reservation (id, inventory_item_id, quantity, reservation_type, reference_id, reserved_by, updated_at) values ('r', 'i', 2, 'MANUAL', 't', 'u', now())",
  );
  const { rows } = await business.query(
    "select quantity::float, reserved_quantity::float from inventory_item where id = 'i'",
  );
  expect(rows).toEqual([{ quantity: 5, reserved_quantity: 2 }]);
  await identity.query("insert into audit_log (id, action, resource) values ('a', 'TESTED', 'test')");
  expect((await identity.query("select verify_audit_chain() as wrong")).rows).toEqual([{ wrong: null }]);
  expect(await refusal(identity, "delete from auth.sessions where user_id = gen_random_uuid()")).toBe("done");
});

test("a table that a later migration adds is open to the API, as a table and nothing more", async () => {
  for (const [url, pool] of [
    [databases.supabaseUrl, identity],
    [databases.neonUrl, business],
  ] as const) {
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    await owner.query("create table later (id serial primary key); select grant_api_rights()");
    await owner.end();
    expect(await refusal(pool, "insert into later default values")).toBe("done");
    expect(await refusal(pool, "truncate later")).toBe("42501");
  }
});
