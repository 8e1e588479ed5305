import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthenticator, type Authenticator } from "../src/create-authenticator.ts";
import { makeApiKey } from "../src/api-key.ts";
import { startIdentity, until, type Identity } from "./identity-fixture.ts";

let identity: Identity;
let listening: Authenticator;
let deaf: Authenticator;

beforeAll(async () => {
  identity = await startIdentity();
  const common = { supabaseUrl: identity.auth.url, supabase: identity.db };
  listening = createAuthenticator({
    ...common,
    jwks: identity.auth.keys.jwks,
    listenUrl: identity.databases.supabaseUrl,
  });
  // Asks the project for its keys and hears of nothing.
  deaf = createAuthenticator({ ...common, trust: { unheardMs: 1_500 } });
  await new Promise((resolve) => setTimeout(resolve, 300));
});
afterAll(async () => {
  await listening?.close();
  await deaf?.close();
  await identity?.close();
});

const refused = (rule: string) => expect.objectContaining({ rule });

test("a token becomes an actor with name, roles, permissions, warehouses and limits", async () => {
  const person = await identity.person(["Warehouse operator"], ["wh1"]);
  const { header, sessionId } = await identity.signIn(person);
  const actor = await listening.authenticate(header, {
    ip: "10.0.0.1",
    userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537",
  });
  expect(actor).toMatchObject({
    userId: person.id,
    email: person.email,
    roles: ["Warehouse operator"],
    warehouses: ["wh1"],
    aal: "aal1",
    sessionId,
    limits: { maxAdjustQty: "100.0000", maxApprovalAmount: "0" },
  });
  expect(actor.displayName).toMatch(/^Person \d+$/);
  expect(actor.permissions.has("stock:move")).toBe(true);
  expect(actor.permissions.has("role:manage")).toBe(false);
  expect(actor.scopeOf("stock:move")).toEqual(["wh1"]);
  expect(actor.scopeOf("role:manage")).toEqual([]);
});

test("the device of a session is recorded on first sight", async () => {
  const { header, sessionId } = await identity.signIn(await identity.person(["Sales"]));
  await listening.authenticate(header, {
    ip: "10.0.0.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0",
  });
  await until(async () => (await identity.db.userSession.count({ where: { authSessionId: sessionId } })) === 1, 2_000);
  const row = await identity.db.userSession.findUnique({ where: { authSessionId: sessionId } });
  expect(row).toMatchObject({ ip: "10.0.0.7", deviceName: "Firefox on Linux", aal: "aal1", revokedAt: null });
});

test("a look that nobody asked for is no use of the session", async () => {
  const { header, sessionId } = await identity.signIn(await identity.person(["Sales"]));
  const rows = () => identity.db.userSession.count({ where: { authSessionId: sessionId } });
  await listening.authenticate(header, { unattended: true });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await rows()).toBe(0);
});

test("nothing, garbage, forged, foreign and expired tokens are refused", async () => {
  const { token, header } = await identity.signIn(await identity.person(["Sales"]));
  const [head = "", payload = "", signature = ""] = token.split(".");
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = decodeJwt(token);
  const { kid } = identity.auth.keys;
  const sign = identity.auth.keys.sign.bind(identity.auth.keys);
  const past = Math.floor(Date.now() / 1000) - 60;
  const cases: [string, string | undefined, string][] = [
    ["no header", undefined, "auth.required"],
    ["another scheme", "Basic abc", "auth.required"],
    ["garbage", "Bearer abc", "auth.tokenInvalid"],
    ["alg none", `Bearer ${encode({ alg: "none" })}.${payload}.`, "auth.tokenInvalid"],
    ["HS256", `Bearer ${encode({ alg: "HS256", kid })}.${payload}.${signature}`, "auth.tokenInvalid"],
    [
      "changed payload",
      `Bearer ${head}.${encode({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
      "auth.tokenInvalid",
    ],
    ["expired", `Bearer ${await sign({ ...claims, exp: past })}`, "auth.tokenExpired"],
    ["another issuer", `Bearer ${await sign({ ...claims, iss: "https://evil.example/auth/v1" })}`, "auth.tokenInvalid"],
    ["another audience", `Bearer ${await sign({ ...claims, aud: "other" })}`, "auth.tokenInvalid"],
    ["service role", `Bearer ${await sign({ ...claims, role: "service_role" })}`, "auth.tokenInvalid"],
    ["service key", `Bearer ${identity.auth.keys.serviceRoleKey}`, "auth.tokenInvalid"],
    ["anonymous", `Bearer ${await sign({ ...claims, is_anonymous: true })}`, "auth.tokenInvalid"],
    ["no session", `Bearer ${await sign({ ...claims, session_id: undefined })}`, "auth.tokenInvalid"],
    ["unknown session", `Bearer ${await sign({ ...claims, session_id: crypto.randomUUID() })}`, "auth.sessionRevoked"],
    [
      "another's session",
      `Bearer ${await sign({ ...claims, sub: (await identity.person()).id })}`,
      "auth.sessionRevoked",
    ],
  ];
  for (const gate of [listening, deaf]) {
    expect((await gate.authenticate(header)).sessionId).toBe(claims.session_id);
    for (const [name, value, rule] of cases) {
      await expect(gate.authenticate(value), name).rejects.toEqual(refused(rule));
    }
  }
});

test("a session that was ended is refused at once by fresh calls, within moments where changes are heard, and soon elsewhere", async () => {
  const { header, sessionId, client } = await identity.signIn(await identity.person(["Sales"]));
  await listening.authenticate(header);
  await deaf.authenticate(header);
  await client.auth.signOut({ scope: "local" });
  const gone = (gate: Authenticator) =>
    gate.authenticate(header).then(
      () => false,
      (error) => error.rule === "auth.sessionRevoked",
    );
  expect(await until(() => gone(listening), 1_000)).toBeLessThan(1_000);
  expect((await deaf.authenticate(header)).sessionId).toBe(sessionId);
  await expect(deaf.authenticate(header, { fresh: true })).rejects.toEqual(refused("auth.sessionRevoked"));
  const other = await identity.signIn(await identity.person(["Sales"]));
  await deaf.authenticate(other.header);
  await other.client.auth.signOut({ scope: "local" });
  expect(
    await until(
      () =>
        deaf.authenticate(other.header).then(
          () => false,
          () => true,
        ),
      5_000,
    ),
  ).toBeLessThan(5_000);
});

test("a session revoked in the product is refused although the token lives", async () => {
  const { header, sessionId } = await identity.signIn(await identity.person(["Sales"]));
  await listening.authenticate(header);
  await until(
    async () =>
      (
        await identity.db.userSession.updateMany({
          where: { authSessionId: sessionId },
          data: { revokedAt: new Date() },
        })
      ).count === 1,
    2_000,
  );
  await until(
    () =>
      listening.authenticate(header).then(
        () => false,
        (error) => error.rule === "auth.sessionRevoked",
      ),
    1_000,
  );
});

test("a changed role, a new role and a lost role are in force in open sessions within moments", async () => {
  const person = await identity.person(["Auditor"]);
  const { header } = await identity.signIn(person);
  const can = async (permission: "order:create" | "carrier:manage") =>
    (await listening.authenticate(header)).permissions.has(permission);
  expect(await can("order:create")).toBe(false);
  const sales = identity.roles.get("Sales") ?? "";
  await identity.db.userRole.create({ data: { userId: person.id, roleId: sales } });
  expect(await until(() => can("order:create"), 1_000)).toBeLessThan(1_000);
  const { permissions } = await identity.db.role.findUniqueOrThrow({ where: { id: sales } });
  await identity.db.role.update({ where: { id: sales }, data: { permissions: [...permissions, "carrier:manage"] } });
  await until(() => can("carrier:manage"), 1_000);
  await identity.db.role.update({ where: { id: sales }, data: { permissions } });
  await identity.db.userRole.deleteMany({ where: { userId: person.id, roleId: sales } });
  await until(async () => !(await can("order:create")), 1_000);
  expect((await identity.db.user.findUniqueOrThrow({ where: { id: person.id } })).permissionsVersion).toBeGreaterThan(
    4,
  );
});

test("a role edited and a role taken away are in force in two processes within five seconds", async () => {
  const options = { supabaseUrl: identity.auth.url, supabase: identity.db, listenUrl: identity.databases.supabaseUrl };
  const processes = [createAuthenticator(options), createAuthenticator(options)];
  try {
    const made = await identity.db.role.create({ data: { name: "Edited", permissions: ["order:read"] } });
    const person = await identity.person(["Auditor"]);
    await identity.db.userRole.create({ data: { userId: person.id, roleId: made.id } });
    const { header } = await identity.signIn(person);
    const both = async (permission: "carrier:manage" | "product:read") =>
      (await Promise.all(processes.map((gate) => gate.authenticate(header)))).map((actor) =>
        actor.permissions.has(permission),
      );
    expect(await both("carrier:manage")).toEqual([false, false]);
    await identity.db.role.update({ where: { id: made.id }, data: { permissions: ["carrier:manage"] } });
    await until(async () => (await both("carrier:manage")).every(Boolean), 5_000);
    await identity.db.userRole.deleteMany({ where: { userId: person.id, roleId: made.id } });
    await until(async () => !(await both("carrier:manage")).some(Boolean), 5_000);
    expect(await both("product:read")).toEqual([true, true]);
  } finally {
    await Promise.all(processes.map((gate) => gate.close()));
  }
});

test("a role that lapses stops counting at its end without any change", async () => {
  const person = await identity.person(["Auditor"]);
  await identity.db.userRole.create({
    data: { userId: person.id, roleId: identity.roles.get("Sales") ?? "", expiresAt: new Date(Date.now() + 800) },
  });
  const { header } = await identity.signIn(person);
  expect((await listening.authenticate(header)).permissions.has("order:create")).toBe(true);
  await until(async () => !(await listening.authenticate(header)).permissions.has("order:create"), 2_000);
});

test("suspended, banned and deleted people are refused", async () => {
  for (const end of [
    (id: string) => identity.db.user.update({ where: { id }, data: { status: "SUSPENDED" } }),
    (id: string) =>
      identity.auth.pool.query("update auth.users set banned_until = now() + interval '1 day' where id = $1", [id]),
    (id: string) => identity.auth.pool.query("delete from auth.users where id = $1", [id]),
  ]) {
    const person = await identity.person(["Sales"]);
    const { header } = await identity.signIn(person);
    await listening.authenticate(header);
    await end(person.id);
    await until(
      () =>
        listening.authenticate(header).then(
          () => false,
          (error) => ["auth.userInactive", "auth.sessionRevoked"].includes(error.rule),
        ),
      1_000,
    );
  }
});

test("whoever has a second factor must use it", async () => {
  const person = await identity.person(["Sales"]);
  const { header, token } = await identity.signIn(person);
  await identity.auth.pool.query(
    "insert into auth.mfa_factors (user_id, factor_type, status, secret) values ($1, 'totp', 'verified', 'x')",
    [person.id],
  );
  await expect(listening.authenticate(header, { fresh: true })).rejects.toEqual(refused("auth.mfaRequired"));
  expect((await listening.authenticate(header, { allow: "password" })).aal).toBe("aal1");
  await identity.auth.pool.query("update auth.sessions set aal = 'aal2' where user_id = $1", [person.id]);
  const stepped = await identity.auth.keys.sign({
    ...decodeJwt(token),
    aal: "aal2",
    amr: [{ method: "totp", timestamp: 1_800_000_000 }],
  });
  const actor = await until(
    () =>
      listening.authenticate(`Bearer ${stepped}`).then(
        () => true,
        () => false,
      ),
    1_000,
  ).then(() => listening.authenticate(`Bearer ${stepped}`));
  expect(actor).toMatchObject({ aal: "aal2", secondFactorAt: new Date(1_800_000_000_000) });
});

test("an API key does what both it and its owner may, until it is revoked", async () => {
  const person = await identity.person(["Sales"]);
  const { key, prefix, keyHash } = makeApiKey();
  const row = await identity.db.apiKey.create({
    data: {
      userId: person.id,
      name: "shop",
      prefix,
      keyHash,
      scopes: ["order:read", "role:manage"],
      warehouseScope: ["wh1"],
      rateLimit: 20,
    },
  });
  const actor = await listening.authenticate(`Bearer ${key}`);
  expect([...actor.permissions]).toEqual(["order:read"]);
  expect(actor).toMatchObject({ userId: person.id, apiKeyId: row.id, warehouses: ["wh1"] });
  expect(actor.sessionId).toBeUndefined();
  const wrong = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
  for (const bad of [wrong, "inv_short", `inv_${"x".repeat(12)}_${"y".repeat(43)}`]) {
    await expect(listening.authenticate(`Bearer ${bad}`)).rejects.toEqual(refused("auth.apiKeyInvalid"));
  }
  const calls = await Promise.allSettled(Array.from({ length: 25 }, () => listening.authenticate(`Bearer ${key}`)));
  expect(calls.filter((call) => call.status === "rejected" && call.reason.code === "LIMITED").length).toBe(6);
  await identity.db.apiKey.update({ where: { id: row.id }, data: { revokedAt: new Date() } });
  await until(
    () =>
      listening.authenticate(`Bearer ${key}`).then(
        () => false,
        (error) => error.rule === "auth.apiKeyInvalid",
      ),
    1_000,
  );
});
