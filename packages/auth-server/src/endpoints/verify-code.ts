import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { findByCode, findByLink } from "../one-time-token.ts";
import { readBody, requireEmail } from "../read-body.ts";
import { redeemToken, tokensOf } from "../redeem-token.ts";
import { sessionJson } from "../session-json.ts";
import { startSession } from "../start-session.ts";

const body = z.object({
  type: z.string().nullish(),
  token: z.string().nullish(),
  token_hash: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});
const LONGEST = 255;

export const HALF_CONFIRMED = "Confirmation link accepted. Please proceed to confirm link sent to the other email";

/** POST /verify: a session for who has the code of a mail, or the token of its link. */
export function verifyCode(app: FastifyInstance, auth: AuthContext): void {
  app.post("/verify", async (request) => {
    auth.limits.verify.take(request.ip);
    const { type, token, token_hash: hash, email, phone } = readBody(request, body);
    if (!type) throw new AuthError(400, "validation_failed", "Verify requires a verification type");
    if (phone || type === "sms" || type === "phone_change") return refusePhone(phone ?? "");
    const types = tokensOf(type);
    if (!types) throw new AuthError(400, "validation_failed", "Invalid verification type");
    if (!token && !hash) throw new AuthError(400, "validation_failed", "Verify requires a token or a token hash");
    if (hash && (token || email))
      throw new AuthError(400, "validation_failed", "Only the token_hash and type should be provided");
    if (token && !email)
      throw new AuthError(
        400,
        "validation_failed",
        "Only an email address or phone number should be provided on verify",
      );
    const address = token ? requireEmail(email ?? "") : "";
    const outcome = await inTransaction(auth.pool, async (client) => {
      const row = token
        ? await findByCode(auth, client, { address, code: token.trim().slice(0, LONGEST), types })
        : await findByLink(auth, client, (hash ?? "").slice(0, LONGEST), types);
      if (!row) return null;
      const user = await redeemToken(auth, client, row);
      return { row, user, session: user && (await startSession(auth, request, user, "otp", client)) };
    });
    if (!outcome)
      throw new AuthError(
        403,
        "otp_expired",
        hash ? "Email link is invalid or has expired" : "Token has expired or is invalid",
      );
    if (!outcome.user || !outcome.session) return { code: "200", msg: HALF_CONFIRMED };
    const { user, session, row } = outcome;
    const event = { userId: user.id, email: user.email, sessionId: session.id };
    if (row.token_type.startsWith("email_change")) await auth.report(request, { type: "email_changed", ...event });
    await auth.report(request, { type: "sign_in", ...event, reason: type });
    return sessionJson(auth, user, session);
  });
}

function refusePhone(phone: string): never {
  if (!/^\+?[1-9]\d{1,14}$/.test(phone))
    throw new AuthError(400, "validation_failed", "Invalid phone number format (E.164 required)");
  throw new AuthError(403, "otp_expired", "Token has expired or is invalid");
}
