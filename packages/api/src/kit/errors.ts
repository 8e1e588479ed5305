import { CODE_STATUS, refuse, Refusal, type Code } from "@invista/contracts/errors";
import { toRefusal } from "@invista/domain/shared/database-errors";
import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { ZodError } from "zod";

const TRPC_CODE: Record<Code, TRPC_ERROR_CODE_KEY> = {
  INVALID: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  STALE: "CONFLICT",
  RULE_BROKEN: "CONFLICT",
  LIMITED: "TOO_MANY_REQUESTS",
  INTERNAL: "INTERNAL_SERVER_ERROR",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

/** The one error shape of every transport. */
export interface ErrorBody {
  code: Code;
  rule: string;
  message: string;
  requestId: string;
  details: Record<string, unknown>;
}

/** Whatever was thrown, as a refusal: zod issues become INVALID with a message per field, database errors their rule, the unknown INTERNAL. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return invalid(error);
  if (error instanceof TRPCError) {
    if (error.cause instanceof Refusal) return error.cause;
    if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError) return invalid(error.cause);
    if (error.code === "NOT_FOUND") return refuse("NOT_FOUND", "record.notFound", { entity: "This procedure" });
    if (error.code === "PAYLOAD_TOO_LARGE") return refuse("INVALID", "input.tooLarge", { max: "1 MB" });
    if (error.code === "PARSE_ERROR") return refuse("INVALID", "input.notJson", {}, { cause: error });
    if (error.code === "UNSUPPORTED_MEDIA_TYPE") return refuse("INVALID", "input.mediaType", {}, { cause: error });
    if (error.code === "BAD_REQUEST" && /batch/i.test(error.message))
      return refuse("INVALID", "input.batchTooLarge", { max: 10 }, { cause: error });
    if (["BAD_REQUEST", "METHOD_NOT_SUPPORTED", "UNSUPPORTED_MEDIA_TYPE"].includes(error.code)) {
      return refuse("INVALID", "input.invalid", { fields: ["body"] }, { cause: error });
    }
    if (error.cause) return asRefusal(error.cause);
  }
  const mapped = toRefusal(error);
  return mapped instanceof Refusal ? mapped : refuse("INTERNAL", "server.internal", {}, { cause: error });
}

function invalid(error: ZodError): Refusal {
  const issues: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.join(".") || (issue.code === "unrecognized_keys" ? issue.keys.join(",") : "input");
    issues[path] ??= issue.message;
  }
  return refuse("INVALID", "input.invalid", { fields: Object.keys(issues).slice(0, 20), issues });
}

const TOO_LARGE: ReadonlySet<string> = new Set(["input.tooLarge", "import.fileTooLarge"]);

/** Wraps a refusal for tRPC, so that the HTTP status is the refusal's. */
export function toTrpcError(error: unknown): TRPCError {
  const refusal = asRefusal(error);
  return new TRPCError({
    code: TOO_LARGE.has(refusal.rule) ? "PAYLOAD_TOO_LARGE" : TRPC_CODE[refusal.code],
    message: refusal.message,
    cause: refusal,
  });
}

/** What a client gets to see of an error: never a stack, a statement or an unknown message. */
export function errorBody(error: unknown, requestId: string): ErrorBody {
  const refusal = asRefusal(error);
  return {
    code: refusal.code,
    rule: refusal.rule,
    message: refusal.message,
    requestId,
    details: refusal.code === "INTERNAL" ? {} : refusal.details,
  };
}

export function statusOf(error: unknown): number {
  const refusal = asRefusal(error);
  return TOO_LARGE.has(refusal.rule) ? 413 : CODE_STATUS[refusal.code];
}
