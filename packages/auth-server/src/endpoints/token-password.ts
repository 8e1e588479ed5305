import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";
import { sessionJson } from "../session-json.ts";
import { startSession } from "../start-session.ts";
import { findUserByEmail, isBanned, type UserRecord } from "../user-record.ts";

const body = z.object({ email: z.string().nullish(), phone: z.string().nullish(), password: z.string().nullish() });

/** POST /token?grant_type=password: the same answer in the same time whether the address or the password is wrong. */
export async function tokenByPassword(auth: AuthContext, request: FastifyRequest): Promise<unknown> {
  const { email, phone, password } = readBody(request, body);
  if (phone && !email) throw new AuthError(422, "phone_provider_disabled", "Phone logins are disabled");
  if (!email) throw new AuthError(400, "validation_failed", "missing email or phone");
  const account = email.trim().toLowerCase().slice(0, 255);
  await auth.accountDelay.wait(account);

  // What U+0000 stands in can't be asked of PostgreSQL, and is nobody's address.
  const user = account.includes("\0") ? undefined : await findUserByEmail(auth.pool, account);
  const proved = await auth.passwords.verify(user?.encrypted_password ?? null, password ?? "");
  if (!user || !proved) {
    auth.accountDelay.failed(account);
    return refuse(auth, request, account, user, new AuthError(400, "invalid_credentials", "Invalid login credentials"));
  }
  auth.accountDelay.succeeded(account);
  // Only who knows the password learns more about the account.
  if (isBanned(user, auth.now()))
    await refuse(auth, request, account, user, new AuthError(400, "user_banned", "User is banned"));
  if (!user.email_confirmed_at)
    await refuse(auth, request, account, user, new AuthError(400, "email_not_confirmed", "Email not confirmed"));
  const session = await startSession(auth, request, user, "password");
  await auth.report(request, { type: "sign_in", userId: user.id, email: user.email, sessionId: session.id });
  return sessionJson(auth, user, session);
}

async function refuse(
  auth: AuthContext,
  request: FastifyRequest,
  account: string,
  user: UserRecord | undefined,
  error: AuthError,
): Promise<never> {
  await auth.report(request, { type: "sign_in_failed", userId: user?.id ?? null, email: account, reason: error.code });
  throw error;
}
