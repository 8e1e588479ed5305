import { refuse } from "@invista/contracts/errors";
import { supabaseClient } from "@invista/db";
import { createClient, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { supabaseSettings } from "./supabase-settings.ts";

/**
 * Signs a person in and answers the user with his roles and the new session; refuses wrong credentials and inactive
 * accounts. Every call has a client of its own: a shared one would hand one person's session to the next.
 */
export async function loginUser(email: string, password: string) {
  const { url, anonKey } = supabaseSettings();
  const supabase = createClient(url, anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) {
    if (isAuthRetryableFetchError(error))
      throw refuse("UNAVAILABLE", "database.unavailable", { database: "identity" }, { cause: error });
    throw refuse(
      "UNAUTHENTICATED",
      error.code === "user_banned" ? "auth.userInactive" : "auth.invalidCredentials",
      {},
      { cause: error },
    );
  }
  const userWithRoles = await supabaseClient.user.findUnique({
    where: { id: data.user.id },
    include: { userRoles: { include: { role: true } } },
  });
  if (userWithRoles?.status !== "ACTIVE") {
    await supabase.auth.signOut({ scope: "local" });
    throw refuse("UNAUTHENTICATED", "auth.userInactive");
  }
  return { ...userWithRoles, session: data.session };
}
