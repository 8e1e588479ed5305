import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { sqlState } from "../database-failure.ts";
import { inTransaction } from "../in-transaction.ts";
import { readBody } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { FACTOR_NOT_FOUND, factorIdOf, removeFactor } from "../require-factor.ts";
import { requireUserById } from "../require-user-by-id.ts";
import { userJson } from "../user-json.ts";

const ofUser = z.object({ factors: z.array(z.looseObject({ id: z.string() })).default([]) });
const body = z.object({ friendly_name: z.string().max(100).nullish() });

/** /admin/users/:id/factors: lists, renames and removes a user's second factors; whom one is taken has one factor again. */
export function adminFactors(app: FastifyInstance, auth: AuthContext): void {
  async function factorsOf(request: FastifyRequest) {
    await requireAdmin(auth, request);
    const user = await requireUserById(auth, request);
    return { user, factors: ofUser.parse(userJson(user)).factors };
  }
  async function factorOf(request: FastifyRequest) {
    const { user, factors } = await factorsOf(request);
    const id = factorIdOf(request);
    const factor = factors.find((candidate) => candidate.id === id);
    if (!factor) throw FACTOR_NOT_FOUND();
    return { user, factor };
  }
  app.get("/admin/users/:id/factors", async (request) => (await factorsOf(request)).factors);
  app.put("/admin/users/:id/factors/:factorId", async (request) => {
    const { factor } = await factorOf(request);
    const { friendly_name: name } = readBody(request, body);
    if (name == null) return factor;
    if (name.includes("\0")) throw new AuthError(400, "validation_failed", "A name has no U+0000");
    await auth.pool
      .query("update auth.mfa_factors set friendly_name = $2, updated_at = $3 where id = $1", [
        factor.id,
        name,
        auth.now(),
      ])
      .catch((error: unknown) => {
        if (sqlState(error) !== "23505") throw error;
        throw new AuthError(
          422,
          "mfa_factor_name_conflict",
          `A factor with the friendly name "${name}" for this user already exists`,
        );
      });
    return { ...factor, friendly_name: name };
  });
  app.delete("/admin/users/:id/factors/:factorId", async (request) => {
    const { user, factor } = await factorOf(request);
    await inTransaction(auth.pool, (client) => removeFactor(client, factor.id, auth.now()));
    await auth.report(request, { type: "factor_deleted", userId: user.id, email: user.email, factorId: factor.id });
    return factor;
  });
}
