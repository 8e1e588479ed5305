import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { provedFactorLately, requireUser } from "../require-bearer.ts";
import { factorIdOf, lockFactor, removeFactor } from "../require-factor.ts";

/** DELETE /factors/:id: whoever proved both factors lately may do without the second, unless he must have one. */
export function unenrolFactor(app: FastifyInstance, auth: AuthContext): void {
  app.delete("/factors/:factorId", async (request) => {
    const signedIn = await requireUser(auth, request);
    const { user, sessionId, aal } = signedIn;
    const factorId = factorIdOf(request);
    await inTransaction(auth.pool, async (client) => {
      // Counted under the user's lock: two factors removed at once would each see the other.
      await client.query("select from auth.users where id = $1 for update", [user.id]);
      const factor = await lockFactor(client, user, factorId);
      if (factor.status === "verified" && aal === "aal1")
        throw new AuthError(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
      if (factor.status === "verified" && !provedFactorLately(auth, signedIn))
        throw new AuthError(
          422,
          "insufficient_aal",
          "A recent code of the second factor is required to unenroll verified factor",
        );
      const others = await client.query(
        "select from auth.mfa_factors where user_id = $1 and id <> $2 and status = 'verified'",
        [user.id, factorId],
      );
      if (factor.status === "verified" && others.rowCount === 0 && (await auth.lastFactorStays(user.id)))
        throw new AuthError(422, "mfa_factor_required", "The last factor stays while a role requires one");
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
