import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive, waitForEnd } from "./process-info.ts";

/** Stops the server that a killed Invista may have left on this data folder, and removes a pid file that lies. */
export async function stopLeftover(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  const pid = postmasterPid(data);
  if (pid === null) return;
  if (!isAlive(pid) || !commandLine(pid).includes(data)) {
    rmSync(file, { force: true });
    return;
  }
  for (const [signal, patience] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    signalIfAlive(pid, signal);
    if (await waitForEnd(pid, patience)) return;
  }
  throw new Error(`Process ${pid} still holds ${data} and can't be stopped`);
}

/** The process id in the data folder's pid file, or null. */
export function postmasterPid(data: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether the server has written that it takes connections. */
export function isReady(data: string, pid: number | null): boolean {
  if (pid === null) return false;
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}
