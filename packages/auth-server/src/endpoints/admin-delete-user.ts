import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { inTransaction } from "../in-transaction.ts";
import { requireAdmin } from "../require-bearer.ts";
import { requireUserById } from "../require-user-by-id.ts";

const body = z.object({ should_soft_delete: z.boolean().nullish() }).nullish().catch(null);

/** DELETE /admin/users/:id: gone with sessions and identities, or kept without anything to sign in with. */
export function deleteUser(app: FastifyInstance, auth: AuthContext): void {
  app.delete("/admin/users/:id", async (request) => {
    await requireAdmin(auth, request);
    const user = await requireUserById(auth, request);
    if (body.parse(request.body)?.should_soft_delete) {
      await inTransaction(auth.pool, async (client) => {
        await client.query(
          `update auth.users set deleted_at = $2, updated_at = $2, encrypted_password = null, email = 'deleted-' || id,
             phone = null, raw_user_meta_data = '{}', raw_app_meta_data = '{}' where id = $1 and deleted_at is null`,
          [user.id, auth.now()],
        );
        await client.query("delete from auth.sessions where user_id = $1", [user.id]);
        await client.query("delete from auth.identities where user_id = $1", [user.id]);
        await client.query("delete from auth.mfa_factors where user_id = $1", [user.id]);
      });
    } else {
      await auth.pool.query("delete from auth.users where id = $1", [user.id]);
    }
    await auth.report(request, { type: "user_deleted", userId: user.id, email: user.email });
    return {};
  });
}
