import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireAdmin } from "../require-bearer.ts";

/** POST /admin/generate_link: off with the mail flows its links belong to. */
export function generateLink(app: FastifyInstance, auth: AuthContext): void {
  app.post("/admin/generate_link", async (request) => {
    await requireAdmin(auth, request);
    throw new AuthError(422, "email_provider_disabled", "Links by mail are disabled");
  });
}
