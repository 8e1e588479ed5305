import setup from "@invista/testkit/global-setup";
import { testDatabases } from "@invista/testkit/test-databases";
import { expectThat, median, quantile, report, round } from "./lib/figures.ts";

// What a test worker waits for its own pair of databases: thirty copies of the migrated templates.
const COPIES = 30;
const end = await setup();
const times: number[] = [];
try {
  for (let copy = 0; copy < COPIES; copy++) {
    const begun = performance.now();
    const pair = await testDatabases();
    times.push(performance.now() - begun);
    await pair.drop();
  }
} finally {
  await end();
}
report("template", [
  {
    copies: COPIES,
    median_ms: round(median(times), 0),
    p95_ms: round(quantile(times, 0.95), 0),
    most_ms: round(Math.max(...times), 0),
  },
]);
expectThat(median(times) < 300, "a pair of databases is copied in less than 300 ms");
