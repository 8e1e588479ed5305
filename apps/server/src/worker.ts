import { startChores } from "@invista/api/flows/run-chores";
import { startWorker } from "@invista/api/flows/deliver-outbox";
import { smtpMailer } from "@invista/auth-server";
import { databaseUrls, disconnectAll, neonClient, supabaseClient } from "@invista/db";
import { listen, notifier } from "@invista/db/listen";
import { openSettings } from "@invista/domain/system";
import { readEnvironment } from "./environment.ts";
import { CHANGE_CHANNEL } from "./live-bus.ts";
import { makeSender } from "./make-sender.ts";
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
const siteUrl = environment.SITE_URL ?? `http://${environment.HOST}:${environment.PORT}`;
const from = environment.MAIL_FROM ?? `Invista <invista@${new URL(siteUrl).hostname}>`;
const settings = await openSettings(supabaseClient, urls.supabaseDirect, report);
const announced = notifier(urls.neonDirect, CHANGE_CHANNEL);
const chores = startChores(
  {
    neon: neonClient,
    supabase: supabaseClient,
    settings,
    now: () => new Date(),
    committed: (topics) => announced.send([...topics].sort().join(",")),
  },
  {
    supabase: supabaseClient,
    settings,
    siteUrl,
    sender: makeSender(settings, from, environment.SMTP_URL ? smtpMailer(environment.SMTP_URL, from) : null),
  },
  report,
);
const changes = listen(
  urls.neonDirect,
  [CHANGE_CHANNEL],
  () => worker.wake(),
  () => worker.wake(),
);
stopOnSignals([
  disconnectAll,
  () => settings.close(),
  () => chores.stop(),
  () => worker.stop(),
  () => changes.close(),
  () => announced.close(),
]);
