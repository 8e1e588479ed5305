import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { cleanEnvironment } from "./clean-environment.ts";
import { SERVER_FLAGS } from "../../scripts/server-flags.mjs";

const runFile = z.object({
  url: z.string(),
  pid: z.number(),
  supabaseUrl: z.string(),
  mailUrl: z.string().nullable(),
  anonKey: z.string(),
  serviceRoleKey: z.string(),
  supabaseDatabaseUrl: z.string(),
  neonDatabaseUrl: z.string(),
  accounts: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});
export type Run = z.infer<typeof runFile>;

export interface BenchServer {
  readonly run: Run;
  readonly home: string;
  readonly child: ChildProcess;
  /** Resident memory of the server process in MB. */
  memory(): number;
  token(role?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the product as `npm start` does, on a free port of the loopback and in a home of its own; ends with the benchmark. */
export async function startServer(
  options: { demo?: boolean; home?: string; env?: Record<string, string>; onOutput?: (text: string) => void } = {},
): Promise<BenchServer> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), "invista-bench-"));
  const child = spawn(process.execPath, [...SERVER_FLAGS, join(import.meta.dirname, "chaos/child.ts"), "main"], {
    env: {
      ...cleanEnvironment(),
      PORT: "0",
      HOST: "127.0.0.1",
      INVISTA_HOME: home,
      INVISTA_DEMO: options.demo ? "1" : "0",
      LOG_LEVEL: "error",
      ...options.env,
    },
    stdio: options.onOutput ? ["ignore", "pipe", "pipe", "ipc"] : ["ignore", "ignore", "inherit", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => options.onOutput?.(String(chunk)));
  const path = join(home, "run.json");
  for (let tries = 0; !ready(path, child.pid); tries++) {
    if (child.exitCode !== null || tries > 1_200) throw new Error("the server did not start");
    await sleep(50);
  }
  const run = runFile.parse(JSON.parse(readFileSync(path, "utf8")));
  process.on("exit", () => child.kill("SIGKILL"));
  return {
    run,
    home,
    child,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${run.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    token: (role = "Owner") => signIn(run, role),
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      if (!options.home) rmSync(home, { recursive: true, force: true });
    },
  };
}

function ready(path: string, pid: number | undefined): boolean {
  if (!existsSync(path)) return false;
  try {
    return runFile.parse(JSON.parse(readFileSync(path, "utf8"))).pid === pid;
  } catch {
    return false;
  }
}

async function signIn(run: Run, role: string): Promise<string> {
  const account = run.accounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`there is no account for ${role}`);
  const response = await fetch(`${run.url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: run.anonKey },
    body: JSON.stringify({ email: account.email, password: account.password }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}
