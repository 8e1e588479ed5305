import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import type { Pool } from "pg";
import { AccountDelay } from "./account-delay.ts";
import { AddressLimiter } from "./address-limiter.ts";
import type { AuthKeys } from "./load-keys.ts";
import { recordAuthEvent, ROUTINE, type AuthEvent } from "./auth-event.ts";
import { FailureCount } from "./failure-count.ts";
import { DEFAULT_RATE_LIMITS, type AuthServerOptions } from "./options.ts";
import { PasswordHasher } from "./password-hasher.ts";

/** What every endpoint works with. */
export interface AuthContext {
  readonly pool: Pool;
  readonly keys: AuthKeys;
  readonly issuer: () => string;
  readonly siteUrl: string;
  readonly passwords: PasswordHasher;
  readonly accountDelay: AccountDelay;
  /** Wrong codes of second factors by user. */
  readonly factorFailures: FailureCount;
  readonly limits: Readonly<Record<"token" | "verify" | "user" | "factor" | "mail", AddressLimiter>>;
  readonly accessTokenSeconds: number;
  readonly refreshReuseSeconds: number;
  readonly passwordMinLength: number;
  readonly totpIssuer: string;
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
    passwords: await PasswordHasher.create(options.passwordCost),
    accountDelay: new AccountDelay(rates.failuresBeforeDelay, rates.longestDelayMs),
    factorFailures: new FailureCount(15 * 60_000),
    limits: {
      token: new AddressLimiter(rates.token),
      verify: new AddressLimiter(rates.verify),
      user: new AddressLimiter(rates.user),
      factor: new AddressLimiter(rates.factor),
      mail: new AddressLimiter(rates.mail, "over_email_send_rate_limit"),
    },
    accessTokenSeconds: options.accessTokenSeconds ?? 3_600,
    refreshReuseSeconds: options.refreshReuseSeconds ?? 10,
    passwordMinLength: options.passwordMinLength ?? 6,
    totpIssuer: options.totpIssuer ?? "Invista",
    now,
    async report(request, event) {
      const whole: AuthEvent = {
        email: null,
        sessionId: null,
        factorId: null,
        reason: null,
        ip: request.ip,
        userAgent: request.headers["user-agent"] ?? null,
        at: now(),
        ...event,
      };
      try {
        await recordAuthEvent(options.pool, whole);
        if (!ROUTINE.has(whole.type)) await onEvent?.(whole);
      } catch (error) {
        logFailure(request.log, event.type, error);
      }
    },
  };
}

function logFailure(log: FastifyBaseLogger, type: string, error: unknown): void {
  log.error({ err: error, event: type }, "an auth event could not be reported");
}
