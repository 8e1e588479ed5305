import { setTimeout as sleep } from "node:timers/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectThat, report, round } from "./lib/figures.ts";
import { startServer } from "./lib/server.ts";

// Start of the installed product: the first with an empty home, then warm ones; memory after ten idle seconds.
const home = mkdtempSync(join(tmpdir(), "invista-start-"));
const rows = [];
for (const kind of ["first", "warm", "warm", "warm"]) {
  const begun = performance.now();
  const server = await startServer({ home, demo: true });
  const seconds = (performance.now() - begun) / 1_000;
  await sleep(10_000);
  rows.push({ kind, seconds: round(seconds), idle_mb: round(server.memory(), 0) });
  await server.stop();
}
rmSync(home, { recursive: true, force: true });
report("start", rows);
expectThat(
  rows.filter((row) => row.kind === "warm").every((row) => row.seconds < 5),
  "a warm start is ready in less than 5 s",
);
expectThat(
  rows.every((row) => row.idle_mb < 250),
  "the idle process holds less than 250 MB",
);
