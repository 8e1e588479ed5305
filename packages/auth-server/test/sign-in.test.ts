import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { randomBytes } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthEvent } from "../src/auth-event.ts";
import { DEFAULT_RATE_LIMITS } from "../src/options.ts";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { PROFILES } from "./profiles.ts";
import { adminOf, call, clientOf, makeAccount, newAddress, signIn } from "./test-clients.ts";

describe.each(PROFILES)("$name", ({ options }) => {
  let databases: TestDatabases;
  let auth: TestAuth;
  const events: AuthEvent[] = [];

  beforeAll(async () => {
    databases = await testDatabases();
    auth = await startTestAuth(databases.supabaseUrl, { ...options, onEvent: (event) => void events.push(event) });
  });
  afterAll(async () => {
    await auth?.close();
    await databases?.drop();
  });

  test("a person signs in with the right password and is known afterwards", async () => {
    const account = await makeAccount(auth);
    const { client, session } = await signIn(auth, { ...account, email: account.email.toUpperCase() });
    expect(session).toMatchObject({
      token_type: "bearer",
      expires_in: 3600,
      user: { id: account.id, email: account.email, role: "authenticated", phone: "" },
    });
    const { data } = await client.auth.getUser();
    expect(data.user).toMatchObject({
      id: account.id,
      user_metadata: { email_verified: true },
      app_metadata: { provider: "email", providers: ["email"] },
    });
    expect(data.user?.identities?.[0]).toMatchObject({ id: account.id, provider: "email", email: account.email });
    expect(data.user?.last_sign_in_at).toBeTruthy();
    expect(events.at(-1)).toMatchObject({ type: "sign_in", userId: account.id, ip: "127.0.0.1" });
  });

  test("an unknown address and a wrong password get the same answer", async () => {
    const account = await makeAccount(auth);
    const ask = (email: string) =>
      call(auth, "POST", "/token?grant_type=password", { body: { email, password: "wrong" } });
    const [wrong, unknown] = [await ask(account.email), await ask("nobody@example.com")];
    expect(wrong.status).toBe(400);
    expect(unknown.status).toBe(400);
    expect(unknown.text).toBe(wrong.text);
    expect(wrong.body).toEqual({ code: 400, error_code: "invalid_credentials", msg: "Invalid login credentials" });
    expect(events.slice(-2)).toMatchObject([
      { type: "sign_in_failed", userId: account.id },
      { type: "sign_in_failed", userId: null, email: "nobody@example.com" },
    ]);
  });

  test("S17 a banned person with a wrong password hears nothing of the ban, with the right one he does", async () => {
    const account = await makeAccount(auth);
    await adminOf(auth).auth.admin.updateUserById(account.id, { ban_duration: "24h" });
    const wrong = await clientOf(auth).auth.signInWithPassword({ email: account.email, password: "wrong" });
    expect(wrong.error?.code).toBe("invalid_credentials");
    const right = await clientOf(auth).auth.signInWithPassword(account);
    expect(right.error?.code).toBe("user_banned");
    await adminOf(auth).auth.admin.updateUserById(account.id, { ban_duration: "none" });
    expect((await clientOf(auth).auth.signInWithPassword(account)).error).toBeNull();
  });

  test("an unconfirmed address is told so only with the right password", async () => {
    await adminOf(auth).auth.admin.createUser({ email: "unconfirmed@example.com", password: "correct horse" });
    const wrong = await clientOf(auth).auth.signInWithPassword({ email: "unconfirmed@example.com", password: "wrong" });
    expect(wrong.error?.code).toBe("invalid_credentials");
    const right = await clientOf(auth).auth.signInWithPassword({
      email: "unconfirmed@example.com",
      password: "correct horse",
    });
    expect(right.error?.code).toBe("email_not_confirmed");
  });

  test("S08 the key set holds only public keys and verifies a complete token", async () => {
    const keySet = await call(auth, "GET", "/.well-known/jwks.json");
    expect(keySet.headers.get("cache-control")).toContain("max-age");
    for (const key of keySet.body.keys) {
      expect(key).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig", key_ops: ["verify"] });
      for (const secret of ["d", "p", "q", "k"]) expect(key).not.toHaveProperty(secret);
    }
    const { session } = await signIn(auth, await makeAccount(auth));
    const { payload, protectedHeader } = await jwtVerify(
      session.access_token,
      createRemoteJWKSet(new URL(`${auth.url}/auth/v1/.well-known/jwks.json`)),
      {
        issuer: `${auth.url}/auth/v1`,
        audience: "authenticated",
        algorithms: ["ES256"],
      },
    );
    expect(protectedHeader).toMatchObject({ alg: "ES256", kid: auth.keys.kid });
    expect(payload).toMatchObject({
      role: "authenticated",
      aal: "aal1",
      is_anonymous: false,
      phone: "",
      session_id: expect.any(String),
    });
    expect(payload.amr).toMatchObject([{ method: "password", timestamp: expect.any(Number) }]);
    expect((await (await signIn(auth, await makeAccount(auth))).client.auth.getClaims()).data?.claims.role).toBe(
      "authenticated",
    );
  });

  test("S26 no hash, secret or token of the store is in what a user's record shows", async () => {
    const account = await makeAccount(auth);
    const { session } = await signIn(auth, account);
    const own = await call(auth, "GET", "/user", { bearer: session.access_token });
    const admins = await call(auth, "GET", `/admin/users/${account.id}`, { bearer: auth.keys.serviceRoleKey });
    for (const answer of [own, admins]) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/argon2|encrypted_password|_token|secret|hash/i);
    }
    const stored = await auth.pool.query("select token from auth.refresh_tokens where token = $1", [
      session.refresh_token,
    ]);
    expect(stored.rows).toHaveLength(0);
  });

  test("S07 forged, foreign and expired tokens are refused", async () => {
    const { session } = await signIn(auth, await makeAccount(auth));
    const [header = "", payload = "", signature = ""] = session.access_token.split(".");
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = decodeJwt(session.access_token);
    const expired = await auth.keys.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 });
    const noSession = await auth.keys.sign({ ...claims, session_id: "00000000-0000-4000-8000-000000000000" });
    const foreignToken = async (alg: string) => {
      const key = alg === "HS256" ? randomBytes(32) : (await generateKeyPair(alg)).privateKey;
      return new SignJWT(claims).setProtectedHeader({ alg, kid: auth.keys.kid }).sign(key);
    };
    const forged: [string, string, number][] = [
      ["alg none", `${encode({ alg: "none" })}.${payload}.`, 403],
      [
        "changed payload",
        `${header}.${encode({ ...claims, sub: "00000000-0000-4000-8000-000000000000" })}.${signature}`,
        403,
      ],
      [
        "HS256 with the public key",
        `${encode({ ...decodeProtectedHeader(session.access_token), alg: "HS256" })}.${payload}.${signature}`,
        403,
      ],
      ["RS256", await foreignToken("RS256"), 403],
      ["ES256 of another key", await foreignToken("ES256"), 403],
      ["HS256 of a made-up secret", await foreignToken("HS256"), 403],
      [
        "a key named by its address",
        `${encode({ alg: "ES256", jku: "https://evil.example" })}.${payload}.${signature}`,
        403,
      ],
      ["expired", expired, 403],
      ["unknown session", noSession, 403],
      ["opaque secret key", "sb_secret_abc", 403],
      ["API key of role anon", auth.keys.anonKey, 403],
      ["nothing", "", 401],
    ];
    for (const [name, bearer, status] of forged) {
      const answer = await call(auth, "GET", "/user", bearer ? { bearer } : {});
      expect(answer.status, name).toBe(status);
    }
    const bytes = Buffer.from(signature, "base64url");
    for (let bit = 0; bit < 64; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit] = (flipped[bit] ?? 0) ^ (1 << (bit % 8));
      const bearer = `${header}.${payload}.${flipped.toString("base64url")}`;
      expect((await call(auth, "GET", "/user", { bearer })).status, `byte ${bit}`).toBe(403);
    }
  });

  test("S21 refusals come in the shape that the caller's API version knows", async () => {
    const body = { email: "nobody@example.com", password: "x" };
    const old = await call(auth, "POST", "/token?grant_type=password", { body });
    expect(old.body).toEqual({ code: 400, error_code: "invalid_credentials", msg: "Invalid login credentials" });
    const current = await call(auth, "POST", "/token?grant_type=password", {
      body,
      headers: { "x-supabase-api-version": "2024-01-01" },
    });
    expect(current.body).toEqual({ code: "invalid_credentials", message: "Invalid login credentials" });
    expect(current.headers.get("x-supabase-api-version")).toBe("2024-01-01");
    for (const answer of [old, current]) expect(answer.headers.get("x-sb-error-code")).toBe("invalid_credentials");
  });

  test("S25 a body that is too large or no JSON is refused as such", async () => {
    const large = await call(auth, "POST", "/token?grant_type=password", {
      body: { email: "a@example.com", password: "x".repeat(2_000_000) },
    });
    expect([large.status, large.body.error_code]).toEqual([413, "request_entity_too_large"]);
    for (const body of ["{", "[]", '{"email":1}']) {
      const broken = await call(auth, "POST", "/token?grant_type=password", { body });
      expect([broken.status, broken.body.error_code], body).toEqual([400, "bad_json"]);
    }
  });

  test("two hundred sign-ins at once all succeed while the process keeps answering", async () => {
    const account = await makeAccount(auth);
    const body = { email: account.email, password: account.password };
    const storm = Promise.all(
      Array.from({ length: 200 }, () => call(auth, "POST", "/token?grant_type=password", { body })),
    );
    const start = performance.now();
    expect((await call(auth, "GET", "/health")).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(new Set((await storm).map((answer) => answer.status))).toEqual(new Set([200]));
  }, 60_000);

  test("S19 two hundred sign-ins from one address are too many, right or wrong, and nothing breaks", async () => {
    const strict = await startTestAuth(databases.supabaseUrl, { ...options, rateLimits: DEFAULT_RATE_LIMITS });
    try {
      const account = await makeAccount(strict);
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          call(strict, "POST", "/token?grant_type=password", {
            body: { email: account.email, password: n % 2 === 0 ? account.password : "wrong" },
            // Whoever calls says where from; it is not believed.
            headers: { "x-forwarded-for": `10.0.0.${n}` },
          }),
        ),
      );
      const refused = answers.filter((answer) => answer.status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(160);
      expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
      expect(refused[0]?.body).toMatchObject({
        error_code: "over_request_rate_limit",
        msg: "Request rate limit reached",
      });
      expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      await strict.close();
    }
  });

  test("guessing at one account slows down, for unknown accounts alike, and its owner still gets in", async () => {
    const strict = await startTestAuth(databases.supabaseUrl, {
      ...options,
      rateLimits: { token: { per5Minutes: 1e6, burst: 1e6 }, failuresBeforeDelay: 10, longestDelayMs: 300 },
    });
    try {
      const account = await makeAccount(strict);
      for (const email of [account.email, newAddress()]) {
        const guess = async () => {
          const start = performance.now();
          const { status } = await call(strict, "POST", "/token?grant_type=password", {
            body: { email, password: "x" },
          });
          return { status, took: performance.now() - start };
        };
        for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(400);
        const slowed = await guess();
        expect(slowed.status).toBe(400);
        expect(slowed.took).toBeGreaterThan(240);
      }
      expect((await signIn(strict, account)).session.user.id).toBe(account.id);
    } finally {
      await strict.close();
    }
  });

  test("without the database the answer is 503, never a refusal", async () => {
    const other = await testDatabases();
    const cut = await startTestAuth(other.supabaseUrl, options);
    try {
      const account = await makeAccount(cut);
      const { session } = await signIn(cut, account);
      await other.drop();
      const answers = [
        await call(cut, "POST", "/token?grant_type=password", { body: account }),
        await call(cut, "POST", "/token?grant_type=refresh_token", { body: { refresh_token: session.refresh_token } }),
        await call(cut, "GET", "/user", { bearer: session.access_token }),
      ];
      expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503]);
    } finally {
      await cut.close();
    }
  });
});
