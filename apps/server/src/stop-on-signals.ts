const LIMIT_MS = 15_000;

/** Ends the process in the reverse order of starting on SIGINT, SIGTERM, or when called; a second one, a second later, ends it at once. */
export function stopOnSignals(stops: (() => Promise<void> | void)[]): (code: number) => Promise<void> {
  let stopping = false;
  let since = 0;
  const stop = async (code: number): Promise<void> => {
    // What fails because of the stop is no failure of its own: the first call ends the process.
    if (stopping) return;
    stopping = true;
    since = Date.now();
    const limit = setTimeout(() => process.exit(1), LIMIT_MS);
    for (const step of stops.toReversed()) {
      try {
        await step();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
    clearTimeout(limit);
    process.exit(code);
  };
  const onSignal = () => {
    // A terminal and npm each deliver the same Ctrl-C: only a later one is meant to be impatient.
    if (!stopping) void stop(0);
    else if (Date.now() - since > 1_000) process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return stop;
}
