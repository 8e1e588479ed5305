import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "./explain-failure.ts";
import { isAlive, processStart } from "./process-info.ts";

interface Holder {
  pid: number;
  start: string;
}

const held = new Set<string>();

/** Makes INVISTA_HOME and takes it for this process; throws a line naming the process that has it. Returns how to let it go. */
export function holdHome(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = lockFile(home);
  if (held.has(file)) return () => {};
  const mine = `${file}.${process.pid}`;
  try {
    writeFileSync(mine, JSON.stringify({ pid: process.pid, start: processStart(process.pid) }), { mode: 0o600 });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(mine, file)) return release(file);
      const holder = homeHolder(home);
      if (holder)
        throw new Error(
          `${home} is in use by process ${holder.pid}: stop it, or set INVISTA_HOME and PORT to run a second Invista`,
        );
      removeStale(home, `${mine}.stale`);
    }
    throw new Error(`Could not take ${file}: another process takes it at the same time`);
  } catch (error) {
    const isFull = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
    throw isFull ? new Error(explainFailure("ENOSPC", "", home), { cause: error }) : error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living process that holds INVISTA_HOME, or null. */
export function homeHolder(home: string): { pid: number } | null {
  const holder = readHolder(lockFile(home));
  return holder && isAlive(holder.pid) && processStart(holder.pid) === holder.start ? { pid: holder.pid } : null;
}

function lockFile(home: string): string {
  return join(home, "lock");
}

/** Moves a dead process's lock away; puts it back when another start had already replaced it by a living one. */
function removeStale(home: string, aside: string): void {
  const file = lockFile(home);
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken && isAlive(taken.pid) && processStart(taken.pid) === taken.start) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("start" in value)) return null;
    return { pid: Number(value.pid), start: String(value.start) };
  } catch {
    return null;
  }
}

function release(file: string): () => void {
  held.add(file);
  const remove = () => {
    if (held.delete(file)) rmSync(file, { force: true });
  };
  process.once("exit", remove);
  return () => {
    process.removeListener("exit", remove);
    remove();
  };
}
