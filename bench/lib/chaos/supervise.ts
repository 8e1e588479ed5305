import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { cleanEnvironment } from "../clean-environment.ts";
import type { Plant } from "./plants.ts";

export interface Supervised {
  /** Kills the process at once; it is started again unless it is told to stay away. */
  kill(): Promise<void>;
  /** Starts it anew, unless nothing changes, with these points of death, one after the other, and this planted mistake. */
  arm(options: { faults?: string[]; plant?: Plant }): Promise<void>;
  stop(): Promise<void>;
  /** How often it was killed: from outside and at points of its own. */
  readonly kills: () => { outside: number; points: string[] };
  /** Ends that nobody asked for, with the last it wrote. */
  readonly crashes: string[];
}

/** Runs one program of the product as a child, starts it again when it ends and tells asked-for ends from crashes. */
export function supervise(program: "main" | "worker", env: Record<string, string>): Supervised {
  const crashes: string[] = [];
  const points: string[] = [];
  let outside = 0;
  let faults: string[] = [];
  let fault = "";
  let plant: Plant = "none";
  let stopped = false;
  let asked = false;
  let child: ChildProcess;
  let ended = Promise.resolve();

  const start = () => {
    asked = false;
    fault = faults.shift() ?? "";
    const mine = fault;
    let output = "";
    child = spawn(process.execPath, [join(import.meta.dirname, "child.ts"), program, plant], {
      env: { ...cleanEnvironment(), ...env, INVISTA_FAULT_AT: fault, NODE_ENV: "test" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const keep = (chunk: Buffer) => void (output = (output + chunk.toString()).slice(-8_000));
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    ended = new Promise((resolve) =>
      child.once("exit", (code, signal) => {
        if (!asked && signal === "SIGKILL" && mine !== "") points.push(mine);
        else if (!asked) crashes.push(`${program} ended with ${signal ?? code}: ${reasonIn(output)}`);
        // A process that can't start is not started without pause for ever.
        if (!stopped) setTimeout(() => void (stopped || start()), asked ? 0 : 100);
        resolve();
      }),
    );
  };
  const end = async (signal: NodeJS.Signals) => {
    asked = true;
    child.kill(signal);
    await ended;
  };
  start();
  return {
    crashes,
    kills: () => ({ outside, points: [...points] }),
    kill: async () => {
      outside += 1;
      await end("SIGKILL");
    },
    arm: async (options) => {
      const wanted = options.faults ?? [];
      const isAsBefore = wanted.length + faults.length === 0 && fault === "" && plant === (options.plant ?? "none");
      if (isAsBefore) return;
      faults = [...wanted];
      plant = options.plant ?? "none";
      await end("SIGKILL");
    },
    stop: async () => {
      stopped = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      await end("SIGTERM");
    },
  };
}

/** What a dying process said from the line that names the error on, or its last lines. */
function reasonIn(output: string): string {
  const lines = output.trim().split("\n");
  const named = lines.findIndex((line) => /error:|error\.|Error\b/i.test(line));
  return lines
    .slice(named < 0 ? -3 : named, named < 0 ? undefined : named + 12)
    .map((line) => line.trim())
    .join(" | ");
}
