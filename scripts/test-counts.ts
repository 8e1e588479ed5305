import { existsSync, readFileSync, rmSync } from "node:fs";

export interface Count {
  passed: number;
  failed: number;
}

/** Counts from vitest's JSON report; a run that failed without a failed test (an import, a hook) counts as one. */
export function readVitestCount(file: string, exitCode: number): Count {
  const report = takeReport(file);
  return withExitCode(
    { passed: numberAt(report, "numPassedTests"), failed: numberAt(report, "numFailedTests") },
    exitCode,
  );
}

/** Counts from Playwright's JSON report; a test that passed only when repeated counts as failed. */
export function readPlaywrightCount(file: string, exitCode: number): Count {
  const report = takeReport(file);
  const stats = typeof report === "object" && report !== null ? Reflect.get(report, "stats") : null;
  const failed = numberAt(stats, "unexpected") + numberAt(stats, "flaky");
  return withExitCode({ passed: numberAt(stats, "expected"), failed }, exitCode);
}

function withExitCode(count: Count, exitCode: number): Count {
  // A report without a single test is a run that never happened.
  const silent = count.failed === 0 && (exitCode !== 0 || count.passed === 0);
  return silent ? { passed: count.passed, failed: 1 } : count;
}

/** Read once and removed, so that a run that dies before it writes can't borrow the last one's numbers. */
function takeReport(file: string): unknown {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  rmSync(file);
  return JSON.parse(text);
}

function numberAt(value: unknown, key: string): number {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "number" ? found : 0;
}
