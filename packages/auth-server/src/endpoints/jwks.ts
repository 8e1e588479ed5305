import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";

/** GET /.well-known/jwks.json: the public halves of the keys that sign, will sign and have signed. */
export function jwks(app: FastifyInstance, auth: AuthContext): void {
  app.get("/.well-known/jwks.json", async (_request, reply) => {
    await auth.keys.look();
    return reply.header("cache-control", "public, max-age=600").send(auth.keys.jwks);
  });
}
