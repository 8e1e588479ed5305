import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { EMAIL_TAKEN } from "../admin-user-fields.ts";
import type { AuthContext } from "../auth-context.ts";
import { inTransaction } from "../in-transaction.ts";
import { prepareTokenMail, redirectOf, requireMailer } from "../mailed-token.ts";
import { jsonObject, readBody, requireEmail } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { storeUser } from "../store-user.ts";
import { userJson } from "../user-json.ts";
import { findUserByEmail, findUserById } from "../user-record.ts";

const body = z.object({ email: z.string().nullish(), data: jsonObject.nullish() });

/** POST /invite: an account that waits for its person, and the mail to him; again while he has not come, with a new link. */
export function invite(app: FastifyInstance, auth: AuthContext): void {
  app.post("/invite", async (request) => {
    await requireAdmin(auth, request);
    const fields = readBody(request, body);
    const email = requireEmail(fields.email ?? "");
    const mailer = requireMailer(auth, "Invitation");
    const redirectTo = redirectOf(auth, request);
    const { user, mail } = await inTransaction(auth.pool, async (client) => {
      const existing = await findUserByEmail(client, email);
      if (existing?.email_confirmed_at) throw EMAIL_TAKEN();
      const user =
        existing ?? (await storeUser(client, { email, invited: true, userMetadata: fields.data }, auth.now()));
      await client.query("update auth.users set invited_at = $2 where id = $1", [user.id, auth.now()]);
      const { mail } = await prepareTokenMail(auth, client, { kind: "invite", user, redirectTo });
      return { mail, user: (await findUserById(client, user.id)) ?? user };
    });
    await auth.report(request, { type: "user_invited", userId: user.id, email });
    await mailer.send(mail);
    return userJson(user);
  });
}
