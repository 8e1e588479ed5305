import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { httpClient } from "./lib/client.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// The stock of all positions at a moment, read again and again at one position of the ledger, page by page and as a file, while others adjust stock, place
// orders and book goods for yesterday: every reading must be the same.
const PRODUCTS = 1_000;
const READINGS = 30;
const WRITERS = 4;
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, PRODUCTS, 1_000, new Date(Date.now() - 10 * 86_400_000));
const client = httpClient(server.run.url, WRITERS + 1, { authorization: `Bearer ${await server.token()}` });
const pageOf = z.object({ rows: z.array(z.unknown()), nextCursor: z.string().nullable(), pin: z.string() });
type Writing = readonly [what: string, path: string, input: () => object];
const any = () => `p${Math.floor(Math.random() * PRODUCTS)}`;

async function get(path: string): Promise<string> {
  const answer = await client.send({ method: "GET", path: `/api/v1/${path}` });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 200)}`);
  return answer.body;
}

const statuses: Record<string, number> = {};
let writing = true;
const adjust = (when: object) => ({ productId: any(), warehouseId: "wb", delta: "3", reason: "FOUND", ...when });
const order = () => ({ customerId: "c0", lines: [{ productId: any(), quantity: "1" }], place: true });
// What is booked for yesterday would change the report of a moment ago, were it not pinned.
const yesterday = { occurredAt: new Date(Date.now() - 86_400_000).toISOString() };
const WRITING: readonly [Writing, ...Writing[]] = [
  ["adjusted", "/trpc/stock.adjust", () => adjust({})],
  ["ordered", "/trpc/order.create", order],
  ["booked for yesterday", "/trpc/stock.adjust", () => adjust(yesterday)],
];
async function write(): Promise<void> {
  for (let n = 0; writing; n++) {
    const [what, path, input] = WRITING[n % WRITING.length] ?? WRITING[0];
    const body = { ...input(), idempotencyKey: randomUUID() };
    const { status } = await client.send({ method: "POST", path, body });
    const key = `${what}: ${status}`;
    statuses[key] = (statuses[key] ?? 0) + 1;
  }
}

const writers = Array.from({ length: WRITERS }, write);
// Long enough ago that no claim of a transaction still under way counts as made before.
const at = new Date(Date.now() - 1_000).toISOString();
const { pin } = pageOf.parse(JSON.parse(await get(`stock-as-of?limit=1&at=${at}`)));
async function readAll(of: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = pageOf.parse(
      JSON.parse(await get(`stock-as-of?limit=100&at=${at}${of}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)),
    );
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  return rows;
}

const digest = (value: string) => createHash("sha256").update(value).digest("hex");
const [reports, files, times] = [new Set<string>(), new Set<string>(), [] as number[]];
let length = 0;
for (let n = 0; n < READINGS; n++) {
  const begun = performance.now();
  const rows = await readAll(`&pin=${pin}`);
  times.push(performance.now() - begun);
  length = rows.length;
  reports.add(digest(JSON.stringify(rows)));
  if (n % 10 === 0) files.add(digest(await get(`export/stock-as-of.csv?at=${at}&pin=${pin}`)));
}
const unpinned = digest(JSON.stringify(await readAll("")));
writing = false;
await Promise.all(writers);
client.close();
await server.stop();

report(
  "pinned",
  [
    {
      readings: READINGS,
      rows: length,
      different_reports: reports.size,
      different_files: files.size,
      p50_ms: round(quantile(times, 0.5), 0),
      p95_ms: round(quantile(times, 0.95), 0),
    },
  ],
  { written: statuses },
);
expectThat(length === 2 * PRODUCTS, "the report has every position");
expectThat(reports.size === 1 && files.size === 1, "all readings at one position of the ledger are the same");
expectThat(!reports.has(unpinned), "without it the report has changed meanwhile");
expectThat(
  Object.keys(statuses).every((status) => !/ 5\d\d$/.test(status)),
  "no writer met a 5xx",
);
