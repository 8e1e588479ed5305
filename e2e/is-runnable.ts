import { execFile } from "node:child_process";

/** Whether the program starts: some systems have a script of that name that only tells how to install it. */
export function isRunnable(program: string, env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...env }, timeout: 15_000 };
    execFile(program, ["--version", "--no-sandbox"], options, (error, stdout) =>
      done(!error && /\d+\.\d+/.test(stdout)),
    );
  });
}
