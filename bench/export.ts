import { countSheetRows } from "./lib/count-sheet-rows.ts";
import { expectThat, report, round } from "./lib/figures.ts";
import { seedStock } from "./lib/seed.ts";
import { startServer } from "./lib/server.ts";

// The stock of one warehouse of two, 100,000 rows of a filtered list, as CSV and as Excel file: how long it streams and what that takes of memory.
const ROWS = Number(process.env.BENCH_PRODUCTS ?? 100_000);
const server = await startServer();
await seedStock(server.run.neonDatabaseUrl, ROWS);
const headers = { authorization: `Bearer ${await server.token()}` };

/** Downloads a list while the memory of the server is watched; the bytes are kept here, not there. */
async function download(path: string) {
  const before = server.memory();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, server.memory())), 20);
  const begun = performance.now();
  const answer = await fetch(`${server.run.url}/api/v1/export/${path}`, { headers });
  const parts: Uint8Array[] = [];
  let first: number | null = null;
  for await (const part of answer.body ?? []) {
    first ??= performance.now() - begun;
    parts.push(part);
  }
  clearInterval(watch);
  const seconds = (performance.now() - begun) / 1_000;
  return { file: Buffer.concat(parts), status: answer.status, seconds, first: first ?? 0, growth: peak - before };
}

// What the process takes at its first downloads it keeps for all that follow.
for (const format of ["csv", "xlsx"]) await download(`stock.${format}?warehouseId=wa&q=SKU-00000`);
const rows = [];
for (const format of ["csv", "xlsx"]) {
  const { file, status, seconds, first, growth } = await download(`stock.${format}?warehouseId=wa`);
  const read = format === "csv" ? file.toString().trimEnd().split("\n").length : countSheetRows(file);
  rows.push({
    format,
    status,
    rows: read - 1,
    seconds: round(seconds, 1),
    first_byte_ms: round(first, 0),
    rows_per_second: round((read - 1) / seconds, 0),
    size_mb: round(file.length / 1_048_576, 1),
    memory_growth_mb: round(growth, 0),
  });
}
await server.stop();
report("export", rows);
for (const row of rows) {
  expectThat(row.status === 200 && row.rows === ROWS, `${row.format}: all ${ROWS} rows of the filtered list are there`);
  expectThat(row.memory_growth_mb < 100, `${row.format}: the process grows by less than 100 MB`);
}
