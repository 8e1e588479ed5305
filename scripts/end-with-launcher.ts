/** Stops this process as SIGTERM would when the launcher that started it is killed, so that no server is left behind. */
export function endWithLauncher(): void {
  const launcher = Number(process.env.INVISTA_LAUNCHER_PID);
  if (process.ppid !== launcher) return;
  const look = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(look);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  look.unref();
}
