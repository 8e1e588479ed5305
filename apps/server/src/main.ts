import { join } from "node:path";
import { ensureDefaultRoles } from "@invista/auth";
import { ensureAuthSchema, loadKeys } from "@invista/auth-server";
import { disconnectAll, GuardedClient, neonClient, setQueryLog, supabaseClient } from "@invista/db";
import { startWorker } from "@invista/api/flows/deliver-outbox";
import { importActor } from "@invista/api/flows/user-actor";
import { startChores } from "@invista/api/flows/run-chores";
import { holdHome } from "@invista/local-stack";
import { startImportRunner } from "@invista/domain/imports";
import { loadSeeds } from "@invista/seeds/load-seeds";
import pg from "pg";
import { makeAdmission } from "./admission.ts";
import { buildApp } from "./build-app.ts";
import { embeddedAuth } from "./embedded-auth.ts";
import { readEnvironment } from "./environment.ts";
import { freePort, requirePort } from "./free-port.ts";
import { makeHost } from "./make-host.ts";
import { makeSender } from "./make-sender.ts";
import { printReady } from "./print-ready.ts";
import { readState, writeRunFile, writeState } from "./run-file.ts";
import { startMail } from "./start-mail.ts";
import { startDatabases } from "./start-databases.ts";
import { stopOnSignals } from "./stop-on-signals.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { warmUp } from "./warm-up.ts";

const root = join(import.meta.dirname, "../../..");

async function main(): Promise<void> {
  const stops: (() => Promise<void> | void)[] = [];
  let started = false;
  const stop = stopOnSignals(stops);
  try {
    const environment = readEnvironment(process.env, root);
    const { home } = environment;
    const port = environment.PORT || (await freePort(environment.HOST));
    await requirePort(environment.HOST, port);
    stops.push(holdHome(home));
    const databases = await startDatabases(home, (line) => console.log(line));
    stops.push(() => databases.stop(), disconnectAll);
    setQueryLog(environment.LOG_LEVEL === "debug" ? (line) => console.log(line) : null);

    const hosted = environment.SUPABASE_URL !== undefined;
    const origin = { url: environment.SUPABASE_URL ?? `http://${environment.HOST}:${port}` };
    const keys = await loadKeys(home, {
      signingJwkFile: environment.SIGNING_JWK_FILE,
      anonKey: environment.SUPABASE_ANON_KEY,
      serviceRoleKey: environment.SUPABASE_SERVICE_ROLE_KEY,
    });
    const authPool = hosted
      ? null
      : new pg.Pool({
          connectionString: databases.owner.supabase,
          max: 5,
          // A burst of sign-ins waits in line for this long; a server that is gone refuses at once.
          connectionTimeoutMillis: 10_000,
          idleTimeoutMillis: 60_000,
          statement_timeout: 5_000,
          Client: GuardedClient,
        });
    authPool?.on("error", () => undefined);
    if (authPool) {
      stops.push(() => authPool.end());
      await ensureAuthSchema(authPool);
    }
    await ensureDefaultRoles(supabaseClient);

    const admissions = {
      read: makeAdmission({ inFlight: 12, queue: 1_000, deadlineMs: 10_000 }),
      write: makeAdmission({ inFlight: 8, queue: 1_000, deadlineMs: 10_000 }),
    };
    const signUp = environment.SIGN_UP === "1";
    const siteUrl = environment.SITE_URL ?? origin.url;
    const mail = await startMail(environment, siteUrl);
    stops.push(() => mail.close());
    const running = await makeHost(
      databases.urls,
      { url: origin.url, serviceRoleKey: keys.serviceRoleKey },
      { mailer: mail.notices, siteUrl: () => siteUrl, signUp },
      admissions,
      (message) => console.warn(message),
    );
    stops.push(() => running.close());
    const filesFolder = join(home, "files");
    const app = await buildApp({
      environment: { ...environment, PORT: port },
      host: running.host,
      auth: {
        url: environment.SUPABASE_URL ?? null,
        anonKey: keys.anonKey,
        signUpOpen: () => signUp || !running.settings.get("security.signup_by_invitation"),
      },
      mountAuth: authPool
        ? async (server) => {
            const plugin = await embeddedAuth({
              pool: authPool,
              keys,
              supabaseUrl: origin.url,
              siteUrl,
              mailer: mail.mailer,
              settings: running.settings,
              signUp,
            });
            await server.register(plugin, { prefix: "/auth/v1" });
          }
        : null,
      spaFolder: join(root, "apps/web/dist"),
      filesFolder,
      isStarted: () => started,
    });
    stops.push(() => app.close());
    const url = await app.listen({ port, host: environment.HOST });

    const imports = startImportRunner(
      running.host,
      join(filesFolder, "imports"),
      (asked) => importActor(supabaseClient, asked),
      (error) => app.log.error({ err: error }, "import failed"),
    );
    running.bus.onChange(() => imports.wake());
    stops.push(() => imports.stop());
    if (environment.INVISTA_WORKER === "1") {
      const worker = startWorker({ neon: neonClient, supabase: supabaseClient }, (error) =>
        app.log.warn({ err: error }, "delivery waits"),
      );
      running.bus.onChange(() => worker.wake());
      stops.push(() => worker.stop());
      const chores = startChores(
        running.host,
        {
          supabase: supabaseClient,
          settings: running.settings,
          siteUrl: environment.SITE_URL ?? url,
          sender: makeSender(running.settings, mail.from, mail.notices),
        },
        (error) => app.log.warn({ err: error }, "a chore waits"),
      );
      stops.push(() => chores.stop());
    }

    const state = readState(home);
    if (!state.seeded) {
      const accounts = await loadSeeds({
        host: running.host,
        supabaseUrl: origin.url,
        serviceRoleKey: keys.serviceRoleKey,
        demo: environment.INVISTA_DEMO === "1",
        accounts: state.accounts,
        remember: (made) => writeState(home, { accounts: made, seeded: false }),
      });
      state.accounts = accounts;
      state.seeded = true;
      writeState(home, state);
    }
    await warmUp(running.host);
    giveBackMemory();
    const run = {
      url: environment.SITE_URL ?? url,
      pid: process.pid,
      supabaseUrl: origin.url,
      anonKey: keys.anonKey,
      serviceRoleKey: keys.serviceRoleKey,
      supabaseDatabaseUrl: databases.owner.supabase,
      neonDatabaseUrl: databases.owner.neon,
      mailUrl: mail.url,
      accounts: state.accounts,
    };
    stops.push(writeRunFile(home, run));
    started = true;
    printReady(run, databases.dataDir ?? "the databases of the environment");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (process.env.LOG_LEVEL === "debug") console.error(error);
    await stop(1);
  }
}

await main();
