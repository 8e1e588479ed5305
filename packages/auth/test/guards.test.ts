import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PERMISSIONS } from "@invista/contracts/permissions";
import { ensureDefaultRoles } from "../src/ensure-default-roles.ts";
import { startIdentity, type Identity } from "./identity-fixture.ts";

let identity: Identity;
let db: pg.Pool;

beforeAll(async () => {
  identity = await startIdentity();
  db = new pg.Pool({ connectionString: identity.databases.supabaseUrl, max: 4 });
  db.on("error", () => {});
});
afterAll(async () => {
  await db?.end();
  await identity?.close();
});

const brokenRule = (name: string) => expect.objectContaining({ constraint: name });

test("there are exactly twelve tables and two views, all closed to the data API", async () => {
  const { rows } = await db.query(
    "select relname, relkind, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and relname <> '_prisma_migrations'",
  );
  expect(rows.filter((row) => row.relkind === "r")).toHaveLength(12);
  expect(
    rows
      .filter((row) => row.relkind === "v")
      .map((row) => String(row.relname))
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(["security_overview", "user_permission"]);
  expect(rows.filter((row) => row.relkind === "r" && !row.relrowsecurity)).toEqual([]);
  await db.query("create role authenticated nologin").catch(() => {});
  const open = await db.query(
    "select has_table_privilege('authenticated', c.oid, 'select') as readable from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')",
  );
  expect(open.rows.filter((row) => row.readable)).toEqual([]);
});

test("an e-mail address belongs to one user whatever its case", async () => {
  await identity.db.user.create({ data: { email: "One@Example.com" } });
  await expect(db.query(`insert into "user" (id, email) values ('x', 'one@example.COM')`)).rejects.toEqual(
    brokenRule("user_email_unique"),
  );
});

test("the owner holds every permission, again after it was cut", async () => {
  const owner = identity.roles.get("Owner") ?? "";
  await identity.db.role.update({ where: { id: owner }, data: { permissions: ["product:read"] } });
  await ensureDefaultRoles(identity.db);
  const { permissions, isSystem } = await identity.db.role.findUniqueOrThrow({ where: { id: owner } });
  expect([permissions, isSystem]).toEqual([[...PERMISSIONS], true]);
});

test("what an administrator changed on another default role stays", async () => {
  const auditor = identity.roles.get("Auditor") ?? "";
  await identity.db.role.update({ where: { id: auditor }, data: { permissions: ["product:read"] } });
  await ensureDefaultRoles(identity.db);
  expect((await identity.db.role.findUniqueOrThrow({ where: { id: auditor } })).permissions).toEqual(["product:read"]);
});

test("a role holds only well-formed permissions, and a system role stays under its name", async () => {
  await expect(
    db.query("insert into role (id, name, permissions) values ('r', 'R', array['product:*'])"),
  ).rejects.toEqual(brokenRule("role_permission_format"));
  await expect(db.query("delete from role where name = 'Sales'")).rejects.toEqual(
    brokenRule("role_system_not_deletable"),
  );
  await expect(db.query("update role set name = 'X' where name = 'Sales'")).rejects.toEqual(
    brokenRule("role_system_keeps_name"),
  );
});

test("the last owner can be neither removed, demoted, suspended nor given an end, also by two at once", async () => {
  const owner = identity.roles.get("Owner") ?? "";
  const a = await identity.person(["Owner"]);
  for (const attempt of [
    () => db.query("delete from user_role where user_id = $1", [a.id]),
    () => db.query("update user_role set expires_at = now() where user_id = $1", [a.id]),
    () => db.query(`update "user" set status = 'SUSPENDED' where id = $1`, [a.id]),
    () => db.query(`delete from "user" where id = $1`, [a.id]),
    () => db.query("delete from user_role where role_id = $1", [owner]),
  ])
    await expect(attempt()).rejects.toEqual(brokenRule("user_role_last_owner"));

  const b = await identity.person(["Owner"]);
  const remove = async (user: string) => {
    const client = await db.connect();
    try {
      await client.query("begin");
      await client.query("delete from user_role where user_id = $1", [user]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  };
  const outcomes = await Promise.allSettled([remove(a.id), remove(b.id)]);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  expect(await identity.db.userRole.count({ where: { roleId: owner } })).toBe(1);
});

test("an owner of some warehouses, or for a time, is none who keeps the last one from going", async () => {
  const [last] = await identity.db.userRole.findMany({ where: { role: { name: "Owner" } } });
  const scoped = await identity.person(["Owner"], ["MAIN"]);
  const passing = await identity.person(["Owner"]);
  await db.query("update user_role set expires_at = now() + interval '1 day' where user_id = $1", [passing.id]);
  for (const statement of [
    "delete from user_role where id = $1",
    "update user_role set warehouse_scope = '{MAIN}' where id = $1",
    "update user_role set expires_at = now() + interval '1 day' where id = $1",
  ])
    await expect(db.query(statement, [last?.id])).rejects.toEqual(brokenRule("user_role_last_owner"));
  await db.query("update user_role set warehouse_scope = '{}' where user_id = $1", [scoped.id]);
  await db.query("update user_role set warehouse_scope = '{MAIN}' where id = $1", [last?.id]);
  await db.query("delete from user_role where id = $1", [last?.id]);
  await expect(db.query("delete from user_role where user_id = $1", [scoped.id])).rejects.toEqual(
    brokenRule("user_role_last_owner"),
  );
});

test("the audit log can only grow", async () => {
  await identity.db.auditLog.create({ data: { action: "CREATE", resource: "products" } });
  for (const statement of ["update audit_log set action = 'X'", "delete from audit_log", "truncate audit_log"]) {
    await expect(db.query(statement)).rejects.toEqual(brokenRule("audit_log_append_only"));
  }
});

test("a bare entry is chained to the one before and a change made behind the triggers is found", async () => {
  const user = await identity.db.user.create({ data: { email: "test@example.com" } });
  const first = await identity.db.auditLog.create({
    data: {
      userId: user.id,
      action: "CREATE",
      resource: "products",
      resourceId: "p1",
      newValues: { name: "Bolt", price: 1.5 },
    },
  });
  const second = await identity.db.auditLog.create({
    data: { userId: user.id, action: "UPDATE", resource: "products", resourceId: "p1" },
  });
  expect([second.seq, second.prevHash]).toEqual([first.seq + 1n, first.hash]);
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  const broken = async () => (await db.query("select verify_audit_chain() as seq")).rows[0].seq;
  expect(await broken()).toBeNull();
  const forge = async (statement: string) => {
    await db.query("alter table audit_log disable trigger user");
    await db.query(statement);
    await db.query("alter table audit_log enable trigger user");
  };
  await forge(`update audit_log set new_values = '{"name": "Nut"}' where seq = ${first.seq}`);
  expect(await broken()).toBe(String(first.seq));
  await forge(`update audit_log set new_values = '{"name": "Bolt", "price": 1.5}' where seq = ${first.seq}`);
  expect(await broken()).toBeNull();
  await identity.db.auditLog.create({ data: { action: "CREATE", resource: "products" } });
  await forge(`delete from audit_log where seq = ${second.seq}`);
  expect(await broken()).toBe(String(second.seq + 1n));
  await forge("delete from audit_log");
});

test("parallel writers and batches with repeated events make one chain, quickly", async () => {
  const batch = (from: number) =>
    db.query(
      `insert into audit_log (id, action, resource, event_id) select gen_random_uuid(), 'CREATE', 'products', i::text
     from generate_series($1::int, $1::int + 199) i on conflict (event_id) do nothing`,
      [from],
    );
  const start = performance.now();
  await Promise.all([batch(0), batch(100), batch(200), batch(300)]);
  expect(performance.now() - start).toBeLessThan(2_000);
  const { rows } = await db.query(
    "select count(*)::int as rows, max(seq)::int as last, verify_audit_chain() as broken from audit_log",
  );
  expect(rows[0]).toEqual({ rows: 500, last: 500, broken: null });
});

test("a time step of a second factor only rises", async () => {
  const { id } = await identity.person();
  await identity.db.mfaFactor.create({ data: { userId: id, authFactorId: "f1", lastUsedStep: 10 } });
  const set = (step: number | null) =>
    db.query("update mfa_factor set last_used_step = $1 where auth_factor_id = 'f1'", [step]);
  await expect(set(10)).rejects.toEqual(brokenRule("mfa_factor_step_rises"));
  await expect(set(null)).rejects.toEqual(brokenRule("mfa_factor_step_rises"));
  expect((await set(11)).rowCount).toBe(1);
});

test("an address has one open invitation", async () => {
  const roleId = identity.roles.get("Sales") ?? "";
  const invite = (email: string, tokenHash: string) =>
    identity.db.teamInvitation.create({ data: { email, roleId, tokenHash, invitedBy: "x", expiresAt: new Date() } });
  const first = await invite("new@example.com", "a");
  await expect(invite("NEW@example.com", "b")).rejects.toThrow();
  await identity.db.teamInvitation.update({ where: { id: first.id }, data: { revokedAt: new Date() } });
  expect((await invite("NEW@example.com", "b")).acceptedAt).toBeNull();
});

test("a notification is announced to its reader", async () => {
  const { id } = await identity.person();
  const listener = new pg.Client({ connectionString: identity.databases.supabaseUrl });
  await listener.connect();
  await listener.query("listen invista_notification");
  const heard = new Promise((resolve) => listener.on("notification", (message) => resolve(message.payload)));
  await identity.db.userNotification.create({
    data: { userId: id, title: "Order Created", message: "Order SO-1 has been created successfully", type: "SUCCESS" },
  });
  expect(await heard).toBe(id);
  await listener.end();
});

test("the guards can be applied again and change nothing", async () => {
  const { readFile } = await import("node:fs/promises");
  const root = new URL("../../../prisma/", import.meta.url);
  const guards = await readFile(new URL("guards/supabase.sql", root), "utf8");
  const catalogue = async () =>
    (
      await db.query(`select md5(string_agg(def, chr(10) order by def)) as hash from (
    select pg_get_triggerdef(oid) def from pg_trigger where not tgisinternal union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace union all select indexdef from pg_indexes where schemaname = 'public') d`)
    ).rows[0].hash;
  const before = await catalogue();
  await db.query(guards);
  expect(await catalogue()).toBe(before);
});

test("the security screen counts sessions, keys and failures", async () => {
  const { id } = await identity.person();
  await identity.db.auditLog.create({ data: { userId: id, action: "SIGN_IN_FAILED", resource: "sessions" } });
  await identity.db.userSession.create({ data: { userId: id, authSessionId: "s1" } });
  const [row] = await identity.db.securityOverview.findMany({ where: { userId: id } });
  expect(row).toMatchObject({
    activeSessions: 1,
    openApiKeys: 0,
    failedLogins24h: 1,
    mfaEnabled: false,
    status: "ACTIVE",
  });
});
