import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectNode } from "./project-node.mjs";

const PNPM = "pnpm@12.21.0";

/** Installs when the lockfile or a manifest changed since the last install; otherwise it touches no network. */
export function ensureInstalled(root) {
  const stampFile = join(root, "node_modules", ".invista", "install-stamp");
  const stamp = installStamp(root);
  if (readIfThere(stampFile) === stamp && existsSync(projectNode(root))) return;
  console.error("Installing packages (only after a change of the lockfile) …");
  const args = ["-y", PNPM, "install", "--frozen-lockfile", "--prefer-offline"];
  // pnpm asks before it replaces a node_modules folder, unless it is told that nobody is there to answer.
  const result = spawnSync("npx", args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, CI: "true" },
  });
  if (result.error) throw new Error(`Could not start npx: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`Installing packages failed (exit code ${result.status ?? result.signal}); see above`);
  if (!existsSync(projectNode(root)))
    throw new Error(`The install left no Node at ${projectNode(root)}: delete node_modules and run the command again`);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Changes with the lockfile, the workspace file, any manifest, and the kind of machine the packages are for. */
function installStamp(root) {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch} ${PNPM}\n`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests(root)]) {
    hash.update(`${file}\n`).update(readIfThere(join(root, file)) ?? "");
  }
  return hash.digest("hex");
}

function manifests(root) {
  const nested = ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`),
  );
  return ["package.json", "e2e/package.json", "bench/package.json", "seeds/package.json", ...nested.sort()];
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
