import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { readBody } from "../read-body.ts";

const body = z.object({ email: z.string().nullish(), phone: z.string().nullish() });

/** POST /signup: off; people come by invitation. */
export function signup(app: FastifyInstance, auth: AuthContext): void {
  app.post("/signup", (request) => {
    auth.limits.user.take(request.ip);
    const { email, phone } = readBody(request, body);
    if (!email && !phone) throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
  });
}
