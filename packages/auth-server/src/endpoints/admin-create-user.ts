import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  adminUserFields,
  bannedUntil,
  EMAIL_TAKEN,
  requireAllowedRole,
  requireUsableHash,
} from "../admin-user-fields.ts";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { sqlState } from "../database-failure.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireAcceptablePassword } from "../password-hasher.ts";
import { readBody, requireEmail } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { userJson } from "../user-json.ts";
import { findUserById } from "../user-record.ts";

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
    const confirmed = fields.email_confirm === true;

    const user = await inTransaction(auth.pool, async (client) => {
      await client.query(
        `insert into auth.users (id, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, banned_until, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
        [
          id,
          fields.role ?? "authenticated",
          email,
          hash,
          confirmed ? now : null,
          { provider: "email", providers: ["email"], ...fields.app_metadata },
          { ...fields.user_metadata, ...(confirmed && { email_verified: true }) },
          fields.ban_duration ? bannedUntil(fields.ban_duration, now) : null,
          now,
        ],
      );
      await client.query(
        "insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at) values ($1::uuid::text, $1::uuid, $2, 'email', $3, $3)",
        [id, { sub: id, email, email_verified: confirmed, phone_verified: false }, now],
      );
      return findUserById(client, id);
    }).catch((error: unknown) => {
      throw sqlState(error) === "23505" ? EMAIL_TAKEN() : error;
    });
    if (!user) throw new Error("the user was not stored");
    await auth.report(request, { type: "user_created", userId: user.id, email });
    return userJson(user);
  });
}
