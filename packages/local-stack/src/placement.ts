import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeEnvironment, type NativeBinaries } from "./native-binaries.ts";
import { type Account, canReach, giveTo } from "./run-as.ts";

/** Folders every account can enter and that outlive a restart of the machine. */
const REACHABLE_BASES = ["/var/lib/invista", "/var/tmp/invista"];

/**
 * The folder of both clusters: INVISTA_HOME/postgres, or, where the account can't get there (root's clone in a folder
 * only root may enter), one in a reachable place that INVISTA_HOME/data-location names.
 */
export function placeData(home: string, account: Account | undefined): string {
  const pointer = dataPointer(home);
  if (existsSync(pointer)) {
    const placed = readFileSync(pointer, "utf8").trim();
    if (existsSync(placed)) return placed;
    throw new Error(
      `${pointer} names ${placed}, which is gone: bring it back, or start afresh with npm run demo:reset`,
    );
  }
  const own = join(home, "postgres");
  if (existsSync(own) || !account || canReach(account, home)) {
    mkdirSync(own, { recursive: true, mode: 0o711 });
    giveTo(account, own);
    return own;
  }
  const base = reachableBase(account);
  removeForgotten(base);
  const placed = mkdtempSync(join(base, "data-"));
  giveTo(account, placed);
  writeFileSync(join(placed, "belongs-to"), `${home}\n`);
  writeFileSync(pointer, `${placed}\n`, { mode: 0o600 });
  return placed;
}

/**
 * Removes data placed for an INVISTA_HOME in the temporary folder that is gone. Any other home may only be on a disk
 * that is not mounted now, so its data stays.
 */
function removeForgotten(base: string): void {
  for (const entry of readdirSync(base).filter((name) => name.startsWith("data-"))) {
    const note = join(base, entry, "belongs-to");
    if (!existsSync(note)) continue;
    const home = readFileSync(note, "utf8").trim();
    const isRunning = ["supabase", "neon"].some((name) => existsSync(join(base, entry, name, "postmaster.pid")));
    if (!home.startsWith(`${realpathSync(tmpdir())}/`) || existsSync(home) || isRunning) continue;
    rmSync(join(base, entry), { recursive: true, force: true });
  }
}

/** The file that names a data folder outside INVISTA_HOME. */
export function dataPointer(home: string): string {
  return join(home, "data-location");
}

/** PostgreSQL's programs where the account can run them: as installed, or a copy shared by all clones of this version. */
export function placeBinaries(native: NativeBinaries, account: Account | undefined): string {
  if (!account || canRun(native.folder, account)) return native.folder;
  const base = reachableBase(account);
  const target = join(base, `postgresql-${native.version}`);
  if (existsSync(target) && canRun(target, account)) return target;
  const fresh = mkdtempSync(join(base, "copying-"));
  // Without preserved modes: a clone made under umask 077 would copy files the account can't read.
  spawnSync("cp", ["-R", "-P", native.folder, join(fresh, "native")], { stdio: "ignore" });
  if (!existsSync(join(fresh, "native")))
    cpSync(native.folder, join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "u=rwX,go=rX", fresh], { stdio: "ignore" });
  rmSync(target, { recursive: true, force: true });
  renameSync(join(fresh, "native"), target);
  rmSync(fresh, { recursive: true, force: true });
  return target;
}

function canRun(folder: string, account: Account): boolean {
  const program = join(folder, "bin", "postgres");
  const result = spawnSync(program, ["--version"], {
    ...account,
    env: nativeEnvironment(folder),
    stdio: "ignore",
    cwd: "/",
  });
  return result.status === 0;
}

/** Only a folder that root owns and nobody else may write to: another user could otherwise plant programs there. */
function reachableBase(account: Account): string {
  for (const base of REACHABLE_BASES) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const { uid, mode } = statSync(base);
    if (uid === process.getuid?.() && (mode & 0o022) === 0 && canReach(account, base)) return base;
  }
  throw new Error(
    `PostgreSQL can't run as root and account ${account.uid} can't reach this folder; neither ${REACHABLE_BASES.join(" nor ")} can be used: run Invista as an ordinary user`,
  );
}
