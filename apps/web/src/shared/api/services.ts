import { AuthClient } from "@supabase/supabase-js";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { askForCode } from "../session/step-up-store.ts";
import { readConfig } from "./config.ts";
import { refusalOf } from "./refusal.ts";
import { makeApiClient } from "./trpc.ts";

export interface Services {
  readonly auth: InstanceType<typeof AuthClient>;
  readonly queryClient: QueryClient;
  readonly client: ReturnType<typeof makeApiClient>;
  /** The access token of now, refreshed when it is about to expire; null when signed out. */
  readonly accessToken: () => Promise<string | null>;
}

/** Connects sign-in and the API; the port is part of the storage key so that two installs on one host stay apart. */
export async function startServices(): Promise<Services> {
  const { supabaseUrl, anonKey } = await readConfig();
  // Only the auth part of supabase-js: tables, files and sockets of Supabase are never reached from the browser.
  const auth = new AuthClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: anonKey, Authorization: `Bearer ${anonKey}` },
    flowType: "pkce",
    storageKey: `invista-session-${location.port || "default"}`,
    detectSessionInUrl: false,
    autoRefreshToken: true,
    persistSession: true,
  });
  const accessToken = async () => (await auth.getSession()).data.session?.access_token ?? null;
  const queryClient = new QueryClient({
    // Signing out here brings the person to sign-in and afterwards back to this page.
    queryCache: new QueryCache({
      onError: (error) =>
        refusalOf(error)?.code === "UNAUTHENTICATED" ? void auth.signOut({ scope: "local" }) : undefined,
    }),
    defaultOptions: {
      // Busy answers are repeated by the link; anything else would be refused the same way again.
      queries: {
        retry: false,
        staleTime: 15_000,
        refetchOnWindowFocus: (query) => refusalOf(query.state.error)?.kind !== "refused",
      },
      mutations: { retry: false },
    },
  });
  return { auth, queryClient, client: makeApiClient(accessToken, askForCode), accessToken };
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error("useServices outside of App");
  return services;
}
