import type { FastifyReply, FastifyRequest } from "fastify";

/** A refusal in the words of Supabase Auth: HTTP status, error code and message are part of the protocol. */
export class AuthError extends Error {
  readonly status: number;
  readonly code: string;
  readonly weakPasswordReasons: readonly string[] | undefined;

  constructor(status: number, code: string, message: string, weakPasswordReasons?: readonly string[]) {
    super(message);
    this.name = "AuthError";
    this.status = status;
    this.code = code;
    this.weakPasswordReasons = weakPasswordReasons;
  }
}

const VERSION_HEADER = "x-supabase-api-version";
const NAMED_CODES_SINCE = "2024-01-01";

/** Answers a refusal in the shape the caller's API version knows. */
export function sendAuthError(request: FastifyRequest, reply: FastifyReply, error: AuthError): FastifyReply {
  const weak = error.weakPasswordReasons ? { weak_password: { reasons: error.weakPasswordReasons } } : {};
  void reply.code(error.status).header("x-sb-error-code", error.code).header("cache-control", "no-store");
  if (error.status === 429 || error.status === 503) void reply.header("retry-after", error.status === 429 ? "10" : "1");
  if (asksNamedCodes(request)) {
    return reply.header(VERSION_HEADER, NAMED_CODES_SINCE).send({ code: error.code, message: error.message, ...weak });
  }
  return reply.send({ code: error.status, error_code: error.code, msg: error.message, ...weak });
}

function asksNamedCodes(request: FastifyRequest): boolean {
  const asked = request.headers[VERSION_HEADER];
  return typeof asked === "string" && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked >= NAMED_CODES_SINCE;
}
