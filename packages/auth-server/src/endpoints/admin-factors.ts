import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireAdmin } from "../require-bearer.ts";
import { requireUserById } from "../require-user-by-id.ts";
import { userJson } from "../user-json.ts";

const parameters = z.object({ factorId: z.uuid() });

/** GET and DELETE /admin/users/:id/factors: a user's second factors; removing one ends no session. */
export function adminFactors(app: FastifyInstance, auth: AuthContext): void {
  app.get("/admin/users/:id/factors", async (request) => {
    await requireAdmin(auth, request);
    return userJson(await requireUserById(auth, request)).factors ?? [];
  });
  app.delete("/admin/users/:id/factors/:factorId", async (request) => {
    await requireAdmin(auth, request);
    const user = await requireUserById(auth, request);
    const parsed = parameters.safeParse(request.params);
    const factor = user.factors.find(({ id }) => parsed.success && id === parsed.data.factorId);
    if (!factor) throw new AuthError(404, "mfa_factor_not_found", "Factor not found");
    await auth.pool.query("delete from auth.mfa_factors where id = $1", [factor.id]);
    return factor;
  });
}
