import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { auditDependencies } from "./audit-dependencies.ts";
import { buildSpa } from "./build-spa.ts";
import { root } from "./content-stamp.ts";
import { generateClients } from "./db/generate-clients.ts";
import { runProcess, runTool } from "./run-process.ts";
import { type Count, readPlaywrightCount, readVitestCount } from "./test-counts.ts";

const REPORTS = join(root, "test-results");
const total: Count = { passed: 0, failed: 0 };
const failures: string[] = [];
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
  });
}

mkdirSync(REPORTS, { recursive: true });
await step("Prisma clients", () => succeeds(generateClients()));
await step("types", () => check(runTool("typescript", ["-p", "tsconfig.json"])));
await step("types of the web application", () => check(runTool("typescript", ["-p", "apps/web/tsconfig.json"])));
await step("lint", () => check(runTool("oxlint", [])));
await step("format", () => check(runTool("oxfmt", ["--check"])));
await step("boundaries", () => check(cruise()));
await step("database sides", () => check(runScript("check-database-sides.ts")));
await step("unused code", () => check(runTool("knip", ["--no-progress"])));
await step("file sizes", () => check(runScript("check-file-size.ts")));
await step("known weaknesses of dependencies", auditDependencies);
await step("unit and integration tests", runVitest);
await step("build", () => succeeds(buildSpa(true)));
await step("browser tests", runPlaywright);

if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one step and adds its count; the steps after it run whatever it says, unless somebody pressed Ctrl-C. */
async function step(name: string, run: () => Promise<Count>): Promise<void> {
  if (interrupted) process.exit(130);
  console.log(`\n== ${name}`);
  const started = performance.now();
  const count = await run().catch((error: unknown): Count => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failures.push(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`-- ${name}: ${count.failed === 0 ? "ok" : `${count.failed} failed`} in ${seconds} s`);
}

async function check(exitCode: Promise<number>): Promise<Count> {
  return (await exitCode) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function succeeds(work: Promise<void>): Promise<Count> {
  await work;
  return { passed: 1, failed: 0 };
}

function runScript(file: string): Promise<number> {
  return runProcess(process.execPath, [join(root, "scripts", file)]);
}

function cruise(): Promise<number> {
  const folders = ["packages", "apps", "seeds", "scripts", "e2e", "bench"];
  return runTool("dependency-cruiser", ["--config", ".dependency-cruiser.mjs", ...folders]);
}

async function runVitest(): Promise<Count> {
  const report = join(REPORTS, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return readVitestCount(report, await runTool("vitest", args));
}

async function runPlaywright(): Promise<Count> {
  const report = join(REPORTS, "playwright.json");
  const cwd = join(root, "e2e");
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await runTool("@playwright/test", ["test", "--reporter=list,json"], { cwd, env });
  return readPlaywrightCount(report, code);
}
