import type { FastifyInstance } from "fastify";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";

/** POST /otp and /magiclink: sign-in by mail is off. */
export function otp(app: FastifyInstance, auth: AuthContext): void {
  for (const path of ["/otp", "/magiclink"]) {
    app.post(path, (request) => {
      auth.limits.user.take(request.ip);
      throw new AuthError(422, "otp_disabled", "Signups not allowed for otp");
    });
  }
}
