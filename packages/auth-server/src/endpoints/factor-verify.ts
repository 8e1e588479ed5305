import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { readBody } from "../read-body.ts";
import { provedFactorLately, requireUser } from "../require-bearer.ts";
import { factorIdOf } from "../require-factor.ts";
import { sessionJson } from "../session-json.ts";
import { stepUp } from "../step-up.ts";
import { findUserById, hasVerifiedFactor } from "../user-record.ts";

const MOST_FAILURES = 10;
const body = z.object({ challenge_id: z.string().nullish(), code: z.string().nullish() });

/** POST /factors/:id/verify: a right code makes this session one of two factors, with new tokens. */
export function verifyFactor(app: FastifyInstance, auth: AuthContext): void {
  app.post("/factors/:factorId/verify", async (request) => {
    auth.limits.factor.take(request.ip);
    const signedIn = await requireUser(auth, request);
    const { user, sessionId } = signedIn;
    const factorId = factorIdOf(request);
    const { challenge_id: challengeId, code } = readBody(request, body);
    if (!code) throw new AuthError(400, "validation_failed", "Code needs to be non-empty");
    if (!z.uuid().safeParse(challengeId).success)
      throw new AuthError(400, "validation_failed", "challenge_id must be an UUID");
    const isNew = user.factors.some(({ id, status }) => id === factorId && status !== "verified");
    if (isNew && hasVerifiedFactor(user) && !provedFactorLately(auth, signedIn))
      throw new AuthError(403, "insufficient_aal", "A recent code of the second factor is required to enroll another");
    const now = auth.now();
    if (auth.factorFailures.of(user.id, now.getTime()) >= MOST_FAILURES)
      throw new AuthError(429, "over_request_rate_limit", "Request rate limit reached");
    // Counted before the code is looked at, so that codes given at once can't all be guesses number ten.
    auth.factorFailures.add(user.id, now.getTime());

    const outcome = await inTransaction(auth.pool, (client) =>
      stepUp(client, { user, sessionId, factorId, challengeId: challengeId ?? "", code, ip: request.ip, now }),
    );
    const event = { userId: user.id, email: user.email, sessionId, factorId };
    if (outcome instanceof AuthError) {
      await auth.report(request, { type: "factor_refused", ...event, reason: outcome.code });
      throw outcome;
    }
    auth.factorFailures.clear(user.id);
    await auth.report(request, { type: outcome.first ? "factor_verified" : "factor_used", ...event });
    const current = await findUserById(auth.pool, user.id);
    return sessionJson(auth, current ?? user, outcome.session);
  });
}
