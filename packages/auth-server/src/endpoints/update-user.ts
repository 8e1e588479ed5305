import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { EMAIL_TAKEN } from "../admin-user-fields.ts";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { hashNewPassword } from "../change-password.ts";
import { prepareEmailChange } from "../email-change.ts";
import { challengeFields, readChallenge } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { redirectOf, requireMailer, takeMailTurn } from "../mailed-token.ts";
import type { Mail } from "../mail/mailer.ts";
import { jsonObject, mergeMetadata, readBody, requireEmail } from "../read-body.ts";
import { adoptEmail } from "../redeem-token.ts";
import { requireUser } from "../require-bearer.ts";
import { userJson } from "../user-json.ts";
import { findUserByEmail, findUserById, hasVerifiedFactor, type UserRecord } from "../user-record.ts";

const body = challengeFields.extend({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  password: z.string().nullish(),
  current_password: z.string().nullish(),
  nonce: z.string().nullish(),
  data: jsonObject.nullish(),
  app_metadata: jsonObject.nullish(),
});

/** PUT /user: own password, address and metadata. A new password ends all other sessions; a new address waits for its mails. */
export function updateUser(app: FastifyInstance, auth: AuthContext): void {
  app.put("/user", async (request) => {
    auth.limits.user.take(request.ip);
    const signedIn = await requireUser(auth, request);
    const { user, sessionId, aal } = signedIn;
    const changes = readBody(request, body);
    if (changes.app_metadata) throw new AuthError(403, "not_admin", "Updating app_metadata requires admin privileges");
    if (changes.phone) throw new AuthError(422, "phone_provider_disabled", "Phone logins are disabled");
    const email = changes.email ? requireEmail(changes.email) : null;
    const newEmail = email === user.email ? null : email;
    if ((newEmail || changes.password) && aal === "aal1" && hasVerifiedFactor(user))
      throw new AuthError(
        401,
        "insufficient_aal",
        "AAL2 session is required to update email or password when MFA is enabled.",
      );
    const send = newEmail ? await allowEmailChange(auth, request, user, newEmail) : null;
    const challenge = readChallenge(changes);
    const hash = changes.password
      ? await hashNewPassword(auth, signedIn, {
          password: changes.password,
          currentPassword: changes.current_password,
          nonce: changes.nonce,
        })
      : null;

    const { updated, mails } = await inTransaction(auth.pool, async (client) => {
      const now = auth.now();
      await client.query("select from auth.users where id = $1 for update", [user.id]);
      // Read under the lock: two changes of different fields at once must both stand.
      const current = (await findUserById(client, user.id)) ?? user;
      await client.query(
        "update auth.users set encrypted_password = coalesce($2, encrypted_password), raw_user_meta_data = $3, updated_at = $4 where id = $1",
        [user.id, hash, mergeMetadata(current.raw_user_meta_data, changes.data ?? {}), now],
      );
      if (hash) {
        await client.query("delete from auth.sessions where user_id = $1 and id <> $2", [user.id, sessionId]);
        await client.query("delete from auth.one_time_tokens where user_id = $1", [user.id]);
      }
      let mails: Mail[] = [];
      if (newEmail && send) {
        await client.query("update auth.users set email_change = $2 where id = $1", [user.id, newEmail]);
        const changing = { ...current, email_change: newEmail };
        mails = await prepareEmailChange(auth, client, {
          user: changing,
          redirectTo: redirectOf(auth, request),
          challenge,
        });
      } else if (newEmail) {
        await adoptEmail(client, user.id, newEmail, now);
      }
      return { mails, updated: await findUserById(client, user.id) };
    });
    if (!updated) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
    const event = { userId: user.id, email: updated.email, sessionId };
    if (hash) await auth.report(request, { type: "password_changed", ...event });
    if (newEmail && !send) await auth.report(request, { type: "email_changed", ...event });
    if (changes.data || mails.length > 0)
      await auth.report(request, { type: "user_updated", ...event, reason: mails.length > 0 ? "email_change" : null });
    for (const mail of mails) await send?.(mail);
    return userJson(updated);
  });
}

/** How the mails of this change go out; null where addresses count as confirmed without. */
async function allowEmailChange(
  auth: AuthContext,
  request: FastifyRequest,
  user: UserRecord,
  email: string,
): Promise<((mail: Mail) => Promise<void>) | null> {
  const mailer = auth.autoConfirm ? null : requireMailer(auth, "Changing the address");
  if (await findUserByEmail(auth.pool, email)) throw EMAIL_TAKEN();
  if (!mailer) return null;
  auth.limits.mail.take(request.ip);
  takeMailTurn(auth, "email_change", user.id);
  return (mail) => mailer.send(mail);
}
