import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isRunnable } from "./is-runnable.ts";

const DOWNLOAD_HOST = "https://cdn.playwright.dev";

/** Playwright's own Chromium: as downloaded before, or downloaded now where its host answers; null where neither. */
export async function downloadBrowser(expected: string): Promise<string | null> {
  if (existsSync(expected) && (await isRunnable(expected))) return expected;
  if (process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD || !(await answers(DOWNLOAD_HOST))) return null;
  const command = join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
  await new Promise<void>((done) => {
    execFile(process.execPath, [command, "install", "chromium"], { timeout: 300_000 }, () => done());
  });
  return existsSync(expected) && (await isRunnable(expected)) ? expected : null;
}

/** Asked first: without a way out, the download itself retries for minutes. */
async function answers(host: string): Promise<boolean> {
  try {
    await fetch(host, { method: "HEAD", signal: AbortSignal.timeout(3_000) });
    return true;
  } catch {
    return false;
  }
}
