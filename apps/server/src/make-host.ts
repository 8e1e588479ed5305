import type { ApiHost, SessionActor } from "@invista/api/kit/context";
import { createAuthAdmin, createAuthenticator } from "@invista/auth";
import { neonClient, supabaseClient, type DatabaseUrls } from "@invista/db";
import { notifier } from "@invista/db/listen";
import { openSettings, type SettingsCache } from "@invista/domain/system";
import type { Admission } from "./admission.ts";
import { makeDenialBuffer } from "./denial-buffer.ts";
import { CHANGE_CHANNEL, openLiveBus, type LiveBus } from "./live-bus.ts";

export const VERSION = "0.1.0";

/** Reads and writes wait in lines of their own, so that a burst of one leaves the other its share of connections. */
export type Admissions = Readonly<Record<"read" | "write", Admission>>;

export interface RunningHost {
  readonly host: ApiHost;
  readonly bus: LiveBus;
  readonly settings: SettingsCache;
  close(): Promise<void>;
}

/** Composes what requests need: clients, authentication, live changes and the buffer of denials. */
export async function makeHost(
  urls: DatabaseUrls,
  supabase: { url: string; serviceRoleKey: string },
  site: Pick<ApiHost, "mailer" | "siteUrl"> & { signUp: boolean },
  admissions: Admissions,
  report: (message: string) => void,
): Promise<RunningHost> {
  const settings = await openSettings(supabaseClient, urls.supabaseDirect, (error) =>
    report(`settings were not read: ${error instanceof Error ? error.message : String(error)}`),
  );
  const bus = openLiveBus(urls.neonDirect, urls.supabaseDirect);
  const changes = notifier(urls.neonDirect, CHANGE_CHANNEL);
  const denials = makeDenialBuffer(supabaseClient, report);
  const authenticator = createAuthenticator({
    supabaseUrl: supabase.url,
    supabase: supabaseClient,
    listenUrl: urls.supabaseDirect,
    signUpOpen: () => site.signUp || !settings.get("security.signup_by_invitation"),
    refused: (call) => {
      // That the code is still to come is what the sign-in page asks, not an attempt.
      if (call.rule !== "auth.mfaRequired" || call.procedure !== "session.me") denials.add(call);
    },
  });
  const host: ApiHost = {
    neon: neonClient,
    supabase: supabaseClient,
    settings,
    authAdmin: createAuthAdmin(supabase.url, supabase.serviceRoleKey),
    mailer: site.mailer,
    siteUrl: site.siteUrl,
    now: () => new Date(),
    committed: (topics) => changes.send([...topics].sort().join(",")),
    authenticate: async (header, options): Promise<SessionActor> => authenticator.authenticate(header, options),
    denied: (denial) => denials.add(denial),
    watch: (userId, signal) => bus.watch(userId, signal),
    admit: (kind, work) => admissions[kind].run(work),
    startedAt: new Date(),
    version: VERSION,
  };
  return {
    host,
    bus,
    settings,
    close: async () => {
      await denials.flush();
      await Promise.all([changes.close(), bus.close(), settings.close(), authenticator.close()]);
    },
  };
}
