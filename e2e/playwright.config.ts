import { defineConfig } from "@playwright/test";
import { findBrowser } from "./find-browser.ts";

const browser = await findBrowser();
const environment = Object.fromEntries(
  Object.entries({ ...process.env, ...browser.env }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  ),
);

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  globalSetup: "./start-product.ts",
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: browser.executablePath, args: browser.args, env: environment },
    screenshot: "only-on-failure",
    // A trace doubles the time of every journey; INVISTA_TRACE=1 keeps those of the failed ones.
    trace: process.env.INVISTA_TRACE ? "retain-on-failure" : "off",
    actionTimeout: 10_000,
  },
});
