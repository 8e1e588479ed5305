import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestAuth, type TestAuth } from "../src/testing.ts";
import { enrol } from "./authenticator.ts";
import { adminOf, call, makeAccount, newAddress, signIn } from "./test-clients.ts";

// Every endpoint with hostile and with nearly right input. INVISTA_SEED plays a failed run again, INVISTA_FUZZ makes more calls.
const RUNS = Number(process.env.INVISTA_FUZZ ?? 12);
const seed = Number(process.env.INVISTA_SEED ?? Date.now() % 2_147_483_647);
const LEAK = /\bat .+:\d+:\d+|node_modules|\.ts:\d|\b(SELECT|INSERT INTO|UPDATE) |argon2|postgres(ql)?:\/\//i;
const NOBODY = "00000000-0000-4000-8000-000000000000";

let databases: TestDatabases;
let auth: TestAuth;
let known: { id: string; email: string; bearer: string; factor: string };
beforeAll(async () => {
  databases = await testDatabases();
  auth = await startTestAuth(databases.supabaseUrl, { signUp: true, mailFrequencySeconds: 0 });
  const account = await makeAccount(auth);
  const { client } = await signIn(auth, account);
  const factor = await enrol(client, auth.now());
  known = { id: account.id, email: account.email, bearer: factor.session.access_token, factor: factor.id };
});
afterAll(async () => {
  await auth?.close();
  await databases?.drop();
});

const HOSTILE = [
  "",
  " ",
  "\0",
  "a\0b@example.com",
  "\ud800",
  "'; drop table auth.users; --",
  "$1",
  "%00",
  "../../etc/passwd",
  "\r\nSet-Cookie: a=b",
  "\u001b[31m",
  "__proto__",
  "constructor",
  "x".repeat(10_000),
  "ü".repeat(300),
  "\u202e@example.com",
  "null",
  "NaN",
  "-1",
  "1e999",
  "🙂".repeat(50),
  NOBODY,
];

function anything(): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 40 }));
  const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
  return fc.oneof(
    { weight: 6, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("a", "__proto__", "\0"), scalar, { maxKeys: 3 }) },
  );
}

const FIELDS = [
  "email",
  "phone",
  "password",
  "current_password",
  "nonce",
  "data",
  "app_metadata",
  "user_metadata",
  "token",
  "token_hash",
  "type",
  "refresh_token",
  "auth_code",
  "code_verifier",
  "code_challenge",
  "code_challenge_method",
  "factor_type",
  "friendly_name",
  "issuer",
  "challenge_id",
  "code",
  "new_email",
  "redirect_to",
  "ban_duration",
  "role",
  "id",
  "email_confirm",
  "should_soft_delete",
  "gotrue_meta_security",
  "password_hash",
];

/** Bodies of which some fields are what the endpoint wants, so that the fuzz gets past the first check. */
function bodies(): fc.Arbitrary<unknown> {
  const right: Record<string, fc.Arbitrary<unknown>> = {
    email: fc.constantFrom("known@", newAddress()),
    password: fc.constantFrom("correct horse", "another horse"),
    type: fc.constantFrom("signup", "invite", "recovery", "magiclink", "email", "email_change", "email_change_new"),
    factor_type: fc.constantFrom("totp", "phone", "webauthn"),
    code_challenge: fc.constant("c".repeat(43)),
    code_challenge_method: fc.constantFrom("s256", "plain"),
    challenge_id: fc.constant(NOBODY),
    code: fc.constant("123456"),
    token: fc.constant("123456"),
    data: fc.constant({ a: 1 }),
  };
  const fields = Object.fromEntries(
    FIELDS.map((name) => [
      name,
      right[name] ? fc.oneof({ weight: 3, arbitrary: right[name] }, anything()) : anything(),
    ]),
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: anything() },
    { weight: 1, arbitrary: fc.constantFrom("{", "[]", '{"email":', "[".repeat(5_000)) },
  );
}

type Caller = "nobody" | "person" | "service";
const ENDPOINTS: [method: string, path: string, caller: Caller][] = [
  ["POST", "/signup", "nobody"],
  ["POST", "/token?grant_type=password", "nobody"],
  ["POST", "/token?grant_type=refresh_token", "nobody"],
  ["POST", "/token?grant_type=pkce", "nobody"],
  ["POST", "/token?grant_type=id_token", "nobody"],
  ["POST", "/token?grant_type=%00", "nobody"],
  ["POST", "/recover", "nobody"],
  ["POST", "/resend", "nobody"],
  ["POST", "/otp", "nobody"],
  ["POST", "/magiclink", "nobody"],
  ["POST", "/verify", "nobody"],
  ["POST", "/sso", "nobody"],
  ["PUT", "/user", "person"],
  ["POST", "/factors", "person"],
  ["POST", "/factors/:factor/challenge", "person"],
  ["POST", "/factors/:factor/verify", "person"],
  ["POST", "/factors/%00/verify", "person"],
  ["DELETE", "/factors/1", "person"],
  ["POST", "/admin/users", "service"],
  ["PUT", "/admin/users/:other", "service"],
  ["POST", "/invite", "service"],
  ["POST", "/admin/generate_link", "service"],
  ["PUT", "/admin/users/:id/factors/:factor", "service"],
  ["DELETE", "/admin/users/%27/factors/x", "service"],
];

function fill(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text.replaceAll('"known@"', JSON.stringify(known.email)));
}

test.each(ENDPOINTS)(`%s %s never fails for what it is given by %s (seed ${seed})`, async (method, path, caller) => {
  const other = await makeAccount(auth);
  const bearer = { nobody: undefined, person: known.bearer, service: auth.keys.serviceRoleKey }[caller];
  const where = path.replace(":factor", known.factor).replace(":other", other.id).replace(":id", known.id);
  await fc.assert(
    fc.asyncProperty(bodies(), async (body) => {
      const filled = typeof body === "string" ? body : fill(body);
      const answer = await call(auth, method, where, { body: filled, ...(bearer && { bearer }) });
      expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
      expect(answer.text).not.toMatch(LEAK);
      expect(answer.headers.get("set-cookie")).toBeNull();
      if (answer.status >= 400 && !("error" in Object(answer.body)))
        expect(answer.headers.get("x-sb-error-code"), answer.text).toBe(answer.body.error_code);
    }),
    { seed, numRuns: RUNS, endOnFailure: true },
  );
});

test(`links and queries with anything in them lead to the site or are refused (seed ${seed})`, async () => {
  const text = fc
    .oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 60 }))
    .filter((value) => !/[\ud800-\udfff]/.test(value));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (token, type, redirect_to) => {
      const query = new URLSearchParams({ token, type, redirect_to }).toString();
      const link = await call(auth, "GET", `/verify?${query}`);
      // Two of the longest texts make an address beyond what a server reads at all.
      if (link.status === 431) {
        // Its answer is none for the property: false would mean that it failed.
        expect(query.length).toBeGreaterThan(8_000);
        return;
      }
      expect(link.status).toBe(303);
      expect(new URL(link.headers.get("location") ?? "").origin).toBe("http://127.0.0.1:4000");
      const page = await call(
        auth,
        "GET",
        `/admin/users?${new URLSearchParams({ page: token, per_page: type }).toString()}`,
        {
          bearer: auth.keys.serviceRoleKey,
        },
      );
      expect([200, 400]).toContain(page.status);
      const out = await call(auth, "POST", `/logout?${new URLSearchParams({ scope: `${token}x` }).toString()}`, {
        bearer: known.bearer,
      });
      expect(out.status).toBe(400);
    }),
    { seed, numRuns: RUNS * 3, endOnFailure: true },
  );
});

test("text that PostgreSQL can't keep is refused wherever metadata and names are set", async () => {
  const other = await makeAccount(auth);
  const service = auth.keys.serviceRoleKey;
  for (const odd of [{ a: "x\0y" }, { "x\0": 1 }, { a: { b: ["\0"] } }, { a: "\ud800" }]) {
    const answers = [
      await call(auth, "POST", "/signup", { body: { email: newAddress(), password: "correct horse", data: odd } }),
      await call(auth, "PUT", "/user", { bearer: known.bearer, body: { data: odd } }),
      await call(auth, "POST", "/admin/users", { bearer: service, body: { email: newAddress(), user_metadata: odd } }),
      await call(auth, "PUT", `/admin/users/${other.id}`, { bearer: service, body: { app_metadata: odd } }),
      await call(auth, "POST", "/invite", { bearer: service, body: { email: newAddress(), data: odd } }),
    ];
    expect(answers.map(({ status, body }) => [status, body.error_code])).toEqual(answers.map(() => [400, "bad_json"]));
  }
  const kept = await call(auth, "PUT", "/user", { bearer: known.bearer, body: { data: { a: "\\u0000 \\ud800 🙂" } } });
  expect(kept.body.user_metadata.a).toBe("\\u0000 \\ud800 🙂");
  const deep = `{"data":${'{"a":'.repeat(20_000)}1${"}".repeat(20_001)}`;
  expect((await call(auth, "PUT", "/user", { bearer: known.bearer, body: deep })).body.error_code).toBe("bad_json");
  for (const odd of ["x\0y", "x".repeat(101)]) {
    const body = { factor_type: "totp", friendly_name: odd };
    expect((await call(auth, "POST", "/factors", { bearer: known.bearer, body })).status).toBe(400);
  }
});

test("headers with anything in them are refused as such", async () => {
  for (const value of [
    "Bearer",
    "Bearer  ",
    "Basic eDp5",
    "Bearer a.b.c",
    "Bearer eyJhbGciOiJub25lIn0.e30.",
    `Bearer ${"x".repeat(5_000)}`,
  ]) {
    const answer = await call(auth, "GET", "/user", { headers: { authorization: value } });
    expect([401, 403], value.slice(0, 20)).toContain(answer.status);
  }
  for (const version of ["2024-01-01", "9999-99-99", "x", "2024-01-01\t"]) {
    const answer = await call(auth, "GET", "/user", { headers: { "x-supabase-api-version": version } });
    expect(answer.status).toBe(401);
  }
});

test("no endpoint that strangers may call tells a known address from an unknown one", async () => {
  const account = await makeAccount(auth);
  const asks: [string, (email: string) => object][] = [
    ["/token?grant_type=password", (email) => ({ email, password: "wrong" })],
    ["/recover", (email) => ({ email })],
    ["/recover", (email) => ({ email, code_challenge: "c".repeat(43), code_challenge_method: "s256" })],
    ["/resend", (email) => ({ type: "signup", email })],
    ["/resend", (email) => ({ type: "email_change", email })],
    ["/otp", (email) => ({ email, create_user: false })],
    ["/magiclink", (email) => ({ email })],
    ["/verify", (email) => ({ type: "recovery", email, token: "000000" })],
    ["/verify", (email) => ({ type: "email", email, token: "000000" })],
    ["/verify", (email) => ({ type: "invite", email, token: "000000" })],
  ];
  for (const [path, body] of asks) {
    const [first, second] = [
      await call(auth, "POST", path, { body: body(account.email) }),
      await call(auth, "POST", path, { body: body(newAddress()) }),
    ];
    expect([first.status, first.text, first.headers.get("x-sb-error-code")], path).toEqual([
      second.status,
      second.text,
      second.headers.get("x-sb-error-code"),
    ]);
  }
  const signUp = async (email: string) => {
    const { status, body } = await call(auth, "POST", "/signup", { body: { email, password: "correct horse" } });
    return [status, Object.keys(body).toSorted()];
  };
  expect(await signUp(account.email)).toEqual(await signUp(newAddress()));
});

test("afterwards the administrator still sees everybody, and objects have no new properties", async () => {
  const { data, error } = await adminOf(auth).auth.admin.listUsers({ perPage: 1_000 });
  expect(error).toBeNull();
  expect(data.users.some(({ id }) => id === known.id)).toBe(true);
  expect(Reflect.get({}, "a")).toBeUndefined();
});
