import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";

const body = z.object({
  type: z.string().nullish(),
  token: z.string().nullish(),
  token_hash: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});

/** GET and POST /verify: no mail is sent, so no link or code is valid. */
export function verify(app: FastifyInstance, auth: AuthContext): void {
  app.get("/verify", (request, reply) => {
    auth.limits.verify.take(request.ip);
    const outcome = new URLSearchParams({
      error: "access_denied",
      error_code: "otp_expired",
      error_description: "Email link is invalid or has expired",
      sb: "",
    });
    return reply.redirect(`${auth.siteUrl}#${outcome.toString()}`, 303);
  });
  app.post("/verify", (request) => {
    auth.limits.verify.take(request.ip);
    const { phone, token_hash: hash } = readBody(request, body);
    if (phone && !/^\+?[1-9]\d{1,14}$/.test(phone))
      throw new AuthError(400, "validation_failed", "Invalid phone number format (E.164 required)");
    throw new AuthError(
      403,
      "otp_expired",
      hash ? "Email link is invalid or has expired" : "Token has expired or is invalid",
    );
  });
}
