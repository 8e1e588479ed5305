import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { challengeFields, readChallenge } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { prepareTokenMail, redirectOf, requireMailer } from "../mailed-token.ts";
import { requireAcceptablePassword, requireUncommonPassword } from "../password-hasher.ts";
import { jsonObject, readBody, requireEmail } from "../read-body.ts";
import { sessionJson } from "../session-json.ts";
import { startSession } from "../start-session.ts";
import { storeUser, type NewUser } from "../store-user.ts";
import { userJson } from "../user-json.ts";
import { findUserByEmail, type JsonObject, type UserRecord } from "../user-record.ts";

const body = challengeFields.extend({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  password: z.string().nullish(),
  data: jsonObject.nullish(),
});

/** POST /signup: where everybody may, an account; what it answers does not tell whether the address had one. */
export function signup(app: FastifyInstance, auth: AuthContext): void {
  app.post("/signup", async (request) => {
    auth.limits.user.take(request.ip);
    const fields = readBody(request, body);
    if (!fields.email && !fields.phone)
      throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    if (!auth.signUp) throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
    if (!fields.email) throw new AuthError(400, "phone_provider_disabled", "Phone signups are disabled");
    if (!fields.password) throw new AuthError(400, "validation_failed", "Signup requires a valid password");
    const email = requireEmail(fields.email);
    requireAcceptablePassword(fields.password, auth.passwordMinLength);
    requireUncommonPassword(auth, fields.password, fields.email ?? null);
    const challenge = readChallenge(fields);
    const mailer = auth.autoConfirm ? null : requireMailer(auth, "Confirmation of addresses");
    if (mailer) auth.limits.mail.take(request.ip);
    const redirectTo = redirectOf(auth, request);
    // Hashed whether it is needed or not: the time must not tell.
    const hash = await auth.passwords.hash(fields.password);
    const existing = await findUserByEmail(auth.pool, email);
    if (existing && (existing.email_confirmed_at || auth.autoConfirm)) {
      await auth.report(request, { type: "user_signed_up_again", userId: existing.id, email });
      if (auth.autoConfirm) throw new AuthError(422, "user_already_exists", "User already registered");
      await rehearse(auth, { hash, userMetadata: fields.data });
      return userJson(nobody(email, fields.data ?? {}, auth.now()));
    }
    const user =
      existing ??
      (await inTransaction(auth.pool, (client) =>
        storeUser(client, { email, hash, confirmed: auth.autoConfirm, userMetadata: fields.data }, auth.now()),
      ));
    await auth.report(request, {
      type: existing ? "user_signed_up_again" : "user_created",
      userId: user.id,
      email,
    });
    if (!mailer) {
      const session = await startSession(auth, request, user, "password");
      await auth.report(request, { type: "sign_in", userId: user.id, email, sessionId: session.id });
      return sessionJson(auth, user, session);
    }
    const sentAt = auth.now();
    if (auth.mailPace.left(`signup ${email}`, sentAt.getTime()) <= 0) {
      auth.mailPace.add(`signup ${email}`, sentAt.getTime());
      auth.later.run(request.log, "confirmation mail", async () => {
        const { mail } = await inTransaction(auth.pool, (client) =>
          prepareTokenMail(auth, client, { kind: "signup", user, redirectTo, challenge }),
        );
        await mailer.send(mail);
      });
    }
    return userJson({ ...user, confirmation_sent_at: sentAt });
  });
}

/** Does what making an account takes and undoes it: who has one must not be told by a quicker answer. */
async function rehearse(auth: AuthContext, fields: Omit<NewUser, "email">): Promise<void> {
  const undone = new Error("rehearsed");
  await inTransaction(auth.pool, async (client) => {
    await storeUser(client, { ...fields, email: `${randomUUID()}@rehearsal.invalid` }, auth.now());
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
}

/** What somebody is told who signs up with an address that has an account: a person that is not there. */
function nobody(email: string, data: JsonObject, now: Date): UserRecord {
  return {
    id: randomUUID(),
    aud: "authenticated",
    role: "",
    email,
    encrypted_password: null,
    email_confirmed_at: null,
    phone: null,
    confirmed_at: null,
    invited_at: null,
    confirmation_sent_at: now,
    recovery_sent_at: null,
    email_change: "",
    email_change_sent_at: null,
    email_change_confirm_status: 0,
    reauthentication_sent_at: null,
    last_sign_in_at: null,
    raw_app_meta_data: { provider: "email", providers: ["email"] },
    raw_user_meta_data: data,
    banned_until: null,
    deleted_at: null,
    is_anonymous: false,
    created_at: now,
    updated_at: now,
    identities: [],
    factors: [],
  };
}
