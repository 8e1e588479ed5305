import { expect, test } from "vitest";
import { formatAge, formatDay } from "./times.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const before = (ms: number) => new Date(now - ms).toISOString();

test("ages go from seconds to days, then to the date", () => {
  expect(formatAge(before(4_000), now)).toContain("4");
  expect(formatAge(before(3 * 60_000), now)).toContain("3");
  expect(formatAge(before(40 * 86_400_000), now)).toMatch(/13/);
});

test("a clock a little ahead is now, not the future", () => {
  expect(formatAge(before(-1_500), now)).toBe(formatAge(before(0), now));
});

test("a date of another year shows the year", () => {
  expect(formatAge(before(400 * 86_400_000), now)).toContain("2025");
});

test("a calendar day does not shift with the time zone", () => {
  expect(formatDay("2026-11-01")).toMatch(/1/);
  expect(formatDay("2026-11-01")).not.toMatch(/31/);
});
