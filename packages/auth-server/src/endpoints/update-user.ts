import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireAcceptablePassword } from "../password-hasher.ts";
import { jsonObject, mergeMetadata, readBody } from "../read-body.ts";
import { requireUser } from "../require-bearer.ts";
import { userJson } from "../user-json.ts";
import { findUserById, hasVerifiedFactor } from "../user-record.ts";

const body = z.object({
  email: z.string().nullish(),
  password: z.string().nullish(),
  current_password: z.string().nullish(),
  data: jsonObject.nullish(),
  app_metadata: jsonObject.nullish(),
});

/** PUT /user: own password and metadata; changing the address needs mail and is off. A new password ends all other sessions. */
export function updateUser(app: FastifyInstance, auth: AuthContext): void {
  app.put("/user", async (request) => {
    auth.limits.user.take(request.ip);
    const { user, sessionId, aal } = await requireUser(auth, request);
    const changes = readBody(request, body);
    if (changes.app_metadata) throw new AuthError(403, "not_admin", "Updating app_metadata requires admin privileges");
    const changesEmail = Boolean(changes.email) && changes.email?.toLowerCase() !== user.email;
    if ((changesEmail || changes.password) && aal === "aal1" && hasVerifiedFactor(user)) {
      throw new AuthError(
        401,
        "insufficient_aal",
        "AAL2 session is required to update email or password when MFA is enabled.",
      );
    }
    if (changesEmail) throw new AuthError(422, "email_provider_disabled", "Changing the email address is disabled");

    let hash: string | null = null;
    if (changes.password) {
      requireAcceptablePassword(changes.password, auth.passwordMinLength);
      if (
        changes.current_password &&
        !(await auth.passwords.verify(user.encrypted_password, changes.current_password))
      ) {
        throw new AuthError(400, "current_password_invalid", "Current password is not correct");
      }
      if (await auth.passwords.verify(user.encrypted_password, changes.password)) {
        throw new AuthError(422, "same_password", "New password should be different from the old password.");
      }
      hash = await auth.passwords.hash(changes.password);
    }
    const updated = await inTransaction(auth.pool, async (client) => {
      await client.query(
        "update auth.users set encrypted_password = coalesce($2, encrypted_password), raw_user_meta_data = $3, updated_at = $4 where id = $1",
        [user.id, hash, mergeMetadata(user.raw_user_meta_data, changes.data ?? {}), auth.now()],
      );
      if (hash) {
        await client.query("delete from auth.sessions where user_id = $1 and id <> $2", [user.id, sessionId]);
        await client.query("delete from auth.one_time_tokens where user_id = $1", [user.id]);
      }
      return findUserById(client, user.id);
    });
    if (!updated) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
    await auth.report(request, {
      type: "user_updated",
      userId: user.id,
      email: user.email,
      sessionId,
      reason: hash ? "password" : null,
    });
    return userJson(updated);
  });
}
