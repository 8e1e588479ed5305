import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./content-stamp.ts";
import type { Count } from "./test-counts.ts";

export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
}

export interface Allowed {
  readonly id: string;
  readonly reason: string;
}

const GRAVE = new Set(["high", "critical"]);
const PATIENCE_MS = 45_000;

/**
 * Asks the registry for known weaknesses of what is shipped and fails on grave ones that scripts/audit-allow-list.json
 * does not explain. Where the registry can't be asked, it says that nothing was checked and counts nothing.
 */
export async function auditDependencies(): Promise<Count> {
  const { pnpm } = packageManager();
  const output = await run("npx", ["-y", pnpm, "audit", "--prod", "--json"]);
  const advisories = readAdvisories(output);
  if (!advisories) {
    console.log("NOT CHECKED: the registry answers no audit from here. What is known of the packages is stale.");
    return { passed: 0, failed: 0 };
  }
  const { unexplained, stale } = judge(advisories, allowList());
  for (const { id, package: name, severity, title } of unexplained)
    console.error(`${severity}: ${name}: ${title} (${id})`);
  for (const { id } of stale) console.error(`${id} is on the allow-list and applies no longer: take it off`);
  console.log(
    `${advisories.length} known weaknesses, ${unexplained.length} grave ones without a reason to live with them`,
  );
  return unexplained.length + stale.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What fails: grave weaknesses nobody gave a reason for, and reasons that nothing needs any more. */
export function judge(
  advisories: readonly Advisory[],
  allowed: readonly Allowed[],
): { unexplained: Advisory[]; stale: Allowed[] } {
  const explained = new Set(allowed.filter(({ reason }) => reason.trim().length >= 10).map(({ id }) => id));
  return {
    unexplained: advisories.filter(({ id, severity }) => GRAVE.has(severity) && !explained.has(id)),
    stale: allowed.filter(({ id }) => !advisories.some((advisory) => advisory.id === id)),
  };
}

/** The advisories in pnpm's answer; null when it is not an answer to the question. */
export function readAdvisories(output: string): Advisory[] | null {
  const start = output.indexOf("{");
  if (start < 0) return null;
  try {
    const found: unknown = Reflect.get(Object(JSON.parse(output.slice(start))), "advisories");
    if (typeof found !== "object" || found === null) return null;
    return Object.values(found).map((advisory: unknown) => {
      const field = (name: string) => Reflect.get(Object(advisory), name);
      const text = (...names: string[]) => String(names.map(field).find((value) => value != null) ?? "");
      return {
        id: text("github_advisory_id", "id"),
        package: text("module_name", "name"),
        severity: text("severity"),
        title: text("title"),
      };
    });
  } catch {
    return null;
  }
}

function allowList(): Allowed[] {
  return JSON.parse(readFileSync(join(root, "scripts/audit-allow-list.json"), "utf8"));
}

function packageManager(): { pnpm: string } {
  const manifest: { packageManager: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return { pnpm: manifest.packageManager };
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"], timeout: PATIENCE_MS });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", () => resolve(""));
    child.once("close", () => resolve(Buffer.concat(chunks).toString()));
  });
}
