import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { requireUser } from "../require-bearer.ts";
import { userJson } from "../user-json.ts";

/** GET /user: who the access token belongs to, while the session lives. */
export function user(app: FastifyInstance, auth: AuthContext): void {
  app.get("/user", async (request) => userJson((await requireUser(auth, request)).user));
}
