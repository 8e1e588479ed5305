import { weaknessOf } from "@invista/contracts/password";

const WORDS: Record<string, string> = {
  otp_expired: "This code is wrong or too old. Ask for a new mail.",
  same_password: "Choose a password other than the one you have.",
  current_password_required: "This is not your present password.",
  current_password_invalid: "This is not your present password.",
  email_exists: "Another account has this address.",
  over_email_send_rate_limit: "Too many attempts. Wait a minute, then try again.",
  over_request_rate_limit: "Too many attempts. Wait a minute, then try again.",
  email_address_invalid: "This is not an address mail can be sent to.",
  validation_failed: "This is not an address mail can be sent to.",
  email_provider_disabled: "No mail can be sent from here. Ask an administrator.",
};

/** Why the sign-in server did not change password or address, in words that say what to do. */
export function explainAccount({ code = "", message }: { code?: string | undefined; message: string }): string {
  if (code === "weak_password") return message;
  return WORDS[code] ?? "The sign-in server can't do this now. Nothing was changed; try again in a moment.";
}

/** What is wrong with a new password, as a sentence; null when nothing is. */
export function passwordProblem(password: string, about: readonly string[]): string | null {
  const weakness = weaknessOf(password, about);
  return weakness && `The password ${weakness}.`;
}
