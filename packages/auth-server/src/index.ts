export { type AuthEvent, type AuthEventType } from "./auth-event.ts";
export { createAuthServer } from "./create-auth-server.ts";
export { ensureAuthSchema } from "./ensure-auth-schema.ts";
export { loadKeys, type AuthKeys, type KeySources } from "./load-keys.ts";
export { DEFAULT_RATE_LIMITS, type AuthServerOptions, type Rate, type RateLimits } from "./options.ts";
export { startMailCatcher } from "./mail/mail-catcher.ts";
export type { Mailer } from "./mail/mailer.ts";
export { COST as PASSWORD_COST } from "./password-hasher.ts";
export { smtpMailer } from "./mail/smtp-mailer.ts";
