import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireUser } from "../require-bearer.ts";

/** GET /reauthenticate: off, the nonce would go by mail. */
export function reauthenticate(app: FastifyInstance, auth: AuthContext): void {
  app.get("/reauthenticate", async (request) => {
    await requireUser(auth, request);
    throw new AuthError(422, "email_provider_disabled", "Reauthentication by mail is disabled");
  });
}
