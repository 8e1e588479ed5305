import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { findFlow, FLOW_NOT_FOUND, FLOW_SECONDS } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { readBody } from "../read-body.ts";
import { confirmEmail } from "../redeem-token.ts";
import { sessionJson } from "../session-json.ts";
import { startSession } from "../start-session.ts";
import { findUserById, isBanned } from "../user-record.ts";

const body = z.object({ auth_code: z.string().nullish(), code_verifier: z.string().nullish() });

/** POST /token?grant_type=pkce: a session for the browser that asked for the mail whose link led here; once. */
export async function tokenByAuthCode(auth: AuthContext, request: FastifyRequest): Promise<unknown> {
  const { auth_code: code, code_verifier: verifier } = readBody(request, body);
  if (!code || !verifier)
    throw new AuthError(
      400,
      "validation_failed",
      "invalid request: both auth code and code verifier should be non-empty",
    );
  const { user, session } = await inTransaction(auth.pool, async (client) => {
    const now = auth.now();
    await client.query("delete from auth.flow_state where created_at < $1", [
      new Date(now.getTime() - (auth.otpSeconds + auth.invitationSeconds + FLOW_SECONDS) * 1_000),
    ]);
    const flow = await findFlow(client, code, verifier, now);
    const user = await findUserById(client, flow.user_id);
    if (!user || user.deleted_at) throw FLOW_NOT_FOUND();
    if (isBanned(user, now)) throw new AuthError(403, "user_banned", "User is banned");
    // The link of a recovery may be opened by a mail scanner first: it is used up here.
    if (flow.authentication_method === "recovery") {
      const { rowCount } = await client.query(
        "delete from auth.one_time_tokens where user_id = $1 and token_type = 'recovery_token'",
        [user.id],
      );
      if (!rowCount) throw FLOW_NOT_FOUND();
      if (!user.email_confirmed_at) await confirmEmail(client, user.id, now);
    }
    await client.query("delete from auth.flow_state where id = $1", [flow.id]);
    const session = await startSession(auth, request, user, flow.authentication_method, client);
    return { session, user: (await findUserById(client, user.id)) ?? user };
  });
  const event = { userId: user.id, email: user.email, sessionId: session.id };
  await auth.report(request, { type: "sign_in", ...event, reason: session.methods[0]?.method ?? null });
  return sessionJson(auth, user, session);
}
