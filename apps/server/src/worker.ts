import { startWorker } from "@invista/api/flows/deliver-outbox";
import { databaseUrls, disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { listen } from "@invista/db/listen";
import { readEnvironment } from "./environment.ts";
import { CHANGE_CHANNEL } from "./live-bus.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

// The delivery worker as a process of its own, beside API processes started with INVISTA_WORKER=0. Several may run: each claims its own events.
const environment = readEnvironment();
const urls = databaseUrls();
if (!urls) {
  console.error("SUPABASE_DATABASE_URL and NEON_DATABASE_URL must be set: the worker joins databases that run already");
  process.exit(1);
}
const isQuiet = ["silent", "fatal", "error"].includes(environment.LOG_LEVEL);
const report = (error: unknown) =>
  void (isQuiet || console.warn(`delivery waits: ${error instanceof Error ? error.message : String(error)}`));
const worker = startWorker({ neon: neonClient, supabase: supabaseClient }, report);
const changes = listen(
  urls.neonDirect,
  [CHANGE_CHANNEL],
  () => worker.wake(),
  () => worker.wake(),
);
stopOnSignals([disconnectAll, () => worker.stop(), () => changes.close()]);
