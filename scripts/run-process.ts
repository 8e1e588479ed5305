import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./content-stamp.ts";

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Keeps the output to itself unless the program fails. */
  quiet?: boolean;
}

/** Runs a program with its output on ours and returns its exit code; Ctrl-C and SIGTERM reach it too. */
export function runProcess(program: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const quiet = options.quiet ?? false;
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ["inherit", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
  });
  const kept: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => kept.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => kept.push(chunk));
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGTERM", forward).on("SIGINT", forward).on("SIGHUP", forward);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => {
      process.off("SIGTERM", forward).off("SIGINT", forward).off("SIGHUP", forward);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept));
      done(code ?? 1);
    });
  });
}

/** Runs an installed package's program on this very Node: a shell shim would swallow signals and pick another Node. */
export function runTool(name: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return runProcess(process.execPath, [toolEntry(name, options.cwd ?? root), ...args], options);
}

/** The file behind a package's program, as its manifest names it. */
export function toolEntry(name: string, folder: string): string {
  const own = join(folder, "node_modules", name);
  const home = existsSync(own) ? own : join(root, "node_modules", name);
  const manifest: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(home, "package.json"), "utf8"),
  );
  const entry = typeof manifest.bin === "string" ? manifest.bin : pickEntry(name, manifest.bin ?? {});
  if (!entry) throw new Error(`Package ${name} has no program`);
  return join(home, entry);
}

const PROGRAMS: Record<string, string> = {
  typescript: "tsc",
  "dependency-cruiser": "depcruise",
  "@playwright/test": "playwright",
};

function pickEntry(name: string, bin: Record<string, string>): string | undefined {
  return bin[PROGRAMS[name] ?? name];
}
