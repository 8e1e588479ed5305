import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";

/** GET /.well-known/jwks.json: the public half of the signing key. */
export function jwks(app: FastifyInstance, auth: AuthContext): void {
  app.get("/.well-known/jwks.json", (_request, reply) =>
    reply.header("cache-control", "public, max-age=600").send(auth.keys.jwks),
  );
}
