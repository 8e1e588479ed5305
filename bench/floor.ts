import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { drive, httpClient, queryPath, type HttpClient } from "./lib/client.ts";
import { expectThat, median, quantile, report, round } from "./lib/figures.ts";
import { analyze, databaseCounters, seedStock, untilDelivered } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// One interleaved run of the product against a floor server with the same SQL effects: rounds A B A B, ratio of jobs per second.
const PRODUCTS = 10_000;
const CONCURRENCY = Number(process.argv[2] ?? 8);
const SECONDS = 1.5;
const ROUNDS = 5;
// Jobs before anything is measured: both sides are to run compiled code.
const WARM_UP = 400;

const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, PRODUCTS);
const floorProcess = fork(join(import.meta.dirname, "lib/floor-server.ts"), {
  env: { ...process.env, FLOOR_URL: server.run.neonDatabaseUrl },
});
const [message]: unknown[] = await once(floorProcess, "message");
const { port } = z.object({ port: z.number() }).parse(message);
const token = await server.token();
const ours = httpClient(server.run.url, CONCURRENCY, { authorization: `Bearer ${token}` });
const floor = httpClient(`http://127.0.0.1:${port}`, CONCURRENCY);

const any = () => `p${Math.floor(Math.random() * PRODUCTS)}`;
const word = () =>
  ["valve", "pump", "sensor model 12", "SKU-00012", "SKU-0000777", "filter model 9"][Math.floor(Math.random() * 6)] ??
  "";
const cursor = Buffer.from(JSON.stringify(["Copper pump model 3000", "p3000"])).toString("base64url");
const post = (path: string, body: unknown) => ({ method: "POST" as const, path, body });
const get = (path: string) => ({ method: "GET" as const, path });
const lines = () => Array.from({ length: 3 }, () => ({ productId: any(), quantity: "1" }));

interface Job {
  name: string;
  goal: number;
  items: number;
  statements: number;
  ours: () => ReturnType<HttpClient["send"]>;
  floor: () => ReturnType<HttpClient["send"]>;
}

const batch = () => {
  const input = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, { id: any() }]));
  return get(
    `/trpc/${Array(10).fill("product.get").join(",")}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`,
  );
};
const jobs: Job[] = [
  {
    name: "list of 50 with stock",
    goal: 0.5,
    items: 1,
    statements: 3,
    ours: () => ours.send(get(queryPath("product.list", { limit: 50, cursor }))),
    floor: () => floor.send(get("/list?name=Copper+pump+model+3000&id=p3000")),
  },
  {
    name: "detail",
    goal: 0.3,
    items: 1,
    statements: 4,
    ours: () => ours.send(get(queryPath("product.get", { id: any() }))),
    floor: () => floor.send(get(`/detail?id=${any()}`)),
  },
  {
    name: "detail, batch of ten",
    goal: 1,
    items: 10,
    statements: 40,
    ours: () => ours.send(batch()),
    floor: () => floor.send(get(`/detail?id=${any()}`)),
  },
  {
    name: "adjust",
    goal: 0.5,
    items: 1,
    statements: 5,
    ours: () =>
      ours.send(
        post("/trpc/stock.adjust", {
          productId: any(),
          warehouseId: "wa",
          delta: "1",
          reason: "FOUND",
          idempotencyKey: randomUUID(),
        }),
      ),
    floor: () => floor.send(post("/adjust", { productId: any(), delta: "1" })),
  },
  {
    name: "move",
    goal: 0.5,
    items: 1,
    statements: 6,
    ours: () =>
      ours.send(
        post("/trpc/stock.move", {
          productId: any(),
          warehouseId: "wa",
          quantity: "1",
          toLocation: "B-1",
          idempotencyKey: randomUUID(),
        }),
      ),
    floor: () => floor.send(post("/move", { productId: any(), quantity: "1" })),
  },
  {
    name: "order of three lines",
    goal: 0.5,
    items: 1,
    statements: 12,
    ours: () =>
      ours.send(
        post("/trpc/order.create", { customerId: "c0", lines: lines(), place: true, idempotencyKey: randomUUID() }),
      ),
    floor: () => floor.send(post("/order", { lines: lines() })),
  },
  {
    name: "search",
    goal: 0.7,
    items: 1,
    statements: 2,
    ours: () => ours.send(get(queryPath("product.search", { q: word(), limit: 20 }))),
    floor: () => floor.send(get(`/search?q=${encodeURIComponent(word())}`)),
  },
];

async function measure(send: Job["ours"], items: number): Promise<{ rate: number; p95: number }> {
  const load = await drive(
    async () => {
      const answer = await send();
      if (answer.status !== 200) throw new Error(`status ${answer.status}: ${answer.body.slice(0, 300)}`);
      return answer.status;
    },
    { concurrency: CONCURRENCY, seconds: SECONDS },
  );
  // What one side leaves in the outbox is not delivered in the other's time.
  await untilDelivered(server.run.neonDatabaseUrl);
  return { rate: (load.jobs * items) / load.seconds, p95: quantile(load.latencies, 0.95) };
}

const rows = [];
for (const job of jobs) {
  for (const send of [job.ours, job.floor])
    await drive(async () => (await send()).status, { concurrency: CONCURRENCY, count: WARM_UP });
  // Plans made while the ledger was empty would stay until autovacuum looks, and only one side would have them.
  await analyze(server.run.neonDatabaseUrl);
  const ratios: number[] = [];
  const rates: number[] = [];
  const latencies: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const product = await measure(job.ours, job.items);
    const base = await measure(job.floor, 1);
    ratios.push(product.rate / base.rate);
    rates.push(product.rate);
    latencies.push(product.p95);
  }
  const before = await databaseCounters(server.run.neonDatabaseUrl);
  await drive(async () => (await job.ours()).status, { concurrency: 1, count: 20 });
  const after = await databaseCounters(server.run.neonDatabaseUrl);
  const statements = (after.calls - before.calls) / 20;
  rows.push({
    job: job.name,
    per_second: round(median(rates), 0),
    p95_ms: round(median(latencies), 1),
    ratio: round(median(ratios)),
    least: round(Math.min(...ratios)),
    most: round(Math.max(...ratios)),
    goal: job.goal,
    statements: round(statements, 1),
  });
  expectThat(median(ratios) >= job.goal, `${job.name}: ${round(median(ratios))} of the floor, goal ${job.goal}`);
  expectThat(
    statements <= job.statements + 0.5,
    `${job.name}: ${round(statements, 1)} statements, at most ${job.statements}`,
  );
}
const memory = round(server.memory(), 0);
ours.close();
floor.close();
floorProcess.disconnect();
await server.stop();
report("floor", rows, { concurrency: CONCURRENCY, products: PRODUCTS, rounds: ROUNDS, memory_mb: memory });
