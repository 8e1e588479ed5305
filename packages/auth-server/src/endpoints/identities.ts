import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireUser } from "../require-bearer.ts";

/** /user/identities: nobody links other identities. */
export function identities(app: FastifyInstance, auth: AuthContext): void {
  const refuse = async (request: Parameters<typeof requireUser>[1]) => {
    await requireUser(auth, request);
    throw new AuthError(404, "manual_linking_disabled", "Manual linking is disabled");
  };
  app.get("/user/identities/authorize", refuse);
  app.delete("/user/identities/:id", refuse);
}
