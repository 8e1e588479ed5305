import type { FastifyInstance } from "fastify";
import { AuthError } from "../auth-error.ts";

/** POST /sso: SAML is off. */
export function sso(app: FastifyInstance): void {
  app.post("/sso", () => {
    throw new AuthError(404, "saml_provider_disabled", "SAML 2.0 is disabled");
  });
}
