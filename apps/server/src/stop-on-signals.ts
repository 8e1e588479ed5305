const LIMIT_MS = 15_000;

/** Ends the process in the reverse order of starting on SIGINT, SIGTERM, or when called; a second signal ends it at once. */
export function stopOnSignals(stops: (() => Promise<void> | void)[]): (code: number) => Promise<never> {
  let stopping = false;
  const stop = async (code: number): Promise<never> => {
    if (stopping) process.exit(code || 1);
    stopping = true;
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
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));
  return stop;
}
