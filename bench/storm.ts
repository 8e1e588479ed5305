import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { drive, httpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { databaseCounters, seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// 10,000 orders of two to five lines at 32 connections over 50 hot products, lines in random order: no deadlock.
const ORDERS = Number(process.argv[2] ?? 10_000);
const HOT = 50;
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, HOT);
const before = await databaseCounters(server.run.neonDatabaseUrl);
const token = await server.token();
const client = httpClient(server.run.url, 32, { authorization: `Bearer ${token}` });
// As every client of the product does: busy is asked again with the same key, after a pause.
let askedAgain = 0;
async function place(body: object): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const { status } = await client.send({ method: "POST", path: "/trpc/order.create", body });
    if (status !== 503 || attempt === 5) return status;
    askedAgain += 1;
    await sleep(attempt * 250);
  }
}
const load = await drive(
  (index) => {
    const lines = Array.from({ length: 2 + (index % 4) }, () => ({
      productId: `p${Math.floor(Math.random() * HOT)}`,
      quantity: "1",
    }));
    return place({ customerId: "c0", lines, place: true, idempotencyKey: randomUUID() });
  },
  { concurrency: 32, count: ORDERS },
);
const invariants = await client.send({ method: "GET", path: "/trpc/dashboard.invariants?input=%7B%7D" });
const after = await databaseCounters(server.run.neonDatabaseUrl);
client.close();
await server.stop();

report("storm", [
  {
    orders: ORDERS,
    asked_again: askedAgain,
    ...load.statuses,
    per_second: round(load.jobs / load.seconds, 0),
    p95_ms: round(quantile(load.latencies, 0.95), 0),
    deadlocks: after.deadlocks - before.deadlocks,
  },
]);
expectThat(load.statuses[200] === ORDERS, "every order stands");
expectThat(after.deadlocks === before.deadlocks, "pg_stat_database.deadlocks did not move");
expectThat(invariants.body.includes('"ok":true'), "every invariant holds");
