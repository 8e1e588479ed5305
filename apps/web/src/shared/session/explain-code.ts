import type { AuthError } from "@supabase/supabase-js";

/** Why a code of an authenticator was not taken, in words that say what to do. */
export function explainCode(error: Pick<AuthError, "code" | "status">): string {
  if (error.code === "mfa_verification_failed") return "This code is wrong or was used already. Wait for the next one.";
  if (error.code === "mfa_challenge_expired") return "That took too long. Enter the code that is shown now.";
  if (error.status === 429) return "Too many attempts. Wait a minute, then try again.";
  if (error.status === undefined || error.status === 0 || error.status >= 500)
    return "The sign-in server can't be reached. Try again in a moment.";
  return "This code was not taken. Enter the code that is shown now.";
}
