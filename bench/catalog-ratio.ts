import { listReads, otherReads, restReader, type Reads } from "./lib/catalog-reads.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedCatalog } from "./lib/seed-catalog.ts";
import { startServer } from "./lib/server.ts";

// The same requests to a company of a thousand products and to a large one (a million, or as many as the argument says), in turns within one run.
const SMALL = 1_000;
const LARGE = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 160;
const WARM_UP = 20;
const GOAL = 1.3;
// Below a millisecond the ratio tells of the machine and not of the product: a request of 3 ms swings by as much from run to run.
const NOISE_MS = 1;
// A shorter answer is a quicker one, whatever the catalog: a thousand products have fewer open orders to show. Such requests are shown and have no goal.
const SAME_ANSWER = 0.8;
/** What sums up all stock of a warehouse cannot cost the same; it is shown and has no goal here. */
const SUMS: ReadonlySet<string> = new Set(["bin map"]);

class Timing {
  readonly times: number[] = [];
  bytes = 0;

  async time(read: () => Promise<string>, n: number): Promise<void> {
    const begun = performance.now();
    const answer = await read();
    if (n >= WARM_UP) this.times.push(performance.now() - begun);
    this.bytes += Buffer.byteLength(answer);
  }
}

const small = await company(SMALL);
const large = await company(LARGE);
const rows = [];
for (const [name, path] of Object.entries(small.reads)) {
  const other = large.reads[name];
  if (!other) continue;
  const [fast, slow] = [new Timing(), new Timing()];
  for (let n = 0; n < ROUNDS; n++) {
    // Small, large, large, small: neither always comes first.
    const turns = [() => fast.time(() => small.get(path(n)), n), () => slow.time(() => large.get(other(n)), n)];
    for (const turn of n % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const [before, after] = [quantile(fast.times, 0.95), quantile(slow.times, 0.95)];
  rows.push({
    name,
    small_p50_ms: round(quantile(fast.times, 0.5), 1),
    large_p50_ms: round(quantile(slow.times, 0.5), 1),
    small_p95_ms: round(before, 1),
    large_p95_ms: round(after, 1),
    ratio: round(after / before),
    small_kb: round(fast.bytes / ROUNDS / 1_024, 1),
    large_kb: round(slow.bytes / ROUNDS / 1_024, 1),
  });
}
for (const one of [small, large]) await one.stop();

report("catalog-ratio", rows, { small: SMALL, large: LARGE, large_seeded_s: round(large.seeded, 0) });
const compared = rows.filter((row) => !SUMS.has(row.name) && row.small_kb >= SAME_ANSWER * row.large_kb);
for (const row of compared)
  expectThat(
    row.ratio <= GOAL || row.large_p95_ms - row.small_p95_ms <= NOISE_MS,
    `${row.name}: p95 at ${LARGE} products over p95 at ${SMALL} is ${row.ratio}, at most ${GOAL}`,
  );

async function company(products: number) {
  const server = await startServer();
  const begun = performance.now();
  await seedCatalog(server.run.neonDatabaseUrl, products, 0);
  const seeded = (performance.now() - begun) / 1_000;
  console.log(`${products} products are there after ${round(seeded, 0)} s`);
  const { get, close } = restReader(server.run.url, await server.token());
  const reads: Reads = { ...(await listReads(get, products)), ...otherReads(products) };
  const stop = async () => {
    close();
    await server.stop();
  };
  return { get, reads, seeded, stop };
}
