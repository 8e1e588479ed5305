import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdHome, homeHolder } from "./hold-home.ts";
import { isAlive } from "./process-info.ts";
import { resetHome } from "./reset-home.ts";
import { startClusters } from "./start-clusters.ts";
import { postmasterPid } from "./stop-leftover.ts";

let home: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "invista-stack-"));
  chmodSync(home, 0o711);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await until(() => homeHolder(home) === null);
  resetHome(home);
  rmSync(home, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("It did not happen within 10 seconds");
    await new Promise((done) => setTimeout(done, 20));
  }
}

function startInChild(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "hold-in-child.fixture.ts"), home], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((done, fail) => {
    child.stdout?.once("data", (line: Buffer) => done({ child, url: JSON.parse(line.toString()).url }));
    child.once("exit", (code) => fail(new Error(`The child ended with ${code}`)));
  });
}

test("data, password and ports outlive a stop, and nothing keeps running after it", async () => {
  const first = await startClusters({ home });
  await query(first.neonDatabaseUrl, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
  const pid = postmasterPid(join(first.dataDir, "neon")) ?? 0;
  expect(isAlive(pid)).toBe(true);
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  expect(homeHolder(home)).toBeNull();
  const second = await startClusters({ home });
  expect(second.neonDatabaseUrl).toBe(first.neonDatabaseUrl);
  expect(await query(second.neonDatabaseUrl, "SELECT id FROM kept")).toEqual([{ id: 7 }]);
  expect(await query(second.supabaseDatabaseUrl, "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: null }]);
  await second.stop();
});

test("the servers survive losses of power by default, ask for a password and listen on this machine only", async () => {
  const clusters = await startClusters({ home });
  const setting = (name: string) => query(clusters.neonDatabaseUrl, `SELECT current_setting('${name}') AS value`);
  expect(await setting("fsync")).toEqual([{ value: "on" }]);
  expect(await setting("synchronous_commit")).toEqual([{ value: "on" }]);
  expect(await setting("listen_addresses")).toEqual([{ value: "127.0.0.1" }]);
  expect(statSync(join(home, "postgres-password")).mode & 0o777).toBe(0o600);
  const wrong = new URL(clusters.neonDatabaseUrl);
  wrong.password = "wrong";
  await expect(query(wrong.toString(), "SELECT 1")).rejects.toThrow(/password authentication failed/);
  await clusters.stop();
});

test("a second start on the same folder names the process that holds it", async () => {
  const { child } = await startInChild();
  await expect(startClusters({ home })).rejects.toThrow(`in use by process ${child.pid}`);
  expect(homeHolder(home)).toEqual({ pid: child.pid });
});

test("servers end when their process is killed, and the next start has every committed row", async () => {
  const { child, url } = await startInChild();
  await query(url, "CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 1000)");
  const pid = postmasterPid(join(home, "postgres", "neon")) ?? 0;
  child.kill("SIGKILL");
  await until(() => !isAlive(pid));
  const next = await startClusters({ home });
  expect(await query(next.neonDatabaseUrl, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 1000 }]);
  await next.stop();
});

test("a lock and a server's pid file that name some other living process do not stop a start", async () => {
  await (await startClusters({ home, durable: false })).stop();
  writeFileSync(join(home, "lock"), JSON.stringify({ pid: process.ppid, start: "long ago" }));
  writeFileSync(join(home, "postgres", "neon", "postmaster.pid"), `${process.ppid}\n/elsewhere\n`);
  const clusters = await startClusters({ home, durable: false });
  expect(await query(clusters.neonDatabaseUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await clusters.stop();
});

test("data of another PostgreSQL version is refused in one line and left alone", async () => {
  const clusters = await startClusters({ home, durable: false });
  await clusters.stop();
  const versionFile = join(clusters.dataDir, "neon", "PG_VERSION");
  writeFileSync(versionFile, "15\n");
  await expect(startClusters({ home })).rejects.toThrow(/was written by PostgreSQL 15, this Invista runs 18/);
  expect(readFileSync(versionFile, "utf8")).toBe("15\n");
  expect(homeHolder(home)).toBeNull();
});

test("a port that somebody else took meanwhile is replaced by a free one", async () => {
  const first = await startClusters({ home, durable: false });
  await first.stop();
  const { createServer } = await import("node:net");
  const taken = createServer().listen(Number(new URL(first.neonDatabaseUrl).port), "127.0.0.1");
  await new Promise((done) => taken.once("listening", done));
  const second = await startClusters({ home, durable: false });
  expect(new URL(second.neonDatabaseUrl).port).not.toBe(new URL(first.neonDatabaseUrl).port);
  expect(second.supabaseDatabaseUrl).toBe(first.supabaseDatabaseUrl);
  await second.stop();
  taken.close();
});

test("a folder that PostgreSQL's account can't enter keeps its data elsewhere, and a reset removes that too", async () => {
  chmodSync(home, 0o700);
  const clusters = await startClusters({ home, durable: false });
  const isRoot = process.getuid?.() === 0;
  expect(clusters.dataDir.startsWith(home)).toBe(!isRoot);
  expect(existsSync(join(home, "data-location"))).toBe(isRoot);
  await clusters.stop();
  resetHome(home);
  expect(existsSync(clusters.dataDir)).toBe(false);
});

test("a reset leaves files that are not Invista's", () => {
  writeFileSync(join(home, "mine.txt"), "keep");
  writeFileSync(join(home, "ports.json"), "{}");
  resetHome(home);
  expect(existsSync(join(home, "mine.txt"))).toBe(true);
  expect(existsSync(join(home, "ports.json"))).toBe(false);
});

test("the lock is private to its holder and goes when it is let go", () => {
  const letGo = holdHome(home);
  expect(homeHolder(home)).toEqual({ pid: process.pid });
  letGo();
  expect(existsSync(join(home, "lock"))).toBe(false);
});
