import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthContext } from "./auth-context.ts";
import { AuthError } from "./auth-error.ts";
import { findUserById, type UserRecord } from "./user-record.ts";

const parameters = z.object({ id: z.uuid() });

/** The user named in the path; 404 for an unknown or malformed id. */
export async function requireUserById(auth: AuthContext, request: FastifyRequest): Promise<UserRecord> {
  const parsed = parameters.safeParse(request.params);
  if (!parsed.success) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  const user = await findUserById(auth.pool, parsed.data.id);
  if (!user) throw new AuthError(404, "user_not_found", "User not found");
  return user;
}
