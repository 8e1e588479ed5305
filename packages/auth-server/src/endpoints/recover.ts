import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody, requireEmail } from "../read-body.ts";

const body = z.object({ email: z.string().nullish() });

/** POST /recover: off until the server can send mail; the same answer for every address. */
export function recover(app: FastifyInstance, auth: AuthContext): void {
  app.post("/recover", (request) => {
    auth.limits.user.take(request.ip);
    requireEmail(readBody(request, body).email ?? "");
    throw new AuthError(422, "email_provider_disabled", "Password recovery by mail is disabled; ask an administrator");
  });
}
