import { refuse } from "@invista/contracts/errors";
import { createClient, isAuthApiError, type AuthError } from "@supabase/supabase-js";

/** A ban without an end: the auth server takes no longer one. */
const FOR_EVER = "876000h";

const ADDRESS = { entity: "An account", field: "address" };

/** The auth server's part of account changes, with the service role; the same calls on an embedded and a hosted project. */
export function createAuthAdmin(supabaseUrl: string, serviceRoleKey: string) {
  const { admin } = createClient(supabaseUrl, serviceRoleKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth;
  return {
    async openAccount({ id, email, password }: { id: string; email: string; password: string }): Promise<void> {
      const made = await admin.createUser({ id, email, password, email_confirm: true });
      if (made.error?.code !== "email_exists") return throwUnlessGone(made.error);
      // An earlier attempt that did not end here: the same account.
      const { error } = await admin.updateUserById(id, { password, email_confirm: true });
      if (error && isAuthApiError(error) && error.status === 404) throw refuse("CONFLICT", "record.duplicate", ADDRESS);
      throwUnlessGone(error);
    },
    async accountOf(email: string): Promise<string | null> {
      // The one call that finds an account by its address on an embedded and a hosted project; its link goes nowhere.
      const { data, error } = await admin.generateLink({ type: "recovery", email });
      throwUnlessGone(error);
      return data.user?.id ?? null;
    },
    async setBanned(userId: string, banned: boolean): Promise<void> {
      const { error } = await admin.updateUserById(userId, { ban_duration: banned ? FOR_EVER : "none" });
      throwUnlessGone(error);
    },
    async deleteUser(userId: string): Promise<void> {
      const { error } = await admin.deleteUser(userId);
      throwUnlessGone(error);
    },
    async deleteFactor(userId: string, factorId: string): Promise<void> {
      const { error } = await admin.mfa.deleteFactor({ userId, id: factorId });
      throwUnlessGone(error);
    },
  };
}

/** What is gone already needs no second removal; anything else waits for the client to repeat the command. */
function throwUnlessGone(error: AuthError | null): void {
  if (!error || (isAuthApiError(error) && error.status === 404)) return;
  throw refuse("UNAVAILABLE", "auth.serverUnavailable", {}, { cause: error });
}
