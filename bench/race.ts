import { randomUUID } from "node:crypto";
import pg from "pg";
import { drive, httpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// 500 callers over HTTP for the last ten units of one product: ten orders stand, 490 are refused with what is available.
const CALLERS = 500;
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, 1, 5);
const token = await server.token();
const client = httpClient(server.run.url, CALLERS, { authorization: `Bearer ${token}` });
const available: string[] = [];
const load = await drive(
  async () => {
    const body = {
      customerId: "c0",
      lines: [{ productId: "p0", quantity: "1" }],
      place: true,
      idempotencyKey: randomUUID(),
    };
    const answer = await client.send({ method: "POST", path: "/trpc/order.create", body });
    const found = /"available":"(\d+)/.exec(answer.body)?.[1];
    if (answer.status === 409 && found !== undefined) available.push(found);
    return answer.status;
  },
  { concurrency: CALLERS, count: CALLERS },
);
const database = new pg.Client({ connectionString: server.run.neonDatabaseUrl });
await database.connect();
const counters = await database.query<{ counter: string; rows: string }>(
  "SELECT sum(reserved_quantity)::text AS counter, (SELECT coalesce(sum(quantity), 0)::text FROM stock_reservation WHERE status = 'ACTIVE') AS rows FROM inventory_item WHERE product_id = 'p0'",
);
await database.end();
client.close();
await server.stop();

report(
  "race",
  [
    {
      callers: CALLERS,
      ...load.statuses,
      p50_ms: round(quantile(load.latencies, 0.5), 0),
      max_ms: round(quantile(load.latencies, 1), 0),
      seconds: round(load.seconds),
    },
  ],
  { counters: counters.rows[0] },
);
expectThat(load.statuses[200] === 10, "exactly 10 orders stand");
expectThat(load.statuses[409] === 490 && available.length === 490, "490 are refused and told what is available");
expectThat(
  Object.keys(load.statuses).every((status) => Number(status) < 500),
  "no 5xx",
);
expectThat(
  Number(counters.rows[0]?.counter) === 10 && Number(counters.rows[0]?.rows) === 10,
  "the counter equals the reservations",
);
