import { makeRandom, seedOfRun } from "./lib/chaos/random.ts";
import { playRow } from "./lib/chaos/play-row.ts";
import { ROWS, type RowName } from "./lib/chaos/rows.ts";
import { openStage } from "./lib/chaos/stage.ts";
import { expectThat, report } from "./lib/figures.ts";

// Twenty runs of each row of faults (or `chaos <runs> [row]`) against the real processes; INVISTA_SEED plays them again.
const RUNS = Number(process.argv[2] ?? 20);
const wanted = process.argv[3];
const seed = seedOfRun();
console.log(`seed ${seed}`);
const random = makeRandom(seed);
const stage = await openStage();
const rows: Record<string, unknown>[] = [];
const violations: string[] = [];
try {
  for (const name of Object.keys(ROWS) as RowName[]) {
    if (wanted && wanted !== name) continue;
    const total = {
      row: name,
      runs: 0,
      sent: 0,
      acknowledged: 0,
      kills: 0,
      refused_503: 0,
      recovery_ms_max: 0,
      violations: 0,
    };
    for (let run = 0; run < RUNS; run += 1) {
      const played = await playRow(stage, name, random.int(1, 2 ** 31));
      total.runs += 1;
      total.sent += played.sent;
      total.acknowledged += played.acknowledged;
      total.kills += played.kills;
      total.refused_503 += played.answers[503] ?? 0;
      total.recovery_ms_max = Math.max(total.recovery_ms_max, ...played.recoveries);
      total.violations += played.violations.length;
      violations.push(...played.violations.map((violation) => `${name} seed ${played.seed}: ${violation}`));
    }
    rows.push(total);
  }
} finally {
  await stage.stop();
}
report("chaos", rows, { seed });
violations.slice(0, 20).forEach((violation) => console.log(violation));
expectThat(violations.length === 0, `violations ${violations.length}`);
