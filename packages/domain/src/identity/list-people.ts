import { refuse } from "@invista/contracts/errors";
import type { ListUsersInput, UserRow, UserView } from "@invista/contracts/user/user";
import type { SupabasePrismaClient, SupabaseSql } from "@invista/db";
import { z } from "zod";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, raw, sql, when } from "../shared/identity-sql.ts";
import { without } from "../shared/without.ts";
import { NAME } from "./person.ts";

/** Of the sign-in server, so that a session counts that did nothing here yet; only its own ids are uuids. */
const SESSIONS = sql`CASE WHEN u.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (
  SELECT count(*)::int FROM auth.sessions s LEFT JOIN user_session us ON us.auth_session_id = s.id::text
  WHERE s.user_id = u.id::uuid AND us.revoked_at IS NULL AND coalesce(s.not_after > now(), true)) ELSE 0 END`;

/** When someone was last here: at sign-in or at work, whichever is later. */
const LAST_SEEN = sql`greatest(u.last_login_at, (SELECT max(us.last_seen_at) FROM user_session us WHERE us.user_id = u.id))`;
/** Who was never here stands as the longest away. */
const KEYS = { name: sql`lower(${NAME})`, lastSeenAt: sql`coalesce(${LAST_SEEN}, '-infinity'::timestamptz)` };

const cursorShape = z.tuple([z.string().max(300), z.string().max(64)]);
type PersonRecord = Omit<UserRow, "lastSeenAt" | "createdAt"> & {
  key: string;
  lastSeenAt: Date | null;
  createdAt: Date;
};

/** People with an account in the chosen order; removed ones only when asked for. */
export async function listPeople(
  supabase: SupabasePrismaClient,
  input: ListUsersInput,
): Promise<{ rows: UserRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const key = KEYS[input.sort];
  const cast = raw(input.sort === "name" ? "::text" : "::timestamptz");
  const beyond = raw(input.direction === "asc" ? ">" : "<");
  const rows = await read(
    supabase,
    all([
      input.status ? sql`u.status::text = ${input.status}` : sql`u.status <> 'DELETED'`,
      when(input.q, (term) => sql`(${NAME} ILIKE ${containing(term)} OR u.email ILIKE ${containing(term)})`),
      when(
        input.role,
        (role) =>
          sql`EXISTS (SELECT FROM user_role ur JOIN role r ON r.id = ur.role_id WHERE ur.user_id = u.id AND r.name = ${role})`,
      ),
      when(input.mfa, (mfa) => sql`so.mfa_enabled = ${mfa === "on"}`),
      when(after, ([name, id]) => sql`(${key}, u.id) ${beyond} (${name}${cast}, ${id})`),
    ]),
    { key, order: raw(input.direction === "asc" ? "ASC" : "DESC") },
    input.limit + 1,
  );
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map((row) => without(row, "key")), nextCursor: page.nextCursor };
}

/** One person as the list shows him, with names and roles one by one. */
export async function getPerson(supabase: SupabasePrismaClient, id: string): Promise<UserView> {
  const [row] = await read(supabase, sql`u.id = ${id}`, { key: KEYS.name, order: raw("ASC") }, 1);
  if (!row) throw refuse("NOT_FOUND", "record.notFound", { entity: "Person" });
  const { profile, userRoles } = await supabase.user.findUniqueOrThrow({
    where: { id },
    select: {
      profile: { select: { firstName: true, lastName: true } },
      userRoles: {
        select: { warehouseScope: true, expiresAt: true, role: { select: { name: true } } },
        orderBy: { role: { name: "asc" } },
      },
    },
  });
  return {
    ...without(row, "key"),
    firstName: profile?.firstName ?? null,
    lastName: profile?.lastName ?? null,
    assignments: userRoles.map(({ role, warehouseScope, expiresAt }) => ({
      role: role.name,
      warehouses: warehouseScope,
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
  };
}

async function read(
  supabase: SupabasePrismaClient,
  conditions: SupabaseSql.Sql,
  { key, order }: { key: SupabaseSql.Sql; order: SupabaseSql.Sql },
  limit: number,
): Promise<(UserRow & { key: string })[]> {
  const rows = await supabase.$queryRaw<PersonRecord[]>`
    SELECT u.id, ${NAME} AS name, CASE WHEN u.status = 'DELETED' THEN NULL ELSE u.email END AS email, p.avatar, u.status::text AS status,
      coalesce((SELECT array_agg(r.name ORDER BY r.name) FROM user_role ur JOIN role r ON r.id = ur.role_id
        WHERE ur.user_id = u.id AND coalesce(ur.expires_at > now(), true)), '{}') AS roles,
      so.mfa_enabled AS "mfaEnabled", ${SESSIONS} AS "activeSessions", so.open_api_keys AS "openApiKeys", so.failed_logins_24h AS "failedLogins24h",
      ${LAST_SEEN} AS "lastSeenAt", (${key})::text AS key,
      u.created_at AS "createdAt", u.version
    FROM "user" u JOIN security_overview so ON so.user_id = u.id LEFT JOIN profile p ON p.user_id = u.id
    WHERE ${conditions} ORDER BY ${key} ${order}, u.id ${order} LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}
