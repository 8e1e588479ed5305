import type { Pool } from "pg";
import type { AuthEvent } from "./auth-event.ts";
import type { AuthKeys } from "./load-keys.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { HashCost } from "./password-hasher.ts";

/** Sustained requests per five minutes and how many may come at once. */
export interface Rate {
  readonly per5Minutes: number;
  readonly burst: number;
}

export interface RateLimits {
  /** Sign-in and refresh together, per address. */
  readonly token: Rate;
  readonly verify: Rate;
  readonly user: Rate;
  /** Challenges and codes of second factors. */
  readonly factor: Rate;
  /** Requests that send mail; a hosted project allows 30 an hour. */
  readonly mail: Rate;
  /** Failed sign-ins of one account in 15 minutes before answers are delayed. */
  readonly failuresBeforeDelay: number;
  readonly longestDelayMs: number;
}

export interface AuthServerOptions {
  /** The identity database; the server neither makes nor closes the pool. */
  readonly pool: Pool;
  readonly keys: AuthKeys;
  /** Public origin without /auth/v1; the issuer of tokens is under it. A function where the port is not known yet. */
  readonly supabaseUrl: string | (() => string);
  readonly siteUrl: string;
  /** Origins that may call from a browser besides the site's own. */
  readonly allowedOrigins?: readonly string[];
  readonly accessTokenSeconds?: number;
  readonly refreshReuseSeconds?: number;
  readonly passwordMinLength?: number;
  /** Why a password that is long enough is refused all the same, as the end of a sentence; null when it is not. */
  readonly passwordWeakness?: (password: string, about: readonly string[]) => string | null;
  /** Only tests lower it: the cost is what a stolen table of hashes is guessed at. */
  readonly passwordCost?: Partial<HashCost>;
  /** Lets anybody make an account; off, people come by invitation. */
  readonly signUp?: boolean;
  /** Addresses count as confirmed without a mail. */
  readonly autoConfirm?: boolean;
  /** Sends mail; without it what needs mail answers that it is off. */
  readonly mailer?: Mailer | null;
  /** A code and link of a mail hold this long; an invitation a day. */
  readonly otpSeconds?: number;
  readonly invitationSeconds?: number;
  /** Between two mails of one kind to one address. */
  readonly mailFrequencySeconds?: number;
  /** A new address counts once the old one has agreed too. */
  readonly doubleConfirmEmail?: boolean;
  /** A new password needs a code by mail when the session is older than a day. */
  readonly requireReauthentication?: boolean;
  /** A new password needs the old one. */
  readonly requireCurrentPassword?: boolean;
  /** Addresses outside the site a link may lead back to, as globs: `https://*.example.com/**`. */
  readonly redirectAllowList?: readonly string[];
  /** What authenticator apps show above the code. */
  readonly totpIssuer?: string;
  /** How long a session lives at most, and without use; asked at each use. Without it sessions live until they are ended. */
  readonly sessionLimits?: () => { readonly idleSeconds: number; readonly absoluteSeconds: number };
  /** When the host saw the session in use; a refresh counts as use where it can't tell. */
  readonly lastUse?: (sessionId: string) => Promise<Date | null>;
  /** Whether this person must keep a second factor; nobody must where it is absent. */
  readonly lastFactorStays?: (userId: string) => Promise<boolean>;
  readonly rateLimits?: Partial<RateLimits>;
  readonly bodyLimitBytes?: number;
  /** Told what happened; its failure is logged and changes no answer. */
  readonly onEvent?: (event: AuthEvent) => Promise<void> | void;
  readonly now?: () => Date;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  token: { per5Minutes: 150, burst: 30 },
  verify: { per5Minutes: 30, burst: 30 },
  user: { per5Minutes: 30, burst: 30 },
  factor: { per5Minutes: 75, burst: 30 },
  mail: { per5Minutes: 2.5, burst: 30 },
  failuresBeforeDelay: 10,
  longestDelayMs: 5_000,
};
