import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../apps/server/src/free-port.ts";
import { cleanEnvironment } from "./lib/clean-environment.ts";
import { expectThat, median, report, round } from "./lib/figures.ts";
import { startServer } from "./lib/server.ts";

// Start of the installed product: the first with an empty home, then warm ones, then by the command people type; memory after ten idle seconds.
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
const typed = [];
for (let start = 0; start < 3; start++) typed.push(await startByCommand(home));
rows.push({ kind: "npm start, unchanged", seconds: round(median(typed)), idle_mb: 0 });
rmSync(home, { recursive: true, force: true });
report("start", rows);
expectThat(
  rows.filter((row) => row.kind !== "first").every((row) => row.seconds < 5),
  "a start in which nothing changed is ready in less than 5 s",
);
expectThat(
  rows.every((row) => row.idle_mb < 250),
  "the idle process holds less than 250 MB",
);

/** Seconds from `npm start` to a healthy answer, with the packages and databases of before. */
async function startByCommand(home: string): Promise<number> {
  const port = await freePort("127.0.0.1");
  const begun = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: join(import.meta.dirname, ".."),
    env: { ...cleanEnvironment(), PORT: String(port), HOST: "127.0.0.1", INVISTA_HOME: home, LOG_LEVEL: "error" },
    stdio: "ignore",
    detached: true,
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  try {
    for (let tries = 0; tries < 1_200; tries++) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      if (answer?.ok) return (performance.now() - begun) / 1_000;
      await sleep(25);
    }
    throw new Error("npm start was never ready");
  } finally {
    if (child.pid) process.kill(-child.pid, "SIGTERM");
    await gone;
  }
}
