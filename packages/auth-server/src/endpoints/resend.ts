import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody, requireEmail } from "../read-body.ts";

const body = z.object({ type: z.string().nullish(), email: z.string().nullish(), phone: z.string().nullish() });
const TYPES = new Set(["signup", "email_change", "sms", "phone_change"]);

/** POST /resend: nothing waits for confirmation, so there is nothing to send, whoever asks. */
export function resend(app: FastifyInstance, auth: AuthContext): void {
  app.post("/resend", (request) => {
    auth.limits.user.take(request.ip);
    const { type, email, phone } = readBody(request, body);
    if (!type || !TYPES.has(type))
      throw new AuthError(
        400,
        "validation_failed",
        "Missing one of these types: signup, email_change, sms, phone_change",
      );
    if (phone || type === "sms" || type === "phone_change")
      throw new AuthError(400, "phone_provider_disabled", "Phone logins are disabled");
    requireEmail(email ?? "");
    return {};
  });
}
