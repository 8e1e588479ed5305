import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireUser } from "../require-bearer.ts";
import { factorIdOf, lockFactor, removeFactor } from "../require-factor.ts";

/** DELETE /factors/:id: whoever proved both factors may do without the second. */
export function unenrolFactor(app: FastifyInstance, auth: AuthContext): void {
  app.delete("/factors/:factorId", async (request) => {
    const { user, sessionId, aal } = await requireUser(auth, request);
    const factorId = factorIdOf(request);
    await inTransaction(auth.pool, async (client) => {
      const factor = await lockFactor(client, user, factorId);
      if (factor.status === "verified" && aal === "aal1")
        throw new AuthError(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
      await removeFactor(client, factorId, auth.now());
    });
    await auth.report(request, {
      type: "factor_unenrolled",
      userId: user.id,
      email: user.email,
      sessionId,
      factorId,
    });
    return { id: factorId };
  });
}
