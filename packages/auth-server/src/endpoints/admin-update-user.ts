import type { FastifyInstance } from "fastify";
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
import { mergeMetadata, readBody, requireEmail } from "../read-body.ts";
import { requireAdmin } from "../require-bearer.ts";
import { requireUserById } from "../require-user-by-id.ts";
import { userJson } from "../user-json.ts";
import { findUserById } from "../user-record.ts";

/** PUT /admin/users/:id: sets what is given; a new password ends every session of the user. */
export function updateUserById(app: FastifyInstance, auth: AuthContext): void {
  app.put("/admin/users/:id", async (request) => {
    await requireAdmin(auth, request);
    const user = await requireUserById(auth, request);
    const fields = readBody(request, adminUserFields);
    const email = fields.email ? requireEmail(fields.email) : null;
    if (fields.password) requireAcceptablePassword(fields.password, auth.passwordMinLength);
    if (fields.password_hash) requireUsableHash(auth, fields.password_hash);
    requireAllowedRole(fields.role);
    const hash = fields.password ? await auth.passwords.hash(fields.password) : (fields.password_hash ?? null);
    const now = auth.now();
    const confirms = fields.email_confirm === true || (email !== null && email !== user.email);
    const userMetadata = mergeMetadata(user.raw_user_meta_data, {
      ...fields.user_metadata,
      ...(confirms && { email_verified: true }),
    });
    const ban = fields.ban_duration ? bannedUntil(fields.ban_duration, now) : user.banned_until;

    const updated = await inTransaction(auth.pool, async (client) => {
      await client.query(
        `update auth.users set email = coalesce($2, email), encrypted_password = coalesce($3, encrypted_password),
           email_confirmed_at = case when $4 then coalesce(email_confirmed_at, $8) else email_confirmed_at end,
           raw_app_meta_data = $5, raw_user_meta_data = $6, banned_until = $7, updated_at = $8
         where id = $1`,
        [
          user.id,
          email,
          hash,
          confirms,
          mergeMetadata(user.raw_app_meta_data, fields.app_metadata ?? {}),
          userMetadata,
          ban,
          now,
        ],
      );
      if (email || confirms) {
        await client.query(
          `update auth.identities set updated_at = $4, identity_data = identity_data || jsonb_build_object('email', coalesce($2, identity_data ->> 'email'))
             || case when $3 then '{"email_verified": true}'::jsonb else '{}' end
           where user_id = $1 and provider = 'email'`,
          [user.id, email, confirms, now],
        );
      }
      if (hash) await client.query("delete from auth.sessions where user_id = $1", [user.id]);
      // What was mailed before was meant for the address and the password of then.
      if (hash || (email && email !== user.email))
        await client.query("delete from auth.one_time_tokens where user_id = $1", [user.id]);
      return findUserById(client, user.id);
    }).catch((error: unknown) => {
      throw sqlState(error) === "23505" ? EMAIL_TAKEN() : error;
    });
    if (!updated) throw new AuthError(404, "user_not_found", "User not found");
    await auth.report(request, {
      type: "user_updated",
      userId: user.id,
      email: updated.email,
      reason: fields.ban_duration ? "ban" : hash ? "password" : null,
    });
    return userJson(updated);
  });
}
