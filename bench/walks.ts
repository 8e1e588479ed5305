import { join } from "node:path";
import { spawn } from "node:child_process";
import { seedOfRun } from "./lib/chaos/random.ts";
import { expectThat, report, round } from "./lib/figures.ts";

// 10,000 random business sequences (or `walks <count>`), every invariant after every step; INVISTA_SEED plays them again.
const WALKS = Number(process.argv[2] ?? 10_000);
const seed = seedOfRun();
const root = join(import.meta.dirname, "..");
console.log(`seed ${seed}`);
const start = performance.now();
const child = spawn(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "packages/domain/test/random-walk.test.ts"],
  {
    cwd: root,
    env: { ...process.env, INVISTA_WALKS: String(WALKS), INVISTA_SEED: String(seed) },
    stdio: "inherit",
  },
);
const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
const seconds = (performance.now() - start) / 1_000;
report("walks", [{ walks: WALKS, seed, seconds: round(seconds, 0), per_second: round(WALKS / seconds, 0) }]);
expectThat(code === 0, "every invariant holds after each step");
