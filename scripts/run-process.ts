import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./content-stamp.ts";

/** Runs a program with its output on ours and returns its exit code; Ctrl-C and SIGTERM reach it too. */
export function runProcess(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined>; quiet?: boolean } = {},
): Promise<number> {
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

/** Runs an installed tool's JavaScript entry on this Node, without a shell shim in between. */
export function runTool(
  name: string,
  entry: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined>; quiet?: boolean } = {},
): Promise<number> {
  const folder = options.cwd ?? root;
  const own = join(folder, "node_modules", name, entry);
  const file = existsSync(own) ? own : join(root, "node_modules", name, entry);
  return runProcess(process.execPath, [file, ...args], options);
}
