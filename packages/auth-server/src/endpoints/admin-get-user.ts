import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { requireAdmin } from "../require-bearer.ts";
import { requireUserById } from "../require-user-by-id.ts";
import { userJson } from "../user-json.ts";

/** GET /admin/users/:id. */
export function getUserById(app: FastifyInstance, auth: AuthContext): void {
  app.get("/admin/users/:id", async (request) => {
    await requireAdmin(auth, request);
    return userJson(await requireUserById(auth, request));
  });
}
