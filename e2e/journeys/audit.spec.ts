import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, siteUrl, test } from "../fixtures.ts";
import { withDatabase } from "../fresh-person.ts";

const root = join(import.meta.dirname, "../..");
const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, "scripts", script), ...args], {
    env: {
      ...process.env,
      APP_ENV: "production",
      SUPABASE_DATABASE_URL: process.env.INVISTA_E2E_DATABASE,
      NEON_DATABASE_URL: process.env.INVISTA_E2E_NEON,
    },
  }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );

test("the trail is clean; a row altered by SQL is found on the screen and by the command line; put back, it is clean again", async ({
  as,
}) => {
  test.setTimeout(90_000);
  const page = await as("Auditor");
  await page.goto("/audit");
  const state = page.getByRole("status").filter({ hasText: /Chain unbroken|does not fit/ });
  await expect(state).toContainText("Chain unbroken");
  expect(await run("audit-verify.ts")).toMatchObject({ code: 0, said: expect.stringContaining("OK:") });

  const alter = (from: string, to: string) =>
    withDatabase((client) =>
      client.query(
        `set session_replication_role = replica; update audit_log set action = '${to}' where seq = 2 and action = '${from}'`,
      ),
    );
  const [row] = await withDatabase(
    async (client) => (await client.query<{ action: string }>("select action from audit_log where seq = 2")).rows,
  );
  const before = row?.action ?? "";
  await alter(before, "FORGED");
  try {
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(state).toContainText("Entry 2 does not fit the chain");
    expect(await run("audit-verify.ts")).toMatchObject({ code: 1, said: expect.stringContaining("Entry 2") });
  } finally {
    await alter("FORGED", before);
  }
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(state).toContainText("Chain unbroken");
});

test("the evidence is downloaded, and an outsider checks the file without a database", async ({ as }) => {
  const page = await as("Auditor");
  await page.goto("/audit");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Evidence" }).click(),
  ]);
  const file = join(await mkdtemp(join(tmpdir(), "invista-")), "audit.jsonl");
  await download.saveAs(file);
  expect(await run("audit-verify-file.mjs", file)).toMatchObject({
    code: 0,
    said: expect.stringContaining("unbroken from the first"),
  });
});

test("the trail is narrowed by person, object and day, and leads to what an entry is about", async ({ as }) => {
  const page = await as("Auditor");
  await page.goto("/audit?action=SIGN_IN");
  await page.locator('[data-entity="audit"]').first().click();
  await page.getByRole("button", { name: /^All by / }).click();
  await expect(page).toHaveURL(/userId=/);
  await page.getByLabel("From").fill("2099-01-01");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  for (const [resource, word, address] of [
    ["products", "product", /\/products\//],
    ["lots", "lot", /\/lots\//],
    ["inspection_plans", "plans", /\/quality/],
    ["orders", "order", /\/orders\//],
  ] as const) {
    await page.goto(`/audit?resource=${resource}`);
    await page.locator('[data-entity="audit"]').first().click();
    await page.getByRole("link", { name: `Open the ${word}` }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect((await fetch(`${siteUrl()}/api/v1/export/audit.jsonl`)).status).toBe(401);
});
