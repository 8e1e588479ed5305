import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";
import { requireUser } from "../require-bearer.ts";

const body = z.object({ factor_type: z.string().nullish() });
const ENROL_OFF: Record<string, [code: string, message: string]> = {
  totp: ["mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP"],
  phone: ["mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone"],
  webauthn: ["mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn"],
};

/** /factors: enrolment is off, and no factor can be found. */
export function factors(app: FastifyInstance, auth: AuthContext): void {
  app.post("/factors", async (request) => {
    await requireUser(auth, request);
    const [code, message] = ENROL_OFF[readBody(request, body).factor_type ?? ""] ?? [
      "validation_failed",
      "factor_type needs to be totp, phone, or webauthn",
    ];
    throw new AuthError(code === "validation_failed" ? 400 : 422, code, message);
  });
  const notFound = (method: "POST" | "DELETE" | "GET", url: string) =>
    app.route({
      method,
      url,
      handler: async (request) => {
        await requireUser(auth, request);
        throw new AuthError(404, "mfa_factor_not_found", "Factor not found");
      },
    });
  notFound("POST", "/factors/:id/challenge");
  notFound("POST", "/factors/:id/verify");
  notFound("DELETE", "/factors/:id");
}
