import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";

/** The real binary of the `node` package, not a shell shim: a shell in between would swallow signals. */
export function projectNode(root) {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Runs the project's Node, passes signals on, and ends as it ended. */
export async function runOnProjectNode(root, args) {
  const path = [join(root, "node_modules", "node", "bin"), join(root, "node_modules", ".bin"), process.env.PATH].join(
    delimiter,
  );
  const child = spawn(projectNode(root), args, {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: path,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      INVISTA_LAUNCHER_PID: String(process.pid),
    },
  });
  for (const signal of ["SIGTERM", "SIGHUP", "SIGUSR2"]) process.on(signal, () => child.kill(signal));
  // Ctrl-C in a terminal already reaches every process of the group; sent to us alone it has to be passed on.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  endWithNpm(child);
  const [code, signal] = await new Promise((done) => {
    child.once("error", (error) => {
      console.error(`Could not start ${projectNode(root)}: ${error.message}`);
      done([1, null]);
    });
    child.once("exit", (...ending) => done(ending));
  });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 1));
}

/** An npm that is killed outright can't pass anything on: its disappearance is the signal. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(look);
    child.kill("SIGTERM");
  }, 500);
  look.unref();
}
