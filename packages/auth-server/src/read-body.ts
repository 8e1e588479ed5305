import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { AuthError } from "./auth-error.ts";

/** Parses the JSON body; unknown fields are ignored, a wrong type is bad_json as in Supabase Auth. */
export function readBody<T extends z.ZodType>(request: FastifyRequest, shape: T): z.infer<T> {
  const parsed = parse(shape, request.body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AuthError(400, "bad_json", `Could not parse request body as JSON: ${where || "an object is needed"}`);
}

function parse<T extends z.ZodType>(shape: T, value: unknown): z.ZodSafeParseResult<z.infer<T>> {
  try {
    return shape.safeParse(value);
  } catch (error) {
    // Nested deeper than the stack goes.
    if (!(error instanceof RangeError)) throw error;
    throw new AuthError(400, "bad_json", "Could not parse request body as JSON: nested too deep");
  }
}

const address = z.email().max(255);

/** Lower-cases an e-mail address, or refuses it in the protocol's words. */
export function requireEmail(text: string): string {
  const parsed = address.safeParse(text.trim().toLowerCase());
  if (!parsed.success)
    throw new AuthError(400, "validation_failed", "Unable to validate email address: invalid format");
  return parsed.data;
}

// As JSON writes them: U+0000 and halves of characters, neither of which PostgreSQL keeps.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

export const jsonObject = z
  .record(z.string(), z.json())
  .refine((value) => !UNSTORABLE.test(JSON.stringify(value)), "has text that can't be kept");

/** Merges metadata; null deletes a key. */
export function mergeMetadata(
  current: Record<string, z.infer<ReturnType<typeof z.json>>>,
  changes: Record<string, z.infer<ReturnType<typeof z.json>>>,
) {
  return Object.fromEntries(Object.entries({ ...current, ...changes }).filter(([, value]) => value !== null));
}
