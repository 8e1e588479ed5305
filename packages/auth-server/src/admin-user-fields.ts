import { z } from "zod";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { jsonObject } from "./read-body.ts";

/** What an administrator may set on a user. */
export const adminUserFields = z.object({
  email: z.string().nullish(),
  password: z.string().nullish(),
  password_hash: z.string().nullish(),
  email_confirm: z.boolean().nullish(),
  user_metadata: jsonObject.nullish(),
  app_metadata: jsonObject.nullish(),
  role: z.string().nullish(),
  ban_duration: z.string().nullish(),
});

export const EMAIL_TAKEN = () =>
  new AuthError(422, "email_exists", "A user with this email address has already been registered");

/** Tokens carry the role, so nobody is given one that passes as an administrator's key. */
export function requireAllowedRole(role: string | null | undefined): void {
  if (role && role !== "authenticated")
    throw new AuthError(400, "validation_failed", "The role of a user is authenticated");
}

export function requireUsableHash(auth: AuthContext, hash: string): void {
  if (!auth.passwords.isHash(hash))
    throw new AuthError(400, "validation_failed", "Password hash must be an argon2 hash");
}

const UNIT_MS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** The end of a ban given as a duration such as "24h" or "1h30m"; null for "none". */
export function bannedUntil(duration: string, now: Date): Date | null {
  if (duration === "none") return null;
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(duration))
    throw new AuthError(400, "validation_failed", `invalid format for ban duration: "${duration}"`);
  let total = 0;
  for (const [, amount = "0", unit = "s"] of duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g))
    total += Number(amount) * (UNIT_MS[unit] ?? 0);
  // Longer than PostgreSQL and JavaScript can write down is for ever.
  return new Date(Math.min(now.getTime() + total, Date.UTC(9999, 0)));
}
