import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireUser } from "../require-bearer.ts";

const query = z.object({ scope: z.string().default("global") });
const SESSIONS_OF: Record<string, string> = {
  global: "user_id = $1 and $2::uuid is not null",
  local: "user_id = $1 and id = $2",
  others: "user_id = $1 and id <> $2",
};

/** POST /logout: ends this session, the others, or all of them. */
export function logout(app: FastifyInstance, auth: AuthContext): void {
  app.post("/logout", async (request, reply) => {
    const { scope } = query.catch({ scope: "" }).parse(request.query);
    const { user, sessionId } = await requireUser(auth, request);
    const sessions = Object.hasOwn(SESSIONS_OF, scope) ? SESSIONS_OF[scope] : undefined;
    if (!sessions) throw new AuthError(400, "validation_failed", `Unsupported logout scope "${scope}"`);
    await auth.pool.query(`delete from auth.sessions where ${sessions}`, [user.id, sessionId]);
    await auth.report(request, { type: "sign_out", userId: user.id, email: user.email, sessionId, reason: scope });
    return reply.code(204).send();
  });
}
