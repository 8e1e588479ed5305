import { disconnectAll, supabaseClient } from "@invista/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authMiddleware } from "../src/auth-middleware.ts";
import { loginUser } from "../src/login-user.ts";
import { createAuthEventRecorder } from "../src/record-auth-event.ts";
import { startIdentity, type Identity } from "./identity-fixture.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
  process.env.SUPABASE_DATABASE_URL = identity.databases.supabaseUrl;
  process.env.NEON_DATABASE_URL = identity.databases.neonUrl;
  process.env.SUPABASE_URL = identity.auth.url;
  process.env.SUPABASE_ANON_KEY = identity.auth.keys.anonKey;
});
afterAll(async () => {
  await disconnectAll();
  await identity?.close();
});

test("loginUser answers the user with his roles, and refuses a wrong password and a suspended account", async () => {
  const person = await identity.person(["Sales"]);
  const user = await loginUser(person.email, person.password);
  expect(user.id).toBe(person.id);
  expect(user.userRoles.map((userRole) => userRole.role.name)).toEqual(["Sales"]);
  expect(user.session.access_token).toBeTruthy();
  await expect(loginUser(person.email, "wrong")).rejects.toEqual(
    expect.objectContaining({ rule: "auth.invalidCredentials" }),
  );
  await supabaseClient.user.update({ where: { id: person.id }, data: { status: "SUSPENDED" } });
  await expect(loginUser(person.email, person.password)).rejects.toEqual(
    expect.objectContaining({ rule: "auth.userInactive" }),
  );
});

test("authMiddleware lets pass who holds the permission and says Unauthorized or Forbidden to others", async () => {
  const person = await identity.person(["Sales"]);
  const { header } = await identity.signIn(person);
  const headers = new Headers({ authorization: header });
  const { user, session } = await authMiddleware({ headers, operation: "order:create" });
  expect([user.id, session.user.id, user.userRoles[0]?.role.name]).toEqual([person.id, person.id, "Sales"]);
  await expect(authMiddleware({ headers, operation: "role:manage" })).rejects.toThrow("Forbidden");
  await expect(authMiddleware({ headers, operation: "anything" })).rejects.toThrow("Forbidden");
  await expect(authMiddleware({ headers: {}, operation: "order:create" })).rejects.toThrow("Unauthorized");
  await expect(authMiddleware({ headers: { authorization: `${header}x` }, operation: "order:create" })).rejects.toThrow(
    "Unauthorized",
  );
});

test("what the auth server reports is in the audit log", async () => {
  const person = await identity.person();
  const record = createAuthEventRecorder(supabaseClient);
  const at = new Date("2026-01-02T03:04:05.678Z");
  await record({
    type: "sign_in",
    userId: person.id,
    email: person.email,
    sessionId: "s",
    ip: "10.0.0.1",
    userAgent: "x",
    at,
    factorId: null,
    reason: null,
  });
  await record({
    type: "sign_in_failed",
    userId: null,
    email: "nobody@example.com",
    sessionId: null,
    ip: "10.0.0.1",
    userAgent: null,
    at,
    factorId: null,
    reason: "invalid_credentials",
  });
  const rows = await supabaseClient.auditLog.findMany({ orderBy: { seq: "asc" } });
  expect(rows).toMatchObject([
    { action: "SIGN_IN", resource: "sessions", resourceId: "s", userId: person.id, occurredAt: at },
    {
      action: "SIGN_IN_FAILED",
      userId: null,
      newValues: { email: "nobody@example.com", reason: "invalid_credentials" },
    },
  ]);
  expect((await supabaseClient.user.findUniqueOrThrow({ where: { id: person.id } })).lastLoginAt).toEqual(at);
});

test("whose refresh token was used twice is warned, and who has no account in the product breaks nothing", async () => {
  const person = await identity.person();
  const record = createAuthEventRecorder(supabaseClient);
  for (const userId of [person.id, "00000000-0000-4000-8000-000000000000"]) {
    await record({
      type: "token_reuse_detected",
      userId,
      email: null,
      sessionId: "s",
      ip: "10.0.0.1",
      userAgent: null,
      at: new Date(),
      factorId: null,
      reason: null,
    });
  }
  const notices = await supabaseClient.userNotification.findMany();
  expect(notices).toMatchObject([{ userId: person.id, type: "WARNING", title: "A session was ended" }]);
  expect(await supabaseClient.auditLog.count({ where: { action: "TOKEN_REUSE_DETECTED" } })).toBe(2);
});
