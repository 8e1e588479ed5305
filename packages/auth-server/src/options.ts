import type { Pool } from "pg";
import type { AuthKeys } from "./load-keys.ts";

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
  /** Failed sign-ins of one account in 15 minutes before answers are delayed. */
  readonly failuresBeforeDelay: number;
  readonly longestDelayMs: number;
}

export type AuthEventType =
  | "sign_in"
  | "sign_in_failed"
  | "sign_out"
  | "token_reuse_detected"
  | "user_created"
  | "user_updated"
  | "user_deleted";

export interface AuthEvent {
  readonly type: AuthEventType;
  /** Null when the account is unknown. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionId: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly at: Date;
  /** The refusal's code, the scope of a sign-out. */
  readonly reason: string | null;
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
  failuresBeforeDelay: 10,
  longestDelayMs: 5_000,
};
