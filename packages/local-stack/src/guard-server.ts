import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { nativeEnvironment } from "./native-binaries.ts";
import type { Account } from "./run-as.ts";

/**
 * Runs the server under a shell that holds a pipe from us. When the pipe closes, by stop() or because this process
 * was killed, the shell asks the server for a fast shutdown: no server outlives the process that started it.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(read -r _ <&3; kill -INT $server) 2>/dev/null &
guard=$!
exec 3<&-
wait $server
code=$?
kill $guard 2>/dev/null
exit $code
`;

/** Starts a PostgreSQL server that ends with this process; its output goes to the log file. */
export function spawnGuarded(
  binaries: string,
  account: Account | undefined,
  logFile: string,
  args: readonly string[],
): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal must reach only us, who stop the servers last.
    return spawn("/bin/sh", ["-c", GUARD, "invista-postgres", `${binaries}/bin/postgres`, ...args], {
      ...account,
      cwd: "/",
      detached: true,
      env: nativeEnvironment(binaries),
      stdio: ["pipe", log, log],
    });
  } finally {
    closeSync(log);
  }
}
