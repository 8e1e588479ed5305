import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import type { Pool } from "pg";
import { AccountDelay } from "./account-delay.ts";
import { AddressLimiter } from "./address-limiter.ts";
import type { AuthKeys } from "./load-keys.ts";
import { DEFAULT_RATE_LIMITS, type AuthEvent, type AuthServerOptions } from "./options.ts";
import { PasswordHasher } from "./password-hasher.ts";

/** What every endpoint works with. */
export interface AuthContext {
  readonly pool: Pool;
  readonly keys: AuthKeys;
  readonly issuer: () => string;
  readonly siteUrl: string;
  readonly passwords: PasswordHasher;
  readonly accountDelay: AccountDelay;
  readonly limits: { readonly token: AddressLimiter; readonly verify: AddressLimiter; readonly user: AddressLimiter };
  readonly accessTokenSeconds: number;
  readonly refreshReuseSeconds: number;
  readonly passwordMinLength: number;
  readonly now: () => Date;
  /** Reports an event of this request; never throws. */
  report(request: FastifyRequest, event: Pick<AuthEvent, "type" | "userId"> & Partial<AuthEvent>): Promise<void>;
}

/** Fills the options' defaults; the password hasher measures nothing and is ready once its dummy is hashed. */
export async function createAuthContext(options: AuthServerOptions): Promise<AuthContext> {
  const rates = { ...DEFAULT_RATE_LIMITS, ...options.rateLimits };
  const now = options.now ?? (() => new Date());
  const { supabaseUrl, onEvent } = options;
  return {
    pool: options.pool,
    keys: options.keys,
    issuer: () => `${(typeof supabaseUrl === "string" ? supabaseUrl : supabaseUrl()).replace(/\/+$/, "")}/auth/v1`,
    siteUrl: options.siteUrl,
    passwords: await PasswordHasher.create(),
    accountDelay: new AccountDelay(rates.failuresBeforeDelay, rates.longestDelayMs),
    limits: {
      token: new AddressLimiter(rates.token),
      verify: new AddressLimiter(rates.verify),
      user: new AddressLimiter(rates.user),
    },
    accessTokenSeconds: options.accessTokenSeconds ?? 3_600,
    refreshReuseSeconds: options.refreshReuseSeconds ?? 10,
    passwordMinLength: options.passwordMinLength ?? 6,
    now,
    async report(request, event) {
      if (!onEvent) return;
      try {
        await onEvent({
          email: null,
          sessionId: null,
          reason: null,
          ip: request.ip,
          userAgent: request.headers["user-agent"] ?? null,
          at: now(),
          ...event,
        });
      } catch (error) {
        logFailure(request.log, event.type, error);
      }
    },
  };
}

function logFailure(log: FastifyBaseLogger, type: string, error: unknown): void {
  log.error({ err: error, event: type }, "an auth event could not be reported");
}
