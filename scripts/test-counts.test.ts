import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPlaywrightCount, readVitestCount } from "./test-counts.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "invista-counts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(value: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

test("counts come from the report, which is used once", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 2 });
  expect(readVitestCount(file, 1)).toEqual({ passed: 5, failed: 2 });
  expect(existsSync(file)).toBe(false);
});

test("a run that failed without a failed test, or ran no test at all, counts as one failure", () => {
  expect(readVitestCount(report({ numPassedTests: 5, numFailedTests: 0 }), 1)).toEqual({ passed: 5, failed: 1 });
  expect(readVitestCount(join(folder, "absent.json"), 0)).toEqual({ passed: 0, failed: 1 });
  expect(readPlaywrightCount(join(folder, "absent.json"), 0)).toEqual({ passed: 0, failed: 1 });
});

test("a browser test that passed only when repeated counts as failed", () => {
  const file = report({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } });
  expect(readPlaywrightCount(file, 0)).toEqual({ passed: 3, failed: 1 });
});
