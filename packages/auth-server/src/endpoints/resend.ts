import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { challengeFields, readChallenge } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { prepareEmailChange } from "../email-change.ts";
import { prepareTokenMail, redirectOf, takeMailTurn } from "../mailed-token.ts";
import type { Mail } from "../mail/mailer.ts";
import { readBody, requireEmail } from "../read-body.ts";
import { findUserByEmail } from "../user-record.ts";

const body = challengeFields.extend({
  type: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});
const TYPES = new Set(["signup", "email_change", "sms", "phone_change"]);

/** POST /resend: the confirmation once more, for who waits for one; the same answer for everybody else. */
export function resend(app: FastifyInstance, auth: AuthContext): void {
  app.post("/resend", async (request) => {
    auth.limits.user.take(request.ip);
    const fields = readBody(request, body);
    const { type, phone } = fields;
    if (!type || !TYPES.has(type))
      throw new AuthError(
        400,
        "validation_failed",
        "Missing one of these types: signup, email_change, sms, phone_change",
      );
    if (phone || type === "sms" || type === "phone_change")
      throw new AuthError(400, "phone_provider_disabled", "Phone logins are disabled");
    const email = requireEmail(fields.email ?? "");
    const challenge = readChallenge(fields);
    const { mailer } = auth;
    if (!mailer) return {};
    auth.limits.mail.take(request.ip);
    takeMailTurn(auth, type, email);
    const redirectTo = redirectOf(auth, request);
    const user = await findUserByEmail(auth.pool, email);
    const isWaiting = user && (type === "signup" ? !user.email_confirmed_at : user.email_change !== "");
    if (!isWaiting) return {};
    auth.later.run(request.log, "confirmation mail", async () => {
      const mails = await inTransaction(auth.pool, async (client): Promise<Mail[]> => {
        if (type === "email_change") return prepareEmailChange(auth, client, { user, redirectTo, challenge });
        const kind = user.invited_at ? "invite" : "signup";
        return [(await prepareTokenMail(auth, client, { kind, user, redirectTo, challenge })).mail];
      });
      await auth.report(request, { type: "confirmation_requested", userId: user.id, email });
      for (const mail of mails) await mailer.send(mail);
    });
    return {};
  });
}
