import cors from "@fastify/cors";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { AuthError, sendAuthError } from "./auth-error.ts";
import { createAuthContext, type AuthContext } from "./auth-context.ts";
import { isDatabaseOutage } from "./database-failure.ts";
import { ENDPOINTS } from "./endpoints.ts";
import type { AuthServerOptions } from "./options.ts";

/** A Fastify plugin that answers like Supabase Auth; register it with the prefix /auth/v1. */
export async function createAuthServer(options: AuthServerOptions): Promise<FastifyPluginAsync> {
  const auth = await createAuthContext(options);
  const origins = [new URL(options.siteUrl).origin, ...(options.allowedOrigins ?? [])];
  return async (app) => {
    readJsonOnly(app);
    await app.register(cors, {
      origin: origins,
      credentials: false,
      methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      allowedHeaders: [
        "Accept",
        "Authorization",
        "Content-Type",
        "X-Client-IP",
        "X-Client-Info",
        "X-JWT-AUD",
        "x-use-cookie",
        "X-Supabase-Api-Version",
        "apikey",
      ],
      exposedHeaders: ["X-Total-Count", "Link", "X-Supabase-Api-Version"],
      maxAge: 600,
    });
    app.addHook("onRoute", (route) => {
      route.bodyLimit = options.bodyLimitBytes ?? 1_048_576;
    });
    app.addHook("onRequest", async (request, reply) => {
      void reply.header("cache-control", "no-store");
      requireKnownApiKey(auth, request.headers.apikey);
    });
    app.addHook("onClose", () => auth.later.settle());
    app.setErrorHandler((error, request, reply) =>
      sendAuthError(
        request,
        reply,
        translate(error, (cause) => request.log.error({ err: cause }, "auth request failed")),
      ),
    );
    app.setNotFoundHandler((request, reply) =>
      sendAuthError(request, reply, new AuthError(404, "not_found", "Not found")),
    );
    for (const endpoint of ENDPOINTS) endpoint(app, auth);
  };
}

/** Whatever the content type says, a body is JSON or refused, as in Supabase Auth. */
function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch {
      done(new AuthError(400, "bad_json", "Could not parse request body as JSON"));
    }
  });
}

/** The gateway of a hosted project checks the key; here a missing one is let through and a wrong one is not. */
function requireKnownApiKey(auth: AuthContext, given: string | string[] | undefined): void {
  if (given === undefined || given === auth.keys.anonKey || given === auth.keys.serviceRoleKey) return;
  throw new AuthError(401, "no_authorization", "Invalid API key");
}

function translate(error: unknown, log: (cause: unknown) => void): AuthError {
  if (error instanceof AuthError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new AuthError(413, "request_entity_too_large", "Request body is too large");
  if (code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH")
    return new AuthError(400, "bad_json", "Could not read request body");
  log(error);
  if (isDatabaseOutage(error))
    return new AuthError(503, "unexpected_failure", "The identity database can't be reached; try again in a moment");
  return new AuthError(500, "unexpected_failure", "Unexpected failure, please check server logs for more information");
}
