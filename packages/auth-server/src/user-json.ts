import type { UserRecord } from "./user-record.ts";

/** The user as the protocol shows it: no hash, no token, no secret. */
export function userJson(user: UserRecord): Record<string, unknown> {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? "",
    ...(user.email_confirmed_at && { email_confirmed_at: user.email_confirmed_at.toISOString() }),
    phone: user.phone ?? "",
    ...(user.confirmation_sent_at && { confirmation_sent_at: user.confirmation_sent_at.toISOString() }),
    ...(user.confirmed_at && { confirmed_at: user.confirmed_at.toISOString() }),
    ...(user.recovery_sent_at && { recovery_sent_at: user.recovery_sent_at.toISOString() }),
    ...(user.invited_at && { invited_at: user.invited_at.toISOString() }),
    ...(user.email_change_sent_at && { email_change_sent_at: user.email_change_sent_at.toISOString() }),
    ...(user.reauthentication_sent_at && { reauthentication_sent_at: user.reauthentication_sent_at.toISOString() }),
    ...(user.email_change !== "" && { new_email: user.email_change }),
    ...(user.last_sign_in_at && { last_sign_in_at: user.last_sign_in_at.toISOString() }),
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    identities: user.identities.map((identity) => ({
      identity_id: identity.id,
      id: identity.provider_id,
      user_id: user.id,
      identity_data: identity.identity_data,
      provider: identity.provider,
      ...(identity.last_sign_in_at && { last_sign_in_at: utc(identity.last_sign_in_at) }),
      created_at: utc(identity.created_at),
      updated_at: utc(identity.updated_at),
      ...(identity.email && { email: identity.email }),
    })),
    ...(user.factors.length > 0 && {
      factors: user.factors.map((factor) => ({
        ...factor,
        created_at: utc(factor.created_at),
        updated_at: utc(factor.updated_at),
      })),
    }),
    created_at: user.created_at.toISOString(),
    updated_at: user.updated_at.toISOString(),
    ...(user.banned_until && { banned_until: user.banned_until.toISOString() }),
    ...(user.deleted_at && { deleted_at: user.deleted_at.toISOString() }),
    is_anonymous: user.is_anonymous,
  };
}

function utc(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
