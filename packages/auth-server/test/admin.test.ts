import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, makeAccount, signIn } from "./test-clients.ts";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;

  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, options);
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });

  test("S16 administration needs the service key", async () => {
    const account = await makeAccount(auth);
    const { session } = await signIn(auth, account);
    const routes: [string, string][] = [
      ["GET", "/admin/users"],
      ["POST", "/admin/users"],
      ["GET", `/admin/users/${account.id}`],
      ["PUT", `/admin/users/${account.id}`],
      ["DELETE", `/admin/users/${account.id}`],
      ["POST", "/invite"],
      ["POST", "/admin/generate_link"],
      ["GET", `/admin/users/${account.id}/factors`],
    ];
    for (const [method, path] of routes) {
      const body = method === "GET" ? {} : { body: {} };
      expect((await call(auth, method, path, body)).status, `${method} ${path} without`).toBe(401);
      expect(
        (await call(auth, method, path, { ...body, bearer: auth.keys.anonKey })).status,
        `${method} ${path} anon`,
      ).toBe(403);
      expect(
        (await call(auth, method, path, { ...body, bearer: session.access_token })).status,
        `${method} ${path} user`,
      ).toBe(403);
    }
    expect((await call(auth, "GET", `/admin/users/${account.id}`, { bearer: auth.keys.serviceRoleKey })).status).toBe(
      200,
    );
  });

  test("an address is taken once, whatever its case", async () => {
    const account = await makeAccount(auth);
    const { error } = await adminOf(auth).auth.admin.createUser({
      email: account.email.toUpperCase(),
      password: "correct horse",
    });
    expect([error?.status, error?.code]).toEqual([422, "email_exists"]);
    const invalid = await adminOf(auth).auth.admin.createUser({ email: "not an address", password: "correct horse" });
    expect([invalid.error?.status, invalid.error?.message]).toEqual([
      400,
      "Unable to validate email address: invalid format",
    ]);
    const weak = await adminOf(auth).auth.admin.createUser({ email: "weak@example.com", password: "abc" });
    expect(weak.error).toMatchObject({ code: "weak_password", reasons: ["length"] });
  });

  test("the list comes in pages with the total and the links that supabase-js reads", async () => {
    for (let n = 0; n < 5; n++) await makeAccount(auth);
    const total = Number((await auth.pool.query("select count(*) from auth.users")).rows[0].count);
    const { data, error } = await adminOf(auth).auth.admin.listUsers({ page: 1, perPage: 2 });
    expect(error).toBeNull();
    expect(data.users).toHaveLength(2);
    expect(data).toMatchObject({ aud: "authenticated", total, nextPage: 2, lastPage: Math.ceil(total / 2) });
    const all = await adminOf(auth).auth.admin.listUsers();
    expect(all.data.users).toHaveLength(total);
    expect((await call(auth, "GET", "/admin/users?page=-1", { bearer: auth.keys.serviceRoleKey })).status).toBe(400);
  });

  test("an administrator changes address, metadata and password, and the password ends every session", async () => {
    const account = await makeAccount(auth);
    const { session } = await signIn(auth, account);
    const admin = adminOf(auth).auth.admin;
    const changed = await admin.updateUserById(account.id, {
      email: "Renamed@example.com",
      user_metadata: { a: 1, b: 2 },
      app_metadata: { team: "x" },
    });
    expect(changed.data.user).toMatchObject({
      email: "renamed@example.com",
      app_metadata: { provider: "email", team: "x" },
      user_metadata: { a: 1 },
    });
    expect(changed.data.user?.identities?.[0]?.identity_data?.email).toBe("renamed@example.com");
    const merged = await admin.updateUserById(account.id, { user_metadata: { a: null, c: 3 } });
    expect(merged.data.user?.user_metadata).toEqual({ b: 2, c: 3, email_verified: true });
    expect((await call(auth, "GET", "/user", { bearer: session.access_token })).status).toBe(200);
    await admin.updateUserById(account.id, { password: "battery staple" });
    expect((await call(auth, "GET", "/user", { bearer: session.access_token })).status).toBe(403);
    expect((await signIn(auth, { email: "renamed@example.com", password: "battery staple" })).session.user.id).toBe(
      account.id,
    );
  });

  test("unknown and malformed ids are not found", async () => {
    for (const id of ["00000000-0000-4000-8000-000000000000", "42"]) {
      expect((await call(auth, "GET", `/admin/users/${id}`, { bearer: auth.keys.serviceRoleKey })).status).toBe(404);
    }
    const { data, error } = await adminOf(auth).auth.admin.getUserById("00000000-0000-4000-8000-000000000000");
    expect([data.user, error?.code]).toEqual([null, "user_not_found"]);
  });

  test("what is off says so with its own code", async () => {
    const { session } = await signIn(auth, await makeAccount(auth));
    const bearer = session.access_token;
    const email = "someone@example.com";
    const phoneOff: [number, string] = options.signUp ? [400, "phone_provider_disabled"] : [422, "signup_disabled"];
    const off: [string, string, object, number, string][] = [
      ["POST", "/signup", { body: { phone: "+4912345678" } }, ...phoneOff],
      ["POST", "/signup", { body: {} }, 422, "anonymous_provider_disabled"],
      ["POST", "/otp", { body: { email } }, 422, "otp_disabled"],
      ["POST", "/magiclink", { body: { email } }, 422, "otp_disabled"],
      ["POST", "/recover", { body: { email: "x" } }, 400, "validation_failed"],
      ["POST", "/verify", { body: { type: "email", email, token: "123456" } }, 403, "otp_expired"],
      ["POST", "/sso", { body: {} }, 404, "saml_provider_disabled"],
      ["POST", "/token?grant_type=pkce", { body: { auth_code: "x", code_verifier: "y" } }, 404, "flow_state_not_found"],
      ["POST", "/token?grant_type=id_token", { body: { provider: "google" } }, 400, "provider_disabled"],
      ["POST", "/token", { body: {} }, 400, "invalid_credentials"],
      ["DELETE", "/factors/00000000-0000-4000-8000-000000000000", { bearer }, 404, "mfa_factor_not_found"],
      ["GET", "/user/identities/authorize?provider=google", { bearer }, 404, "manual_linking_disabled"],
      ["GET", "/authorize?provider=google", {}, 404, "not_found"],
      ["GET", "/nothing", {}, 404, "not_found"],
    ];
    for (const [method, path, options, status, code] of off) {
      const answer = await call(auth, method, path, options);
      expect([answer.status, answer.body.error_code], `${method} ${path}`).toEqual([status, code]);
    }
    const link = await call(auth, "GET", "/verify?token=x&type=recovery&redirect_to=https://evil.example");
    expect(link.status).toBe(303);
    expect(link.headers.get("location")).toMatch(
      /^http:\/\/127\.0\.0\.1:4000#error=access_denied&error_code=otp_expired/,
    );
  });

  test("health and settings answer anybody, a wrong API key is refused", async () => {
    expect((await call(auth, "GET", "/health")).body.name).toBe("GoTrue");
    expect((await call(auth, "GET", "/settings")).body).toMatchObject({
      disable_signup: !options.signUp,
      mailer_autoconfirm: options.autoConfirm,
      external: { email: true, google: false },
    });
    expect((await call(auth, "GET", "/health", { headers: { apikey: "wrong" } })).status).toBe(401);
  });

  test("a browser of the site may call and read the paging headers, another origin may not", async () => {
    const preflight = await call(auth, "OPTIONS", "/token?grant_type=password", {
      headers: {
        origin: "http://127.0.0.1:4000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "apikey,content-type",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("http://127.0.0.1:4000");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("apikey");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const foreign = await call(auth, "GET", "/settings", { headers: { origin: "https://evil.example" } });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    const own = await call(auth, "GET", "/settings", { headers: { origin: "http://127.0.0.1:4000" } });
    expect(own.headers.get("access-control-expose-headers")).toContain("X-Total-Count");
  });
});
