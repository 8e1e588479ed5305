import type { ApiHost, Context } from "@invista/api/kit/context";
import { asRefusal } from "@invista/api/kit/errors";
import { requestScope } from "@invista/api/kit/request-scope";
import { appRouter, type AppRouter } from "@invista/api/root";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

export const MAX_BATCH = 10;

/** The request's context: who asks is verified by the procedure, not here. */
export function contextOf(host: ApiHost, request: FastifyRequest): Context {
  return {
    host,
    requestId: request.id,
    authorization: request.headers.authorization,
    ip: request.ip,
    userAgent: request.headers["user-agent"]?.slice(0, 300),
    deviceId: deviceOf(request.headers["x-device-id"]),
    batch: {},
  };
}

/** tRPC hands every answer over as a stream. One that is complete goes out in one piece, with its length; only live streams stay streams. */
async function wholeAnswer(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const isJson = String(reply.getHeader("content-type")).startsWith("application/json");
  return isJson && payload instanceof ReadableStream ? Buffer.from(await new Response(payload).arrayBuffer()) : payload;
}

function deviceOf(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" && /^[\w-]{8,64}$/.test(header) ? header : undefined;
}

/** Mounts the tRPC router under /trpc, with batches of at most ten calls and live streams over SSE. */
export async function mountTrpc(app: FastifyInstance, host: ApiHost): Promise<void> {
  // After the body is read: its events would lose the scope.
  app.addHook("preValidation", (request, _reply, done) => requestScope.run(request.id, done));
  app.addHook("onSend", wholeAnswer);
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      createContext: ({ req }) => contextOf(host, req),
      responseMeta: ({ errors }) => {
        const busy = errors.some((error) => ["UNAVAILABLE", "LIMITED"].includes(asRefusal(error).code));
        const headers = { "cache-control": "no-store", "x-server-time": String(Date.now()) };
        return { headers: { ...headers, ...(busy ? { "retry-after": "1" } : {}) } };
      },
      onError: ({ error, path, req }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          req.log.error({ err: error.cause ?? error, path, requestId: req.id }, "procedure failed");
      },
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
}
