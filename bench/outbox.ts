import { setTimeout as sleep } from "node:timers/promises";
import { supervise } from "./lib/chaos/supervise.ts";
import { onDatabase } from "./lib/chaos/stage.ts";
import { randomUUID } from "node:crypto";
import { drive, httpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// How fast a backlog of 10,000 events is delivered, and how long an event waits while 100 commands come each second.
const BACKLOG = Number(process.argv[2] ?? 10_000);
const SECONDS = 10;
const PER_SECOND = 100;
const server = await startServer({ env: { INVISTA_WORKER: "0" } });
const { neonDatabaseUrl: neon, supabaseDatabaseUrl: supabase } = server.run;
await seedStock(neon, 200);
await onDatabase(neon, (database) =>
  database.query(
    `INSERT INTO outbox_event (topic, entity, payload) SELECT 'audit', 'products:' || n,
       jsonb_build_object('userId', 'bench', 'action', 'UPDATE', 'resource', 'products', 'resourceId', n::text, 'at', now(), 'newValues', jsonb_build_object('name', 'Product ' || n, 'price', n)) FROM generate_series(1, $1::int) n`,
    [BACKLOG],
  ),
);
const waiting = () =>
  onDatabase(neon, async (database) =>
    Number((await database.query("SELECT count(*) AS n FROM outbox_event WHERE delivered_at IS NULL")).rows[0]?.n),
  );
const worker = supervise("worker", {
  NEON_DATABASE_URL: neon,
  SUPABASE_DATABASE_URL: supabase,
  APP_ENV: "development",
  LOG_LEVEL: "error",
});
while ((await waiting()) === BACKLOG) await sleep(5);
const start = performance.now();
while ((await waiting()) > 0) await sleep(10);
const drained = (performance.now() - start) / 1_000;

const client = httpClient(server.run.url, 16, { authorization: `Bearer ${await server.token()}` });
const begun = performance.now();
const load = await drive(
  async (index) => {
    await sleep(Math.max(0, begun + (index * 1_000) / PER_SECOND - performance.now()));
    return (
      await client.send({
        method: "POST",
        path: "/trpc/stock.adjust",
        body: {
          productId: `p${index % 200}`,
          warehouseId: "wa",
          delta: "1",
          reason: "FOUND",
          idempotencyKey: randomUUID(),
        },
      })
    ).status;
  },
  { concurrency: 16, count: PER_SECOND * SECONDS },
);
while ((await waiting()) > 0) await sleep(50);
const written = await onDatabase(
  neon,
  async (database) =>
    (
      await database.query<{ id: string; at: Date }>(
        "SELECT o.id::text AS id, p.finished_at AS at FROM outbox_event o JOIN operation p ON p.id = o.operation_id",
      )
    ).rows,
);
const arrived = new Map(
  await onDatabase(supabase, async (database) =>
    (
      await database.query<{ id: string; at: Date }>(
        "SELECT event_id AS id, created_at AS at FROM audit_log WHERE event_id IS NOT NULL",
      )
    ).rows.map((row): [string, Date] => [row.id, row.at]),
  ),
);
const lags = written.flatMap(({ id, at }) =>
  arrived.has(id) ? [(arrived.get(id)?.getTime() ?? 0) - at.getTime()] : [],
);
const broken = await onDatabase(
  supabase,
  async (database) => (await database.query<{ seq: string | null }>("SELECT verify_audit_chain() AS seq")).rows[0]?.seq,
);
client.close();
await worker.stop();
await server.stop();

report("outbox", [
  {
    backlog: BACKLOG,
    drained_s: round(drained),
    per_second: round(BACKLOG / drained, 0),
    commands: load.jobs,
    ...load.statuses,
    lag_p50_ms: quantile(lags, 0.5),
    lag_p95_ms: quantile(lags, 0.95),
    lag_max_ms: quantile(lags, 1),
  },
]);
expectThat(drained < 10, "a backlog of 10,000 events is delivered in less than 10 s");
expectThat(lags.length === load.jobs && quantile(lags, 0.95) < 100, "p95 of the delivery lag is below 100 ms");
expectThat(broken === null, "the audit chain is unbroken");
