import type { FastifyInstance, FastifyRequest } from "fastify";
import type { PoolClient } from "pg";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { issueAuthCode } from "../flow-state.ts";
import { inTransaction } from "../in-transaction.ts";
import { FLOW_METHOD, redirectOf } from "../mailed-token.ts";
import { findByLink } from "../one-time-token.ts";
import { ownerOf, redeemToken, tokensOf } from "../redeem-token.ts";
import { withParameters } from "../resolve-redirect.ts";
import { sessionJson } from "../session-json.ts";
import { startSession } from "../start-session.ts";
import { HALF_CONFIRMED } from "./verify-code.ts";

const query = z.object({ token: z.string().max(255).catch(""), type: z.string().catch("") });
const sessionFields = z.object({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  expires_at: z.number(),
  refresh_token: z.string(),
});
type Outcome = { query?: Record<string, string>; fragment?: Record<string, string> };

const EXPIRED = () => new AuthError(403, "otp_expired", "Email link is invalid or has expired");

/** GET /verify: the link of a mail; leads back to the site with a session, an auth code, or what is wrong. */
export function verifyLink(app: FastifyInstance, auth: AuthContext): void {
  // Without a HEAD route of its own making: what looks at links ahead of people must not use them up.
  app.route({
    method: "GET",
    url: "/verify",
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      auth.limits.verify.take(request.ip);
      const { token, type } = query.parse(request.query);
      const redirect = redirectOf(auth, request);
      const isPkce = token.startsWith("pkce_");
      try {
        const outcome = isPkce ? await handOverCode(auth, token, type) : await openSession(auth, request, token, type);
        return await reply.redirect(withParameters(redirect, outcome), 303);
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        const parameters = { error: "access_denied", error_code: error.code, error_description: error.message };
        const fragment = { ...parameters, sb: "" };
        return reply.redirect(withParameters(redirect, { fragment, ...(isPkce && { query: parameters }) }), 303);
      }
    },
  });
}

async function openSession(auth: AuthContext, request: FastifyRequest, token: string, type: string): Promise<Outcome> {
  const opened = await inTransaction(auth.pool, async (client) => {
    const row = await requireLink(auth, client, token, type);
    const user = await redeemToken(auth, client, row);
    return user && { user, session: await startSession(auth, request, user, "otp", client) };
  });
  if (!opened) return { fragment: { message: HALF_CONFIRMED, sb: "" } };
  const { user, session } = opened;
  const event = { userId: user.id, email: user.email, sessionId: session.id };
  if (type === "email_change") await auth.report(request, { type: "email_changed", ...event });
  await auth.report(request, { type: "sign_in", ...event, reason: type });
  const fields = sessionFields.parse(await sessionJson(auth, user, session));
  const fragment = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  return { fragment: { ...fragment, type, sb: "" } };
}

async function handOverCode(auth: AuthContext, token: string, type: string): Promise<Outcome> {
  return inTransaction(auth.pool, async (client): Promise<Outcome> => {
    const row = await requireLink(auth, client, token, type);
    // A recovery does nothing but open a session, which happens when the code is exchanged: until then the link holds.
    const user = type === "recovery" ? await ownerOf(auth, client, row) : await redeemToken(auth, client, row);
    if (!user) return { fragment: { message: HALF_CONFIRMED, sb: "" } };
    const code = await issueAuthCode(client, user.id, FLOW_METHOD[type] ?? type, auth.now());
    if (!code) throw EXPIRED();
    return { query: { code } };
  });
}

async function requireLink(auth: AuthContext, client: PoolClient, token: string, type: string) {
  const types = tokensOf(type);
  const row = types && token && (await findByLink(auth, client, token, types));
  if (!row) throw EXPIRED();
  return row;
}
