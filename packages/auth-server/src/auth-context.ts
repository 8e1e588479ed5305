import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import type { Pool } from "pg";
import { AccountDelay } from "./account-delay.ts";
import { AddressLimiter } from "./address-limiter.ts";
import type { AuthKeys } from "./load-keys.ts";
import { recordAuthEvent, ROUTINE, type AuthEvent } from "./auth-event.ts";
import { RecentCount } from "./recent-count.ts";
import { BackgroundWork } from "./background-work.ts";
import type { Mailer } from "./mail/mailer.ts";
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
  readonly factorFailures: RecentCount;
  readonly limits: Readonly<Record<"token" | "verify" | "user" | "factor" | "mail", AddressLimiter>>;
  readonly accessTokenSeconds: number;
  readonly refreshReuseSeconds: number;
  readonly passwordMinLength: number;
  readonly passwordWeakness: ((password: string, about: readonly string[]) => string | null) | null;
  readonly totpIssuer: string;
  readonly signUp: boolean;
  readonly autoConfirm: boolean;
  readonly mailer: Mailer | null;
  readonly otpSeconds: number;
  readonly invitationSeconds: number;
  readonly mailFrequencySeconds: number;
  readonly doubleConfirmEmail: boolean;
  readonly requireReauthentication: boolean;
  readonly requireCurrentPassword: boolean;
  readonly sessionLimits: () => { readonly idleSeconds: number; readonly absoluteSeconds: number } | null;
  readonly lastUse: ((sessionId: string) => Promise<Date | null>) | null;
  readonly lastFactorStays: (userId: string) => Promise<boolean>;
  readonly redirectAllowList: readonly string[];
  /** Addresses that a mail of a kind was asked for lately, whether anybody is behind them or not. */
  readonly mailPace: RecentCount;
  /** What goes on after the answer, so that nobody can tell from its time whether there was anything to do. */
  readonly later: BackgroundWork;
  readonly now: () => Date;
  /** Reports an event of this request; never throws. */
  report(request: FastifyRequest, event: Pick<AuthEvent, "type" | "userId"> & Partial<AuthEvent>): Promise<void>;
}

/** Fills the options' defaults; the password hasher measures nothing and is ready once its dummy is hashed. */
export async function createAuthContext(options: AuthServerOptions): Promise<AuthContext> {
  const rates = { ...DEFAULT_RATE_LIMITS, ...options.rateLimits };
  const now = options.now ?? (() => new Date());
  const { supabaseUrl, onEvent } = options;
  const mailFrequencySeconds = options.mailFrequencySeconds ?? 60;
  return {
    pool: options.pool,
    keys: options.keys,
    issuer: () => `${(typeof supabaseUrl === "string" ? supabaseUrl : supabaseUrl()).replace(/\/+$/, "")}/auth/v1`,
    siteUrl: options.siteUrl,
    passwords: await PasswordHasher.create(options.passwordCost),
    accountDelay: new AccountDelay(rates.failuresBeforeDelay, rates.longestDelayMs),
    factorFailures: new RecentCount(15 * 60_000),
    limits: {
      token: new AddressLimiter(rates.token),
      verify: new AddressLimiter(rates.verify),
      user: new AddressLimiter(rates.user),
      factor: new AddressLimiter(rates.factor),
      mail: new AddressLimiter(rates.mail, "over_email_send_rate_limit"),
    },
    accessTokenSeconds: options.accessTokenSeconds ?? 3_600,
    refreshReuseSeconds: options.refreshReuseSeconds ?? 10,
    // Read at each use: the host may let an administrator change them while it runs.
    passwordWeakness: options.passwordWeakness ?? null,
    get passwordMinLength() {
      return options.passwordMinLength ?? 6;
    },
    get signUp() {
      return options.signUp ?? false;
    },
    autoConfirm: options.autoConfirm ?? false,
    mailer: options.mailer ?? null,
    otpSeconds: options.otpSeconds ?? 3_600,
    get invitationSeconds() {
      return options.invitationSeconds ?? 86_400;
    },
    mailFrequencySeconds,
    doubleConfirmEmail: options.doubleConfirmEmail ?? true,
    requireReauthentication: options.requireReauthentication ?? false,
    requireCurrentPassword: options.requireCurrentPassword ?? false,
    sessionLimits: options.sessionLimits ?? (() => null),
    lastUse: options.lastUse ?? null,
    lastFactorStays: options.lastFactorStays ?? (async () => false),
    redirectAllowList: options.redirectAllowList ?? [],
    mailPace: new RecentCount(mailFrequencySeconds * 1_000),
    later: new BackgroundWork(),
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
      const kept = { ...whole, email: storable(whole.email), reason: storable(whole.reason) };
      try {
        await recordAuthEvent(options.pool, kept);
        if (!ROUTINE.has(kept.type)) await onEvent?.(kept);
      } catch (error) {
        logFailure(request.log, event.type, error);
      }
    },
  };
}

/** Text as PostgreSQL keeps it: what stands for U+0000 and halves of characters must not keep an attempt from being recorded. */
function storable(text: string | null): string | null {
  return text === null ? null : text.toWellFormed().replaceAll("\0", "\uFFFD");
}

function logFailure(log: FastifyBaseLogger, type: string, error: unknown): void {
  log.error({ err: error, event: type }, "an auth event could not be reported");
}
