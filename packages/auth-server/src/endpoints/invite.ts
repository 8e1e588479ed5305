import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireAdmin } from "../require-bearer.ts";

/** POST /invite: off, the invitation would go by mail. */
export function invite(app: FastifyInstance, auth: AuthContext): void {
  app.post("/invite", async (request) => {
    await requireAdmin(auth, request);
    throw new AuthError(422, "email_provider_disabled", "Invitations by mail are disabled");
  });
}
