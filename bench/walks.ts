import { join } from "node:path";
import { spawn } from "node:child_process";
import { seedOfRun } from "./lib/chaos/random.ts";
import { expectThat, report, round } from "./lib/figures.ts";

// 10,000 random business sequences (or `walks <count>`) of each kind (or `walks <count> orders|undo|shipments`), every invariant after every step;
// INVISTA_SEED plays them again.
const WALKS = Number(process.argv[2] ?? 10_000);
const FILES = {
  orders: "random-walk.test.ts",
  undo: "undo-walk.test.ts",
  shipments: "shipment-walk.test.ts",
} as const;
const kinds = Object.entries(FILES).filter(([kind]) => process.argv[3] === undefined || process.argv[3] === kind);
const seed = seedOfRun();
const root = join(import.meta.dirname, "..");
console.log(`seed ${seed}`);
const start = performance.now();
const child = spawn(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...kinds.map(([, file]) => `packages/domain/test/${file}`)],
  {
    cwd: root,
    env: { ...process.env, INVISTA_WALKS: String(WALKS), INVISTA_SEED: String(seed) },
    stdio: "inherit",
  },
);
const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
const seconds = (performance.now() - start) / 1_000;
report("walks", [
  {
    walks: WALKS,
    kinds: kinds.map(([kind]) => kind).join(", "),
    seed,
    seconds: round(seconds, 0),
    per_second: round((WALKS * kinds.length) / seconds, 0),
  },
]);
expectThat(code === 0, "every invariant holds after each step");
