import type { Pool } from "pg";

// What happens, and the name Supabase Auth gives it in auth.audit_log_entries.
const ACTIONS = {
  sign_in: ["login", "account"],
  sign_in_failed: [null, "account"],
  sign_out: ["logout", "account"],
  token_refreshed: ["token_refreshed", "token"],
  token_reuse_detected: ["token_revoked", "token"],
  user_created: ["user_signedup", "team"],
  user_invited: ["user_invited", "team"],
  user_updated: ["user_modified", "user"],
  user_deleted: ["user_deleted", "team"],
  user_signed_up_again: ["user_repeated_signup", "user"],
  password_changed: ["user_updated_password", "user"],
  email_changed: ["user_modified", "user"],
  recovery_requested: ["user_recovery_requested", "user"],
  confirmation_requested: ["user_confirmation_requested", "user"],
  reauthentication_requested: ["user_reauthenticate_requested", "user"],
  factor_enrolled: ["factor_in_progress", "factor"],
  challenge_created: ["challenge_created", "factor"],
  factor_verified: ["verification_attempted", "factor"],
  factor_used: ["verification_attempted", "factor"],
  factor_refused: ["verification_attempted", "factor"],
  factor_unenrolled: ["factor_unenrolled", "factor"],
  factor_deleted: ["factor_deleted", "factor"],
} as const;

export type AuthEventType = keyof typeof ACTIONS;

/** Of use to who reads the server's own log only. */
export const ROUTINE: ReadonlySet<AuthEventType> = new Set(["token_refreshed", "challenge_created"]);

export interface AuthEvent {
  readonly type: AuthEventType;
  /** Null when the account is unknown. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionId: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly at: Date;
  readonly factorId: string | null;
  /** The refusal's code, the scope of a sign-out. */
  readonly reason: string | null;
}

/** Writes the event as Supabase Auth would, for who reads its log; failed sign-ins have no name there. */
export async function recordAuthEvent(pool: Pool, event: AuthEvent): Promise<void> {
  const [action, logType] = ACTIONS[event.type];
  if (!action) return;
  const traits = {
    ...(event.reason !== null && { reason: event.reason }),
    ...(event.factorId !== null && { factor_id: event.factorId }),
  };
  await pool.query("insert into auth.audit_log_entries (payload, created_at, ip_address) values ($1, $2, $3)", [
    { action, actor_id: event.userId, actor_username: event.email ?? "", log_type: logType, traits },
    event.at,
    event.ip,
  ]);
}
