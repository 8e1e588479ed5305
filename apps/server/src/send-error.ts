import { errorBody, statusOf } from "@invista/api/kit/errors";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Answers an error in the one shape of every transport; 503 and 429 say when to come back. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const status = statusOf(error);
  if (status >= 500 && status !== 503) request.log.error({ err: error, requestId: request.id }, "request failed");
  if (status === 503 || status === 429) void reply.header("retry-after", "1");
  void reply.code(status).send(errorBody(error, request.id));
}
