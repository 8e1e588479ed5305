import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { challengeFields, readChallenge } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { prepareTokenMail, redirectOf, requireMailer } from "../mailed-token.ts";
import { readBody, requireEmail } from "../read-body.ts";
import { findUserByEmail } from "../user-record.ts";

const body = challengeFields.extend({ email: z.string().nullish() });

/** POST /recover: the same answer for every address; who has an account gets a mail, at most one in a while. */
export function recover(app: FastifyInstance, auth: AuthContext): void {
  app.post("/recover", async (request) => {
    auth.limits.user.take(request.ip);
    const fields = readBody(request, body);
    const email = requireEmail(fields.email ?? "");
    const challenge = readChallenge(fields);
    const mailer = requireMailer(auth, "Password recovery");
    auth.limits.mail.take(request.ip);
    const redirectTo = redirectOf(auth, request);
    const user = await findUserByEmail(auth.pool, email);
    if (!user) return {};
    auth.later.run(request.log, "recovery mail", async () => {
      const prepared = await inTransaction(auth.pool, async (client) => {
        const now = auth.now();
        const { rowCount } = await client.query(
          "update auth.users set recovery_sent_at = $2 where id = $1 and (recovery_sent_at is null or recovery_sent_at <= $3)",
          [user.id, now, new Date(now.getTime() - auth.mailFrequencySeconds * 1_000)],
        );
        if (!rowCount) return null;
        return prepareTokenMail(auth, client, { kind: "recovery", user, redirectTo, challenge });
      });
      if (!prepared) return;
      await auth.report(request, { type: "recovery_requested", userId: user.id, email });
      await mailer.send(prepared.mail);
    });
    return {};
  });
}
