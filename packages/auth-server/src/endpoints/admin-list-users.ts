import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuthContext } from "../auth-context.ts";
import { AuthError } from "../auth-error.ts";
import { requireAdmin } from "../require-bearer.ts";
import { userJson } from "../user-json.ts";
import { USER_COLUMNS, type UserRecord } from "../user-record.ts";

// supabase-js sends "page=" where the caller named none.
const number = (fallback: number, most: number) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(0).max(most).default(fallback),
  );
const query = z.object({ page: number(1, 1_000_000), per_page: number(50, 1_000) });

/** GET /admin/users: one page, newest first, with the total and links to the next and last page in headers. */
export function listUsers(app: FastifyInstance, auth: AuthContext): void {
  app.get("/admin/users", async (request, reply) => {
    await requireAdmin(auth, request);
    const asked = query.safeParse(request.query);
    if (!asked.success)
      throw new AuthError(
        400,
        "validation_failed",
        "Bad Pagination Parameters: page and per_page must be positive numbers",
      );
    const page = Math.max(1, asked.data.page);
    const perPage = Math.max(1, asked.data.per_page);
    const { rows } = await auth.pool.query<UserRecord & { total: string }>(
      `select ${USER_COLUMNS}, (select count(*) from auth.users) as total from auth.users u order by u.created_at desc, u.id limit $1 offset $2`,
      [perPage, (page - 1) * perPage],
    );
    const total = rows[0] ? Number(rows[0].total) : await countUsers(auth);
    const last = Math.max(1, Math.ceil(total / perPage));
    const link = (target: number, rel: string) =>
      `<${auth.issuer()}/admin/users?page=${target}&per_page=${perPage}>; rel="${rel}"`;
    return reply
      .header("x-total-count", total)
      .header("link", [...(page < last ? [link(page + 1, "next")] : []), link(last, "last")].join(", "))
      .send({ users: rows.map(userJson), aud: "authenticated" });
  });
}

async function countUsers(auth: AuthContext): Promise<number> {
  const { rows } = await auth.pool.query<{ total: string }>("select count(*) as total from auth.users");
  return Number(rows[0]?.total ?? 0);
}
