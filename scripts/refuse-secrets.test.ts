import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterEach, expect, test } from "vitest";
import { refuseSecrets } from "../apps/web/refuse-secrets.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Builds a page with this script, as the web application is built. */
async function buildWith(script: string, env: Record<string, string> = {}): Promise<unknown> {
  const root = mkdtempSync(join(tmpdir(), "invista-bundle-"));
  folders.push(root);
  writeFileSync(join(root, "index.html"), '<script type="module" src="/main.js"></script>');
  writeFileSync(join(root, "main.js"), script);
  return build({ root, configFile: false, logLevel: "silent", plugins: [refuseSecrets(env)] });
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (role: string) => `${part({ alg: "ES256" })}.${part({ role })}.c2lnbmF0dXJl`;

test.each([
  ["a secret key", `"sb_secret_${"a1".repeat(12)}"`, {}, /secret key of Supabase/],
  ["a token of the service role", `"${token("service_role")}"`, {}, /token of the service role/],
  ["a database URL", `"postgresql://invista:${"p".repeat(12)}@db.example/x"`, {}, /database URL/],
  [
    "a value of the environment",
    `"planted-${"m".repeat(12)}"`,
    { METRICS_TOKEN: `planted-${"m".repeat(12)}` },
    /METRICS_TOKEN/,
  ],
])("a build with %s in a file for browsers fails and does not repeat it", async (_, literal, env, message) => {
  const failure = await buildWith(`document.title = ${literal};`, env).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(String(failure)).toMatch(message);
  expect(String(failure)).not.toContain(literal.slice(1, -1));
});

test("a build fails for a VITE_ variable with a secret, and passes with what browsers may know", async () => {
  await expect(buildWith("1;", { VITE_KEY: token("service_role") })).rejects.toThrow("VITE_KEY holds");
  await expect(buildWith(`document.title = "${token("anon")}";`, { VITE_KEY: token("anon") })).resolves.toBeTruthy();
});
