import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export const root = join(import.meta.dirname, "..");

const SKIPPED = new Set(["node_modules", "dist", "generated", ".git"]);

/** Runs the work when the inputs changed since it last succeeded, its output is gone, or `always` says so. */
export async function whenChanged(
  step: { name: string; inputs: readonly string[]; output: string; always?: boolean },
  work: () => Promise<void>,
): Promise<void> {
  const file = join(root, "node_modules", ".invista", `${step.name}-stamp`);
  const stamp = contentHash(step.inputs);
  const unchanged = existsSync(join(root, step.output)) && existsSync(file) && readFileSync(file, "utf8") === stamp;
  if (unchanged && !step.always) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stamp);
}

/** One hash over the files and folders, by path and content. */
function contentHash(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Every file of ours at or under a path, in a stable order. */
export function filesUnder(path: string): string[] {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return [];
  if (info.isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !SKIPPED.has(name))
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)));
}
