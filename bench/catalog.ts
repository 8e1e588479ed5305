import { randomUUID } from "node:crypto";
import { listReads, otherReads, restReader, type Reads } from "./lib/catalog-reads.ts";
import { onDatabase } from "./lib/database.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedCatalog } from "./lib/seed-catalog.ts";
import { startServer } from "./lib/server.ts";

// Lists, search and the past at size, read over HTTP one at a time: PRODUCTS products with lots, pieces, a year of orders and about a million movements.
const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 100_000);
const ADJUSTMENTS = Number(process.env.BENCH_MOVEMENTS ?? 700_000);
const ROUNDS = 120;
// Suggestions are figured out anew for all positions at each reading, so they are read less often and have a goal of their own.
const SUGGESTION_ROUNDS = 30;

const server = await startServer();
const seeding = performance.now();
await seedCatalog(server.run.neonDatabaseUrl, PRODUCTS, ADJUSTMENTS);
const seeded = (performance.now() - seeding) / 1_000;
const token = await server.token();
const { get, close } = restReader(server.run.url, token);
const asked = performance.now();
const reading = await fetch(`${server.run.url}/api/v1/replenishment/run`, {
  method: "POST",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  body: JSON.stringify({ idempotencyKey: randomUUID() }),
});
const demand = (performance.now() - asked) / 1_000;
await onDatabase(server.run.neonDatabaseUrl, (connection) => connection.query("ANALYZE demand_statistic"));

const lists = await measure({ ...(await listReads(get, PRODUCTS)), ...otherReads(PRODUCTS) }, ROUNDS, 20);
const suggestions = await measure(
  {
    "replenishment, what is due": () => "replenishment?limit=50",
    "replenishment, one warehouse": () => "replenishment?limit=50&warehouseId=wb",
    "replenishment, all positions": () => "replenishment?limit=50&view=ALL",
    "replenishment, summary": () => "replenishment-summary",
  },
  SUGGESTION_ROUNDS,
  5,
);
const doublesBegun = performance.now();
await get("products/duplicates");
const doubles = (performance.now() - doublesBegun) / 1_000;
const { sizes, invariants, broken } = await onDatabase(server.run.neonDatabaseUrl, async (database) => {
  const counted = await database.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM inventory_item) AS positions, (SELECT count(*) FROM stock_movement) AS movements, (SELECT count(*) FROM lot) AS lots,
      (SELECT count(*) FROM serial_number) AS pieces, (SELECT count(*) FROM "order") AS orders, (SELECT count(*) FROM shipment) AS shipments, (SELECT count(*) FROM demand_statistic) AS demanded`,
  );
  const begun = performance.now();
  const { rows } = await database.query<Record<string, string>>(
    "SELECT * FROM check_invariants() WHERE violations > 0",
  );
  return { sizes: counted.rows[0], invariants: (performance.now() - begun) / 1_000, broken: rows };
});
close();
await server.stop();

report("catalog", [...lists, ...suggestions], {
  ...sizes,
  seeded_s: round(seeded, 0),
  demand_s: round(demand),
  invariants_s: round(invariants),
  doubles_s: round(doubles),
  broken,
});
for (const row of lists) expectThat(row.p95_ms < 50, `${row.name}: p95 below 50 ms`);
for (const row of suggestions) expectThat(row.p95_ms < 1_000, `${row.name}: p95 below 1 s`);
expectThat(reading.status === 200 && demand < 5, "the demand is read from the ledger in less than 5 s");
expectThat(invariants < 1 && broken.length === 0, "every invariant holds, checked in less than 1 s");

async function measure(reads: Reads, rounds: number, warmUp: number) {
  const rows = [];
  for (const [name, path] of Object.entries(reads)) {
    const times: number[] = [];
    for (let n = 0; n < rounds; n++) {
      const begun = performance.now();
      await get(path(n));
      if (n >= warmUp) times.push(performance.now() - begun);
    }
    rows.push({ name, p50_ms: round(quantile(times, 0.5), 1), p95_ms: round(quantile(times, 0.95), 1) });
  }
  return rows;
}
