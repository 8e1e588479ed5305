import type { SupabasePrismaClient } from "@invista/db";

/** What the auth server reports; the same shape as its AuthEvent. */
export interface ReportedAuthEvent {
  readonly type:
    | "sign_in"
    | "sign_in_failed"
    | "sign_out"
    | "token_reuse_detected"
    | "user_created"
    | "user_updated"
    | "user_deleted";
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionId: string | null;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly at: Date;
  readonly reason: string | null;
}

const ACTIONS = {
  sign_in: ["SIGN_IN", "sessions"],
  sign_in_failed: ["SIGN_IN_FAILED", "sessions"],
  sign_out: ["SIGN_OUT", "sessions"],
  token_reuse_detected: ["TOKEN_REUSE_DETECTED", "sessions"],
  user_created: ["CREATE", "auth_users"],
  user_updated: ["UPDATE", "auth_users"],
  user_deleted: ["DELETE", "auth_users"],
} as const satisfies Record<ReportedAuthEvent["type"], readonly [action: string, resource: string]>;

/** Makes the callback that writes what the auth server reports into the audit log, and the last sign-in to the user. */
export function createAuthEventRecorder(supabase: SupabasePrismaClient): (event: ReportedAuthEvent) => Promise<void> {
  return async (event) => {
    const [action, resource] = ACTIONS[event.type];
    await supabase.auditLog.create({
      data: {
        userId: event.userId,
        action,
        resource,
        resourceId: resource === "sessions" ? event.sessionId : event.userId,
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
  };
}
