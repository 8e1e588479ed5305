import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { prepareTokenMail, requireMailer, takeMailTurn } from "../mailed-token.ts";
import { requireUser } from "../require-bearer.ts";

/** GET /reauthenticate: mails a code that a change of the password can be asked to come with. */
export function reauthenticate(app: FastifyInstance, auth: AuthContext): void {
  app.get("/reauthenticate", { exposeHeadRoute: false }, async (request) => {
    auth.limits.user.take(request.ip);
    const { user, sessionId } = await requireUser(auth, request);
    if (!user.email)
      throw new AuthError(
        400,
        "validation_failed",
        "Reauthentication requires the user to have an email or a phone number",
      );
    if (!user.email_confirmed_at) throw new AuthError(422, "email_not_confirmed", "Please verify your email first.");
    const mailer = requireMailer(auth, "Reauthentication");
    auth.limits.mail.take(request.ip);
    takeMailTurn(auth, "reauthentication", user.id);
    const { mail } = await inTransaction(auth.pool, (client) =>
      prepareTokenMail(auth, client, { kind: "reauthentication", user, redirectTo: auth.siteUrl }),
    );
    await auth.report(request, { type: "reauthentication_requested", userId: user.id, email: user.email, sessionId });
    await mailer.send(mail);
    return {};
  });
}
