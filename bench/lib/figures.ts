import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

/** The value below which this share of the figures lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

export const round = (figure: number, digits = 2): number => Number(figure.toFixed(digits));

/** Prints a table and keeps the figures as dated JSON under bench/results. */
export function report(
  name: string,
  rows: readonly Record<string, unknown>[],
  facts: Record<string, unknown> = {},
): void {
  console.table(rows);
  if (Object.keys(facts).length > 0) console.log(JSON.stringify(facts));
  const folder = join(import.meta.dirname, "../results");
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const result = { name, at, node: process.version, cores: cpus().length, rows, ...facts };
  writeFileSync(join(folder, `${name}-${at.slice(0, 10)}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** Ends the benchmark with a failure when a figure is missed. */
export function expectThat(holds: boolean, what: string): void {
  console.log(`${holds ? "ok  " : "MISS"} ${what}`);
  if (!holds) process.exitCode = 1;
}
