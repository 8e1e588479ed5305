import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeHolder, resetHome } from "@invista/local-stack";

const CACHE = join(import.meta.dirname, "../../../node_modules/.cache/invista-test-clusters");
const PREFIX = "invista-test-";

/** A folder of its own for one run's clusters, which PostgreSQL's account can enter. */
export function makeTestHome(): string {
  removeAbandonedHomes();
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(home, 0o711);
  return home;
}

/** Fills the home with the stopped clusters kept under this key; false when there are none. */
export function restoreClusters(key: string, home: string): boolean {
  const kept = join(CACHE, key);
  return existsSync(kept) && copyContents(kept, home);
}

/** Keeps stopped clusters for the next run. Only a help: where it can't be written, the next run makes them anew. */
export function keepClusters(key: string, home: string): void {
  // Data that lies elsewhere is not in the home's folder, so there is nothing to keep.
  if (existsSync(join(home, "data-location"))) return;
  try {
    mkdirSync(CACHE, { recursive: true });
    const fresh = mkdtempSync(join(CACHE, "new-"));
    const complete = copyContents(home, fresh);
    for (const entry of readdirSync(CACHE)) {
      if (join(CACHE, entry) !== fresh && isOld(join(CACHE, entry)))
        rmSync(join(CACHE, entry), { recursive: true, force: true });
    }
    if (complete) renameSync(fresh, join(CACHE, key));
    else rmSync(fresh, { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** Removes a run's clusters, wherever their data lies. */
export function removeTestHome(home: string): void {
  resetHome(home);
  rmSync(home, { recursive: true, force: true });
}

/** `cp` keeps owners and clones blocks where the file system can; Node's own copy does neither. */
function copyContents(from: string, to: string): boolean {
  return spawnSync("cp", ["-Rp", `${from}/.`, to], { stdio: "ignore" }).status === 0;
}

function isOld(path: string): boolean {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 3_600_000;
}

/** A run that was killed could not remove its folder; its servers have ended with it. */
function removeAbandonedHomes(): void {
  for (const entry of readdirSync(tmpdir())) {
    const home = join(tmpdir(), entry);
    if (!entry.startsWith(PREFIX) || statSync(home, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    if (isOld(home) && !homeHolder(home)) removeTestHome(home);
  }
}
