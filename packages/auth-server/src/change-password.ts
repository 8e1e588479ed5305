import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { inTransaction } from "./in-transaction.ts";
import { deleteToken, findByCode } from "./one-time-token.ts";
import { requireAcceptablePassword, requireUncommonPassword } from "./password-hasher.ts";
import type { SignedInUser } from "./require-bearer.ts";

const FRESH_SESSION_MS = 24 * 3_600_000;

export interface PasswordChange {
  readonly password: string;
  readonly currentPassword?: string | null | undefined;
  readonly nonce?: string | null | undefined;
}

/** The hash of a new password, once its owner has shown what this installation asks for. */
export async function hashNewPassword(
  auth: AuthContext,
  { user, sessionAge, methods }: SignedInUser,
  { password, currentPassword, nonce }: PasswordChange,
): Promise<string> {
  requireAcceptablePassword(password, auth.passwordMinLength);
  requireUncommonPassword(auth, password, user.email);
  if (nonce) await spendNonce(auth, user.email ?? "", nonce);
  else if (auth.requireReauthentication && sessionAge > FRESH_SESSION_MS)
    throw new AuthError(400, "reauthentication_needed", "Password update requires reauthentication");
  // Who came by a link has no old password to tell, and who never had one neither.
  const mustTell = auth.requireCurrentPassword && user.encrypted_password && methods.includes("password");
  if (mustTell && !currentPassword)
    throw new AuthError(400, "current_password_required", "Current password required when setting new password.");
  if (currentPassword && !(await auth.passwords.verify(user.encrypted_password, currentPassword)))
    throw new AuthError(400, "current_password_invalid", "Current password is not correct");
  if (await auth.passwords.verify(user.encrypted_password, password))
    throw new AuthError(422, "same_password", "New password should be different from the old password.");
  return auth.passwords.hash(password);
}

/** Uses up the code that was mailed for this; a wrong one counts. */
async function spendNonce(auth: AuthContext, address: string, nonce: string): Promise<void> {
  const isRight = await inTransaction(auth.pool, async (client) => {
    const row = await findByCode(auth, client, { address, code: nonce, types: ["reauthentication_token"] });
    if (row) await deleteToken(client, row);
    return row !== undefined;
  });
  if (!isRight) throw new AuthError(422, "reauthentication_not_valid", "Nonce has expired or is invalid");
}
