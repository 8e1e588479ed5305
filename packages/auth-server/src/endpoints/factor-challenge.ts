import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireUser } from "../require-bearer.ts";
import { factorIdOf, lockFactor } from "../require-factor.ts";

export const CHALLENGE_SECONDS = 300;

/** POST /factors/:id/challenge: opens the five minutes in which a code of this factor may be given. */
export function challengeFactor(app: FastifyInstance, auth: AuthContext): void {
  app.post("/factors/:factorId/challenge", async (request) => {
    auth.limits.factor.take(request.ip);
    const { user, sessionId } = await requireUser(auth, request);
    const factorId = factorIdOf(request);
    const now = auth.now();
    const id = await inTransaction(auth.pool, async (client) => {
      await lockFactor(client, user, factorId);
      await client.query("delete from auth.mfa_challenges where factor_id = $1 and created_at < $2", [
        factorId,
        new Date(now.getTime() - CHALLENGE_SECONDS * 1_000),
      ]);
      const { rows } = await client.query<{ id: string }>(
        "insert into auth.mfa_challenges (factor_id, created_at, ip_address) values ($1, $2, $3) returning id",
        [factorId, now, request.ip],
      );
      return rows[0]?.id;
    });
    await auth.report(request, { type: "challenge_created", userId: user.id, sessionId, factorId });
    return { id, type: "totp", expires_at: Math.floor(now.getTime() / 1_000) + CHALLENGE_SECONDS };
  });
}
