import { measureScroll } from "../e2e/measure-scroll.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// The stock list of 100,000 products (200,000 rows) scrolled by wheel in a headless browser: the time between two frames.
const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 100_000);
const SECONDS = 20;
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, PRODUCTS);
const owner = server.run.accounts.find((account) => account.role === "Owner");
if (!owner) throw new Error("there is no owner");
const { frames, rows } = await measureScroll(server.run.url, owner, "/stock", SECONDS);
await server.stop();
const p95 = quantile([...frames], 0.95);
report("scroll", [
  {
    products: PRODUCTS,
    rows_reached: rows,
    frames: frames.length,
    p50_ms: round(quantile([...frames], 0.5), 1),
    p95_ms: round(p95, 1),
    longest_ms: round(Math.max(...frames), 0),
  },
]);
expectThat(frames.length > SECONDS * 10, "it was scrolled and drawn");
expectThat(p95 < 34, "p95 of a frame below 34 ms");
