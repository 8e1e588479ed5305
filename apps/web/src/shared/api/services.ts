import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { QueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { readConfig } from "./config.ts";
import { refusalOf } from "./refusal.ts";
import { makeApiClient } from "./trpc.ts";

export interface Services {
  readonly supabase: SupabaseClient;
  readonly queryClient: QueryClient;
  readonly client: ReturnType<typeof makeApiClient>;
  /** The access token of now, refreshed when it is about to expire; null when signed out. */
  readonly accessToken: () => Promise<string | null>;
}

/** Connects sign-in and the API; the port is part of the storage key so that two installs on one host stay apart. */
export async function startServices(): Promise<Services> {
  const { supabaseUrl, anonKey } = await readConfig();
  const supabase = createClient(supabaseUrl, anonKey, {
    auth: { flowType: "pkce", storageKey: `invista-session-${location.port || "default"}`, detectSessionInUrl: false },
  });
  const accessToken = async () => (await supabase.auth.getSession()).data.session?.access_token ?? null;
  const queryClient = new QueryClient({
    defaultOptions: {
      // Busy answers are repeated by the link; anything else would be refused the same way again.
      queries: { retry: false, staleTime: 15_000, refetchOnWindowFocus: (query) => refusalOf(query.state.error)?.kind !== "refused" },
      mutations: { retry: false },
    },
  });
  return { supabase, queryClient, client: makeApiClient(accessToken), accessToken };
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error("useServices outside of App");
  return services;
}
