import type { SupabasePrismaClient } from "@invista/db";

const ACTIONS = {
  sign_in: ["SIGN_IN", "sessions"],
  sign_in_failed: ["SIGN_IN_FAILED", "sessions"],
  sign_out: ["SIGN_OUT", "sessions"],
  token_refreshed: ["TOKEN_REFRESHED", "sessions"],
  token_reuse_detected: ["TOKEN_REUSE_DETECTED", "sessions"],
  user_created: ["CREATE", "auth_users"],
  user_invited: ["INVITE", "auth_users"],
  user_updated: ["UPDATE", "auth_users"],
  user_deleted: ["DELETE", "auth_users"],
  user_signed_up_again: ["SIGN_UP_REPEATED", "auth_users"],
  password_changed: ["PASSWORD_CHANGED", "auth_users"],
  email_changed: ["EMAIL_CHANGED", "auth_users"],
  recovery_requested: ["RECOVERY_REQUESTED", "auth_users"],
  confirmation_requested: ["CONFIRMATION_REQUESTED", "auth_users"],
  reauthentication_requested: ["REAUTHENTICATION_REQUESTED", "auth_users"],
  factor_enrolled: ["MFA_ENROLLED", "mfa_factors"],
  challenge_created: ["MFA_CHALLENGED", "mfa_factors"],
  factor_verified: ["MFA_ENABLED", "mfa_factors"],
  factor_used: ["MFA_VERIFIED", "mfa_factors"],
  factor_refused: ["MFA_FAILED", "mfa_factors"],
  factor_unenrolled: ["MFA_REMOVED", "mfa_factors"],
  factor_deleted: ["MFA_REMOVED_BY_ADMIN", "mfa_factors"],
} as const;

/** What the auth server reports; the same shape as its AuthEvent. */
export interface ReportedAuthEvent {
  readonly type: keyof typeof ACTIONS;
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionId: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly at: Date;
  readonly factorId: string | null;
  readonly reason: string | null;
}

/**
 * Makes the callback that writes what the auth server reports into the audit log and the last sign-in to the user, and
 * warns whose session was ended because its token was used twice.
 */
export function createAuthEventRecorder(supabase: SupabasePrismaClient): (event: ReportedAuthEvent) => Promise<void> {
  return async (event) => {
    const [action, resource] = ACTIONS[event.type];
    await supabase.auditLog.create({
      data: {
        userId: event.userId,
        action,
        resource,
        resourceId: { sessions: event.sessionId, auth_users: event.userId, mfa_factors: event.factorId }[resource],
        newValues: {
          ...(event.email !== null && { email: event.email }),
          ...(event.reason !== null && { reason: event.reason }),
        },
        ip: event.ip,
        userAgent: event.userAgent,
        sessionId: event.sessionId,
        occurredAt: event.at,
      },
    });
    if (event.type === "sign_in" && event.userId !== null) {
      await supabase.user.updateMany({ where: { id: event.userId }, data: { lastLoginAt: event.at } });
    }
    if (event.type === "token_reuse_detected" && event.userId !== null) await warnOfReuse(supabase, event.userId);
  };
}

async function warnOfReuse(supabase: SupabasePrismaClient, userId: string): Promise<void> {
  if (!(await supabase.user.findUnique({ where: { id: userId }, select: { id: true } }))) return;
  await supabase.userNotification.create({
    data: {
      userId,
      mailDueAt: new Date(),
      type: "WARNING",
      title: "A session was ended",
      message:
        "Its sign-in was used from two places, as after a theft. Change your password if you do not know why that was.",
    },
  });
}
