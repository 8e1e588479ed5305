import type { AuthContext } from "./auth-context.ts";
import { userJson } from "./user-json.ts";
import type { UserRecord } from "./user-record.ts";

export interface LiveSession {
  readonly id: string;
  readonly aal: string;
  /** Newest first. */
  readonly methods: readonly { readonly method: string; readonly at: Date }[];
  readonly refreshToken: string;
}

/** The answer to a sign-in or refresh: a fresh access token, the refresh token and the user. */
export async function sessionJson(
  auth: AuthContext,
  user: UserRecord,
  session: LiveSession,
): Promise<Record<string, unknown>> {
  const issuedAt = Math.floor(auth.now().getTime() / 1000);
  const expiresAt = issuedAt + auth.accessTokenSeconds;
  const accessToken = await auth.keys.sign({
    iss: auth.issuer(),
    sub: user.id,
    aud: user.aud,
    exp: expiresAt,
    iat: issuedAt,
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    role: user.role,
    aal: session.aal,
    amr: session.methods.map(({ method, at }) => ({ method, timestamp: Math.floor(at.getTime() / 1000) })),
    session_id: session.id,
    is_anonymous: user.is_anonymous,
  });
  return {
    access_token: accessToken,
    token_type: "bearer",
    expires_in: auth.accessTokenSeconds,
    expires_at: expiresAt,
    refresh_token: session.refreshToken,
    user: userJson(user),
  };
}
