import { setTimeout as sleep } from "node:timers/promises";
import { type DatabaseName } from "./clusters.ts";
import type { Random } from "./random.ts";
import { onDatabase, type Stage } from "./stage.ts";
import type { Traffic } from "./traffic.ts";

export interface Scene {
  readonly stage: Stage;
  readonly traffic: Traffic;
  readonly random: Random;
  /** How often processes had died at a point before this row. */
  readonly before: number;
  /** How long the first acknowledgement took after a database came back. */
  readonly recoveries: number[];
  /** What must also hold in this row. */
  readonly violations: string[];
}

export interface Row {
  readonly title: string;
  readonly clients: number;
  /** How many times each request is sent at once. */
  readonly copies?: number;
  /** Points at which the API process or the workers die, one after the other. */
  readonly faults?: (random: Random) => { api?: string[]; workers?: [string[], string[]] };
  play(scene: Scene): Promise<void>;
}

const COMMAND_POINTS = ["before-begin", "after-begin", "before-finish", "before-commit", "after-commit"] as const;
const DELIVERY_POINTS = ["after-claim", "after-deliver", "after-mark"] as const;
const RECOVERY_MS = 5_000;

export const ROWS = {
  api: {
    title: "kill -9 of the API process between the steps of a command and at random moments",
    clients: 8,
    faults: (random) => ({
      api: shuffled(random, COMMAND_POINTS)
        .slice(0, 2)
        .map((point) => `${point}:${random.int(5, 40)}`),
    }),
    play: async ({ stage, random, before }) => {
      for (const end = Date.now() + 40_000; deaths(stage) < before + 2 && Date.now() < end;) await sleep(20);
      await stage.ready();
      await sleep(random.int(50, 400));
      await stage.api.kill();
    },
  },
  worker: {
    title: "kill -9 of the delivery workers after claiming, after delivering and after marking",
    clients: 6,
    faults: (random) => {
      const [first = "", second = "", third = ""] = shuffled(random, DELIVERY_POINTS).map(
        (point) => `${point}:${random.int(1, 4)}`,
      );
      return { workers: [[first, second], [third]] };
    },
    play: async ({ stage, random, before }) => {
      for (const end = Date.now() + 40_000; deaths(stage) < before + 3 && Date.now() < end;) await sleep(20);
      await sleep(random.int(50, 300));
      await random.pick(stage.workers).kill();
      await sleep(300);
    },
  },
  database: {
    title: "either database, then both, crash and come back",
    clients: 6,
    play: async (scene) => {
      await sleep(300);
      await outage(scene, ["supabase"]);
      await outage(scene, ["neon"]);
      await outage(scene, ["supabase", "neon"]);
    },
  },
  connection: {
    title: "half of all connections are cut, again and again",
    clients: 8,
    play: async ({ stage, random, violations }) => {
      let cuts = 0;
      for (let round = 0; round < 8; round += 1) {
        await sleep(random.int(80, 350));
        cuts += await stage.clusters.cut(random.pick(["neon", "supabase"]), 0.5);
      }
      if (cuts === 0) violations.push("no connection was cut");
    },
  },
  redelivery: {
    title: "delivered events are delivered again, in another order, while workers die",
    clients: 6,
    faults: (random) => ({ workers: [[`after-deliver:${random.int(2, 6)}`], [`after-mark:${random.int(2, 6)}`]] }),
    play: async ({ stage, violations }) => {
      let again = 0;
      for (let round = 0; round < 7; round += 1) {
        await sleep(200);
        again += await onDatabase(stage.clusters.urls.neon, async (client) => {
          // The newest only: those of all runs together would take longer than the run. What a worker holds is left to it.
          const reset = await client.query(
            `UPDATE outbox_event SET delivered_at = NULL, next_attempt_at = now() + random() * interval '0.5 s' WHERE id IN (SELECT id FROM outbox_event
              WHERE delivered_at IS NOT NULL AND random() < 0.4 AND id > (SELECT max(id) - 2000 FROM outbox_event) FOR UPDATE SKIP LOCKED)`,
          );
          return reset.rowCount ?? 0;
        });
      }
      if (again === 0) violations.push("nothing was delivered again");
    },
  },
  copies: {
    title: "every command is sent fifty times at once, and again after the API process died",
    clients: 2,
    copies: 50,
    play: async ({ stage, random }) => {
      await sleep(random.int(600, 1_200));
      await stage.api.kill();
      await stage.ready();
      await sleep(800);
    },
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof ROWS;

const deaths = ({ api, workers }: Stage) => [api, ...workers].flatMap((child) => child.kills().points).length;

/** Takes databases away for a while: commands wait with 503 or go on without the identity database, and work again soon after. */
async function outage({ stage, traffic, random, recoveries, violations }: Scene, names: DatabaseName[]): Promise<void> {
  await Promise.all(names.map((name) => stage.clusters.crash(name)));
  const away = performance.now();
  const refusedBefore = traffic.answers[503] ?? 0;
  await sleep(random.int(900, 1_300));
  const refused = (traffic.answers[503] ?? 0) - refusedBefore;
  const accepted = traffic.acknowledgedAt.filter((at) => at > away + 100).length;
  if (names.includes("neon") && refused === 0) violations.push("no 503 while the business database was away");
  if (names.includes("neon") && accepted > 0)
    violations.push("a command was acknowledged while the business database was away");
  if (!names.includes("neon") && accepted === 0)
    violations.push("nobody could work while only the identity database was away");
  await Promise.all(names.map((name) => stage.clusters.revive(name)));
  const back = performance.now();
  while (!traffic.acknowledgedAt.some((at) => at > back)) {
    if (performance.now() - back > RECOVERY_MS)
      return void violations.push(
        `no command was acknowledged within ${RECOVERY_MS / 1_000} s after ${names.join(" and ")} came back`,
      );
    await sleep(20);
  }
  recoveries.push(Math.round(performance.now() - back));
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
