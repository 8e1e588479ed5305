import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { adminUserFields, bannedUntil, requireAllowedRole, requireUsableHash } from "../admin-user-fields.ts";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireAcceptablePassword } from "../password-hasher.ts";
import { readBody, requireEmail } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { storeUser } from "../store-user.ts";
import { userJson } from "../user-json.ts";

const body = adminUserFields.extend({ id: z.string().nullish() });

/** POST /admin/users: a user with an e-mail identity; without a password nobody can sign in as him yet. */
export function createUser(app: FastifyInstance, auth: AuthContext): void {
  app.post("/admin/users", async (request) => {
    await requireAdmin(auth, request);
    const fields = readBody(request, body);
    if (!fields.email)
      throw new AuthError(400, "validation_failed", "Cannot create a user without either an email or phone");
    const email = requireEmail(fields.email);
    const id = fields.id ?? randomUUID();
    if (!z.uuid().safeParse(id).success)
      throw new AuthError(400, "validation_failed", "ID must conform to the uuid v4 format");
    if (fields.password && fields.password_hash)
      throw new AuthError(400, "validation_failed", "Only a password or a password hash should be provided");
    if (fields.password) requireAcceptablePassword(fields.password, auth.passwordMinLength);
    if (fields.password_hash) requireUsableHash(auth, fields.password_hash);
    requireAllowedRole(fields.role);
    const hash = fields.password ? await auth.passwords.hash(fields.password) : (fields.password_hash ?? null);
    const now = auth.now();
    const user = await inTransaction(auth.pool, (client) =>
      storeUser(
        client,
        {
          id,
          email,
          hash,
          role: fields.role,
          confirmed: fields.email_confirm === true,
          userMetadata: fields.user_metadata,
          appMetadata: fields.app_metadata,
          bannedUntil: fields.ban_duration ? bannedUntil(fields.ban_duration, now) : null,
        },
        now,
      ),
    );
    await auth.report(request, { type: "user_created", userId: user.id, email });
    return userJson(user);
  });
}
