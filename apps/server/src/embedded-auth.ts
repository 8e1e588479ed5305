import { createAuthEventRecorder } from "@invista/auth";
import { createAuthServer, type AuthServerOptions } from "@invista/auth-server";
import type { Settings } from "@invista/contracts/config/registry";
import { weaknessOf } from "@invista/contracts/password";
import { supabaseClient } from "@invista/db";

type Given = Pick<AuthServerOptions, "pool" | "keys" | "supabaseUrl" | "siteUrl" | "mailer">;

/** The sign-in server with what the product knows and it does not: settings, roles, when a session was last used. */
export function embeddedAuth({ settings, signUp, ...given }: Given & { settings: Settings; signUp: boolean }) {
  return createAuthServer({
    ...given,
    get signUp() {
      return signUp || !settings.get("security.signup_by_invitation");
    },
    get passwordMinLength() {
      return settings.get("security.password_min_length");
    },
    get invitationSeconds() {
      return settings.get("security.invitation_hours") * 3_600;
    },
    sessionLimits: () => ({
      idleSeconds: settings.get("security.session_idle_minutes") * 60,
      absoluteSeconds: settings.get("security.session_absolute_minutes") * 60,
    }),
    // By the sign-in server's own connections: what fails there is an outage to it, never a refusal.
    lastUse: async (sessionId) => {
      const { rows } = await given.pool.query<{ at: Date }>(
        "select last_seen_at as at from public.user_session where auth_session_id = $1",
        [sessionId],
      );
      return rows[0]?.at ?? null;
    },
    lastFactorStays: async (userId) => {
      const { rowCount } = await given.pool.query(
        `select from public.user_role ur join public.role r on r.id = ur.role_id and r.requires_mfa
         where ur.user_id = $1 and coalesce(ur.expires_at > now(), true)`,
        [userId],
      );
      return rowCount !== 0;
    },
    requireCurrentPassword: true,
    passwordWeakness: weaknessOf,
    onEvent: createAuthEventRecorder(supabaseClient),
  });
}
