import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { sqlState } from "../database-failure.ts";
import { hasVerifiedFactor } from "../user-record.ts";
import { inTransaction } from "../in-transaction.ts";
import { readBody } from "../read-body.ts";
import { provedFactorLately, requireUser } from "../require-bearer.ts";
import { newTotpSecret, totpAddress } from "../totp.ts";

const MOST_FACTORS = 10;
const UNVERIFIED_SECONDS = 300;
const LONGEST_NAME = 100;
const body = z.object({
  factor_type: z.string().nullish(),
  friendly_name: z.string().nullish(),
  issuer: z.string().nullish(),
});
const OFF: Record<string, [code: string, message: string]> = {
  phone: ["mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone"],
  webauthn: ["mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn"],
};

/** POST /factors: a second factor that counts once its first code was verified. */
export function enrolFactor(app: FastifyInstance, auth: AuthContext): void {
  app.post("/factors", async (request) => {
    const signedIn = await requireUser(auth, request);
    const { user, sessionId, aal } = signedIn;
    const { factor_type: type, friendly_name: given, issuer } = readBody(request, body);
    const off = Object.hasOwn(OFF, type ?? "") ? OFF[type ?? ""] : undefined;
    if (off) throw new AuthError(422, off[0], off[1]);
    if (type !== "totp")
      throw new AuthError(400, "validation_failed", "factor_type needs to be totp, phone, or webauthn");
    const name = (given ?? "").trim();
    if (name.length > LONGEST_NAME || name.includes("\0") || (issuer ?? "").length > LONGEST_NAME)
      throw new AuthError(400, "validation_failed", `A name has at most ${LONGEST_NAME} characters`);
    if (hasVerifiedFactor(user) && aal === "aal1")
      throw new AuthError(403, "insufficient_aal", "AAL2 required to enroll a new factor");
    // Else a token of yesterday would make itself a factor of its own, and with it be as good as one of today.
    if (hasVerifiedFactor(user) && !provedFactorLately(auth, signedIn))
      throw new AuthError(403, "insufficient_aal", "A recent code of the second factor is required to enroll another");

    const secret = newTotpSecret();
    const now = auth.now();
    const id = await inTransaction(auth.pool, async (client) => {
      // Two enrolments at once would both count nine.
      await client.query("select from auth.users where id = $1 for update", [user.id]);
      await client.query(
        "delete from auth.mfa_factors where user_id = $1 and status = 'unverified' and created_at < $2",
        [user.id, new Date(now.getTime() - UNVERIFIED_SECONDS * 1_000)],
      );
      const { rows } = await client.query<{ id: string; count: string }>(
        `insert into auth.mfa_factors (user_id, friendly_name, factor_type, status, secret, created_at, updated_at)
         values ($1, $2, 'totp', 'unverified', $3, $4, $4)
         returning id, (select count(*) from auth.mfa_factors where user_id = $1) as count`,
        [user.id, name, secret, now],
      );
      const made = rows[0];
      if (!made) throw new Error("the factor was not stored");
      if (Number(made.count) >= MOST_FACTORS)
        throw new AuthError(
          422,
          "too_many_enrolled_mfa_factors",
          "Maximum number of enrolled factors reached, unenroll to continue",
        );
      return made.id;
    }).catch((error: unknown) => {
      if (sqlState(error) !== "23505") throw error;
      throw new AuthError(
        422,
        "mfa_factor_name_conflict",
        `A factor with the friendly name "${name}" for this user already exists`,
      );
    });
    await auth.report(request, {
      type: "factor_enrolled",
      userId: user.id,
      email: user.email,
      sessionId,
      factorId: id,
    });
    const { uri, svg } = totpAddress(secret, issuer?.trim() || auth.totpIssuer, user.email ?? user.id);
    return { id, type: "totp", friendly_name: name, totp: { qr_code: svg, secret, uri } };
  });
}
