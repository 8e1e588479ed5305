import { measureScroll } from "../e2e/measure-scroll.ts";
import { buildSpa } from "../scripts/build-spa.ts";
import { expectThat, quantile, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// The stock list of PRODUCTS products in two warehouses in a headless browser: scrolled to its very end, then by wheel through the middle of all of it.
const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 50_000);
const ROWS = 2 * PRODUCTS;
const WHEEL_SECONDS = 15;
// A page of a hundred rows is asked for when the end of the one before comes near: one request after the other.
const TRAVEL_SECONDS = 60 + ROWS / 100;

await buildSpa();
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, PRODUCTS);
const owner = server.run.accounts.find((account) => account.role === "Owner");
if (!owner) throw new Error("there is no owner");
const { travel, wheel, rows, seconds, ended } = await measureScroll(server.run.url, owner, "/stock", {
  travelSeconds: TRAVEL_SECONDS,
  wheelSeconds: WHEEL_SECONDS,
});
await server.stop();
const figures = (way: string, frames: readonly number[]) => ({
  way,
  frames: frames.length,
  p50_ms: round(quantile(frames, 0.5), 1),
  p95_ms: round(quantile(frames, 0.95), 1),
  p99_ms: round(quantile(frames, 0.99), 1),
  longest_ms: round(Math.max(...frames), 0),
});
const ways = [figures("to the end, page after page", travel), figures("by wheel, all rows read", wheel)];
report("scroll", ways, { rows: ROWS, rows_reached: rows, travel_s: round(seconds, 1) });
expectThat(ended && rows === ROWS, `all ${ROWS} rows were reached`);
expectThat(wheel.length > WHEEL_SECONDS * 10, "it was scrolled and drawn");
for (const { way, p95_ms } of ways) expectThat(p95_ms < 34, `${way}: p95 of a frame below 34 ms`);
