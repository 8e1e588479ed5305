import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";

const SITE = "https://stock.example";
let databases: TestDatabases;
let server: BenchServer;
let token: string;
let output = "";
beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({
    env: {
      ...databases.serverEnvironment,
      SITE_URL: SITE,
      TRUSTED_PROXY: "127.0.0.2",
      LOG_LEVEL: "trace",
    },
    onOutput: (text) => (output += text),
  });
  const account = server.run.accounts.find(({ role }) => role === "Owner");
  const body = JSON.stringify({ email: account?.email, password: account?.password });
  const signedIn = await ask("/auth/v1/token?grant_type=password", { method: "POST", headers: json, body });
  token = JSON.parse(signedIn.text).access_token;
});
afterAll(async () => {
  await server?.stop();
  await databases?.drop();
});

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  localAddress?: string;
}

/** A request as it is: fetch would not send these headers or choose from where. */
function ask(path: string, { method = "GET", headers = {}, body, localAddress }: Ask = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const url = new URL(server.run.supabaseUrl);
    const sent = httpRequest(
      { host: url.hostname, port: url.port, path, method, headers, ...(localAddress && { localAddress }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = { "content-type": "application/json" };
const PLACES: [string, string, Ask?][] = [
  ["page", "/"],
  ["configuration", "/config.json"],
  ["health", "/healthz"],
  ["readiness", "/readyz"],
  ["query", "/trpc/me.get"],
  ["unknown procedure", "/trpc/no.such"],
  ["REST", "/api/v1/products"],
  ["OpenAPI", "/api/v1/openapi.json"],
  ["unknown path", "/api/v1/no/such"],
  ["auth settings", "/auth/v1/settings"],
  ["auth keys", "/auth/v1/.well-known/jwks.json"],
  ["auth refusal", "/auth/v1/token?grant_type=password", { method: "POST", headers: json, body: '{"email":"a@b.c"}' }],
  ["auth redirect", "/auth/v1/verify?token=x&type=recovery"],
  ["auth unknown path", "/auth/v1/no/such"],
  ["body that is no JSON", "/trpc/order.create", { method: "POST", headers: json, body: "{" }],
];

test.each(PLACES)(
  "%s: the policy lets no foreign or inline script run, and there is no cookie",
  async (_, path, how) => {
    const { headers } = await ask(path, how);
    const policy = String(headers["content-security-policy"]);
    const directives = Object.fromEntries(policy.split(";").map((part) => part.trim().split(/\s+(.*)/)));
    expect(directives["script-src"]).toBe("'self' 'wasm-unsafe-eval'");
    expect(policy).not.toMatch(/'unsafe-eval'/);
    expect(directives["default-src"]).toBe("'self'");
    for (const name of ["object-src", "base-uri", "frame-ancestors", "frame-src"])
      expect(directives[name]).toBe("'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["x-powered-by"] ?? headers.server).toBeUndefined();
  },
);

test("only a trusted proxy makes the browser stay on TLS, nobody else may claim it", async () => {
  const claim = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9" };
  const direct = await ask("/healthz", { headers: claim });
  expect(direct.headers["strict-transport-security"]).toBeUndefined();
  const proxied = await ask("/healthz", { headers: claim, localAddress: "127.0.0.2" });
  expect(proxied.headers["strict-transport-security"]).toMatch(/^max-age=\d{8};/);
  const plain = await ask("/healthz", { localAddress: "127.0.0.2" });
  expect(plain.headers["strict-transport-security"]).toBeUndefined();
});

test("a thousand made-up addresses in X-Forwarded-For share the bucket of the one that sends them", async () => {
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      ask("/auth/v1/token?grant_type=refresh_token", {
        method: "POST",
        headers: { ...json, "x-forwarded-for": `198.51.${n >> 8}.${n & 255}` },
        body: '{"refresh_token":"unknown"}',
        localAddress: "127.0.0.3",
      }),
    ),
  );
  const evaluated = answers.filter(({ status }) => status !== 429);
  expect(evaluated.length).toBeLessThanOrEqual(60);
  const failures = answers.filter(({ status }) => status >= 500).map(({ text }) => text);
  expect(failures, /^.*auth request failed.*$/m.exec(output)?.[0].slice(0, 600)).toEqual([]);
});

test.each([
  "https://evil.example",
  "null",
  `${SITE}.evil.example`,
  "https://evilstock.example",
  "http://stock.example",
  `${SITE}:8443`,
])("a page of %s may not read an answer", async (origin) => {
  for (const path of ["/trpc/me.get", "/api/v1/products", "/auth/v1/settings", "/auth/v1/user"]) {
    const preflight = await ask(path, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
    });
    const answer = await ask(path, { headers: { origin } });
    for (const { headers } of [preflight, answer]) {
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["access-control-allow-credentials"]).toBeUndefined();
    }
  }
});

test("a page of the site may read, without credentials of the browser's own", async () => {
  for (const path of ["/trpc/me.get", "/auth/v1/settings"]) {
    const { headers } = await ask(path, { headers: { origin: SITE } });
    expect(headers["access-control-allow-origin"]).toBe(SITE);
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  }
});

test("a form of another site changes nothing: no JSON, no bearer, or a GET", async () => {
  const authorization = `Bearer ${token}`;
  for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]) {
    const { status } = await ask("/trpc/warehouse.create", {
      method: "POST",
      headers: { authorization, "content-type": type },
      body: "name=x",
    });
    expect([400, 415], type).toContain(status);
  }
  expect((await ask("/trpc/warehouse.create?input=%7B%7D", { headers: { authorization } })).status).toBe(405);
  const cookie = await ask("/trpc/me.get", { headers: { cookie: "sb-127-auth-token=abc" } });
  expect(cookie.status).toBe(400);
});

async function recoveryLink(address: string): Promise<string> {
  const read = async (path: string) => JSON.parse(await (await fetch(`${server.run.mailUrl}/api/v1${path}`)).text());
  for (let tries = 0; tries < 100; tries++) {
    const { messages } = await read(`/search?query=to:${address}&limit=1`);
    if (messages.length > 0)
      return /https?:\S+verify\?\S+/.exec((await read(`/message/${messages[0].ID}`)).Text)?.[0] ?? "";
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("no mail came");
}

test("no secret that was sent or made stands in the log or in an error", async () => {
  const planted = Array.from({ length: 6 }, () => randomBytes(12).toString("hex"));
  const [password = "", refreshToken = "", jwt = "", code = "", query = "", key = ""] = planted;
  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    ask(path, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
      localAddress: "127.0.0.4",
    });
  const answers = [
    await send("/auth/v1/token?grant_type=password", { email: `x@example.com`, password }),
    await send("/auth/v1/token?grant_type=password", { email: server.run.accounts[0]?.email, password }),
    await send("/auth/v1/token?grant_type=refresh_token", { refresh_token: refreshToken }),
    await send("/auth/v1/token?grant_type=pkce", { auth_code: code, code_verifier: refreshToken }),
    await send("/auth/v1/verify", { type: "recovery", token_hash: code }),
    await send("/auth/v1/signup", { email: "y@example.com", password, data: { "\r\n\u001b[31m": password } }),
    await send("/auth/v1/user", { password }, { authorization: `Bearer ${jwt}` }),
    await send("/trpc/order.create", { password, nothing: key }, { authorization: `Bearer ${jwt}` }),
    await send("/trpc/order.create", { nothing: 1 }, { authorization: `Bearer inv_${key}` }),
    await ask(`/auth/v1/verify?token=${query}&type=recovery`, { localAddress: "127.0.0.4" }),
    await ask(`/no/such?access_token=${query}`, { headers: { authorization: `Bearer ${jwt}` } }),
  ];
  const account = server.run.accounts[0];
  const signedIn = await send("/auth/v1/token?grant_type=password", {
    email: account?.email,
    password: account?.password,
  });
  const made = JSON.parse(signedIn.text);
  const recovery = await send("/auth/v1/recover", { email: account?.email });
  expect([signedIn.status, recovery.status]).toEqual([200, 200]);
  const link = new URL(await recoveryLink(account?.email ?? ""));
  const secrets = [
    ...planted,
    account?.password ?? "?",
    made.access_token,
    made.refresh_token,
    link.searchParams.get("token") ?? "?",
    server.run.serviceRoleKey,
    server.run.anonKey,
  ];
  await new Promise((resolve) => setTimeout(resolve, 200));
  // The accounts are printed for their owner when the server is ready, before this test.
  const log = output.slice(output.lastIndexOf("Accounts"));
  const lines = log.split("\n").filter((line) => !/^ {2}\S+@\S+ /.test(line));
  for (const [index, secret] of secrets.entries()) {
    expect(lines.filter((line) => line.includes(secret)).length, `secret ${index}`).toBe(0);
    for (const answer of answers) expect(answer.text.includes(secret), `secret ${index}`).toBe(false);
  }
  for (const { text } of answers) expect(text).not.toMatch(/node_modules|\.ts:\d|SELECT |postgres(ql)?:\/\//);
  expect(log).not.toContain("\u001b[31m");
});
