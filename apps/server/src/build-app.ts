import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import { refuse } from "@invista/contracts/errors";
import type { ApiHost } from "@invista/api/kit/context";
import Fastify, { LogController, type FastifyInstance } from "fastify";
import { answerClientError } from "./answer-client-error.ts";
import type { Environment } from "./environment.ts";
import { mountAvatars } from "./mount-avatars.ts";
import { mountLabels } from "./mount-labels.ts";
import { mountFiles } from "./mount-files.ts";
import { mountExports } from "./mount-exports.ts";
import { mountHealth } from "./mount-health.ts";
import { mountImports } from "./mount-imports.ts";
import { mountInvitations } from "./mount-invitations.ts";
import { mountRest } from "./mount-rest.ts";
import { mountSpa } from "./mount-spa.ts";
import { mountTrpc } from "./mount-trpc.ts";
import { sendError } from "./send-error.ts";

const MEGABYTE = 1_048_576;

export interface AppParts {
  readonly environment: Environment;
  readonly host: ApiHost;
  /** Where the browser finds the auth server, with which public key, and whether people may sign up there by themselves. */
  readonly auth: { url: string | null; anonKey: string; signUpOpen: () => boolean };
  readonly mountAuth: ((app: FastifyInstance) => Promise<void>) | null;
  readonly spaFolder: string;
  readonly filesFolder: string;
  /** False until migrations, seeds and warm-up are done: not ready before that. */
  readonly isStarted: () => boolean;
}

/** Builds the HTTP server: wiring only. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { environment, host } = parts;
  const app = Fastify({
    logger: { level: environment.LOG_LEVEL, redact: ["req.headers.authorization", "req.headers.apikey"] },
    bodyLimit: MEGABYTE,
    genReqId: () => randomUUID(),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => sendError(request, reply, asHttpError(error)),
    trustProxy: environment.TRUSTED_PROXY ?? false,
    routerOptions: { maxParamLength: 5_000 },
    requestTimeout: 120_000,
    forceCloseConnections: "idle",
    logController: new LogController({ disableRequestLogging: true }),
  });
  app.setErrorHandler((error, request, reply) => sendError(request, reply, asHttpError(error)));
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:", "https:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'", ...(parts.auth.url ? [parts.auth.url] : [])],
        workerSrc: ["'self'", "blob:"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: false,
  });
  const allowed = environment.SITE_URL ? [environment.SITE_URL] : [];
  app.addHook("onRequest", async (request, reply) => {
    // A trusted proxy tells by X-Forwarded-Proto how the browser came.
    if (environment.APP_ENV === "production" || request.protocol === "https")
      void reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
    if (request.headers.cookie?.includes("sb-")) throw refuse("INVALID", "auth.cookieRefused");
  });
  mountHealth(app, environment.METRICS_TOKEN, parts.isStarted);
  if (parts.mountAuth) await parts.mountAuth(app);
  // A scope of its own: the auth server brings its own CORS rules.
  await app.register(async (api) => {
    await api.register(cors, { origin: allowed, credentials: false, methods: ["GET", "POST", "PATCH", "DELETE"] });
    await mountTrpc(api, host);
    mountRest(api, host, () => environment.SITE_URL ?? `http://${environment.HOST}:${environment.PORT}`);
    mountImports(api, host, parts.filesFolder);
    mountInvitations(api, host);
    mountAvatars(api, host, parts.filesFolder);
    mountExports(api, host);
    mountLabels(api, host);
    mountFiles(api, host);
  });
  const { url, anonKey, signUpOpen } = parts.auth;
  mountSpa(app, parts.spaFolder, () => ({ supabaseUrl: url ?? "", anonKey, signUp: signUpOpen() }));
  return app;
}

/** Fastify's own refusals (too large, not JSON, wrong media type) in the words of ours. */
function asHttpError(error: unknown): unknown {
  const code: unknown = Reflect.get(Object(error), "code");
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return refuse("INVALID", "input.tooLarge", { max: "1 MB" });
  const status: unknown = Reflect.get(Object(error), "statusCode");
  if (typeof status === "number" && status >= 400 && status < 500)
    return refuse("INVALID", "input.invalid", { fields: ["body"] }, { cause: error });
  return error;
}
