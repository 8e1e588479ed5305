import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { explainFailure, isPortTaken } from "./explain-failure.ts";
import { freePort } from "./free-port.ts";
import { spawnGuarded } from "./guard-server.ts";
import { initCluster } from "./init-cluster.ts";
import type { Account } from "./run-as.ts";
import { serverSettings } from "./server-settings.ts";
import { isReady, postmasterPid, stopLeftover } from "./stop-leftover.ts";

export interface ClusterOptions {
  name: "supabase" | "neon";
  data: string;
  binaries: string;
  major: string;
  account: Account | undefined;
  password: string;
  port: number | undefined;
  durable: boolean;
  log: (line: string) => void;
}

export interface Cluster {
  port: number;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 120_000;
const LOG_LIMIT_BYTES = 10_000_000;

/** Starts one server on its data folder, making the folder first when there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await stopLeftover(options.data);
  await initCluster(options);
  let wanted = options.port;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wanted);
    const failure = await tryStart(options, port);
    if (typeof failure !== "string") return failure;
    // Somebody took the port between the look and the start.
    if (!isPortTaken(failure) || attempt === 5) throw new Error(explainFailure(failure, options.name, options.data));
    wanted = undefined;
  }
}

/** The running server, or what it wrote before it gave up. */
async function tryStart(options: ClusterOptions, port: number): Promise<Cluster | string> {
  const logFile = join(dirname(options.data), `${options.name}.log`);
  const logged = existsSync(logFile) ? statSync(logFile).size : 0;
  if (logged > LOG_LIMIT_BYTES) truncateSync(logFile);
  const from = logged > LOG_LIMIT_BYTES ? 0 : logged;
  const child = spawnGuarded(options.binaries, options.account, logFile, [
    "-D",
    options.data,
    ...serverSettings(port, options.durable),
  ]);
  const state = { stopping: false, ready: false };
  const ended = endOf(child);
  void ended.then((reason) => {
    if (state.ready && !state.stopping)
      options.log(`The ${options.name} database ended unexpectedly (${reason}); see ${logFile}`);
  });
  const outcome = await Promise.race([ended, waitUntilReady(options.data)]);
  if (outcome !== "ready") {
    child.stdin?.end();
    await ended;
    return `${readFileSync(logFile).subarray(from).toString("utf8")}\n`;
  }
  state.ready = true;
  return {
    port,
    async stop() {
      state.stopping = true;
      child.stdin?.end();
      const slow = setTimeout(() => quit(options), 60_000);
      await ended;
      clearTimeout(slow);
    },
  };
}

function endOf(child: ChildProcess): Promise<string> {
  child.stdin?.on("error", () => {});
  return new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (code, signal) => done(signal ?? `code ${code}`));
  });
}

async function waitUntilReady(data: string): Promise<"ready" | "late"> {
  const end = Date.now() + START_LIMIT_MS;
  while (Date.now() < end) {
    if (isReady(data, postmasterPid(data))) return "ready";
    await new Promise((done) => setTimeout(done, 10));
  }
  return "late";
}

/** A fast shutdown that hangs for a minute ends as an immediate one: the next start recovers from the log. */
function quit({ data, name, log }: ClusterOptions): void {
  const pid = postmasterPid(data);
  if (pid === null) return;
  log(`The ${name} database does not stop; ending it at once`);
  process.kill(pid, "SIGQUIT");
}
