import type { AuthError } from "@supabase/supabase-js";

export interface SignInProblem {
  readonly kind: "wrong" | "offline" | "busy" | "closed";
  readonly text: string;
}

/** Why signing in failed, in words that say what to do. */
export function explainSignIn(error: Pick<AuthError, "code" | "status">): SignInProblem {
  if (error.code === "user_banned")
    return { kind: "closed", text: "This account is not active. Ask an administrator." };
  if (error.code === "email_not_confirmed")
    return { kind: "closed", text: "Your address is not confirmed yet: open the link of the mail you were sent." };
  if (error.code === "invalid_credentials") return { kind: "wrong", text: "E-mail address or password is wrong." };
  if (error.status === 429) return { kind: "busy", text: "Too many attempts. Wait a minute, then try again." };
  if (error.status === undefined || error.status === 0)
    return { kind: "offline", text: "The server can't be reached. Check the connection; what you typed is kept." };
  if (error.status >= 500)
    return { kind: "busy", text: "The server is busy. What you typed is kept; try again in a moment." };
  return { kind: "wrong", text: "E-mail address or password is wrong." };
}
