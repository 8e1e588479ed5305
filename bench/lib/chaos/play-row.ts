import type { Plant } from "./plants.ts";
import { makeRandom } from "./random.ts";
import { type Row, ROWS, type RowName } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { startTraffic } from "./traffic.ts";
import { verify } from "./verify.ts";

export interface Played {
  readonly row: RowName;
  readonly seed: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly answers: Record<string, number>;
  readonly kills: number;
  readonly points: string[];
  readonly recoveries: number[];
  readonly seconds: number;
  readonly violations: string[];
}

/** Plays one row of faults against the running product and answers what it found; the same seed gives the same faults. */
export async function playRow(stage: Stage, name: RowName, seed: number, plant: Plant = "none"): Promise<Played> {
  const row: Row = ROWS[name];
  const random = makeRandom(seed);
  const start = performance.now();
  const children = [stage.api, ...stage.workers];
  const before = children.map((child) => child.kills());
  const faults = row.faults?.(random) ?? {};
  await Promise.all([
    stage.api.arm({ faults: faults.api ?? [], plant }),
    ...stage.workers.map((worker, index) => worker.arm({ faults: faults.workers?.[index] ?? [] })),
  ]);
  await stage.ready();
  const traffic = startTraffic(stage, random, row);
  const violations: string[] = [];
  const recoveries: number[] = [];
  await row.play({
    stage,
    traffic,
    random,
    before: before.flatMap((child) => child.points).length,
    recoveries,
    violations,
  });
  await traffic.finish();
  violations.push(...(await verify(stage, traffic)));
  const after = children.map((child, index) => {
    const { outside, points } = child.kills();
    return {
      outside: outside - (before[index]?.outside ?? 0),
      points: points.slice(before[index]?.points.length ?? 0),
    };
  });
  return {
    row: name,
    seed,
    sent: traffic.sent.length,
    acknowledged: traffic.sent.filter((sent) => sent.result !== null).length,
    answers: traffic.answers,
    kills: after.reduce((sum, child) => sum + child.outside + child.points.length, 0),
    points: after.flatMap((child) => child.points),
    recoveries,
    seconds: (performance.now() - start) / 1_000,
    violations,
  };
}
