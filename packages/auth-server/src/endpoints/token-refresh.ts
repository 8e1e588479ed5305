import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";
import { refreshSession } from "../refresh-session.ts";
import { sessionJson } from "../session-json.ts";

const body = z.object({ refresh_token: z.string().nullish() });

/** POST /token?grant_type=refresh_token: a new access token and the refresh token's successor. */
export async function tokenByRefresh(
  auth: AuthContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { refresh_token: token } = readBody(request, body);
  if (!token) return reply.code(400).send({ error: "invalid_request", error_description: "refresh_token required" });
  if (token.length > 255 || /[^\x21-\x7e]/.test(token))
    throw new AuthError(400, "validation_failed", "Refresh token is not valid");
  const { user, session } = await refreshSession(auth, request, token);
  await auth.report(request, { type: "token_refreshed", userId: user.id, email: user.email, sessionId: session.id });
  return sessionJson(auth, user, session);
}
