import { refuse } from "@invista/contracts/errors";
import { userStatus, type UserStatus } from "@invista/contracts/user/user";
import { lacking, lockOwnRights } from "../access/index.ts";
import type { IdentityWork } from "../shared/identity-work.ts";
import { sql } from "../shared/identity-sql.ts";

/** Under this name someone appears whose account was removed. */
export const REMOVED = "Removed user";

/** How user `u` with profile `p` is called. */
export const NAME = sql`CASE WHEN u.status = 'DELETED' THEN ${REMOVED} ELSE coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), split_part(u.email, '@', 1)) END`;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly version: number;
}

/** Reads the person and holds his row until the transaction ends; NOT_FOUND when there is none. */
export async function requirePerson(work: IdentityWork, userId: string): Promise<Person> {
  const [row] = await work.tx.$queryRaw<Person[]>`
    SELECT u.id, ${NAME} AS name, u.email, u.status::text AS status, u.version
    FROM "user" u LEFT JOIN profile p ON p.user_id = u.id WHERE u.id = ${userId} FOR NO KEY UPDATE OF u`;
  if (!row) throw refuse("NOT_FOUND", "record.notFound", { entity: "Person" });
  return { ...row, status: userStatus.parse(row.status) };
}

/** Refuses to act upon oneself. */
export function requireOther(work: IdentityWork, person: Person): void {
  if (person.id === work.actor.userId) throw refuse("RULE_BROKEN", "user.self");
}

/** Refuses to act upon someone whose roles, in force or not, give what the actor may not do, or do it in more warehouses. */
export async function requireNotAbove(work: IdentityWork, person: Person): Promise<void> {
  const own = await lockOwnRights(work);
  const held = await work.tx.$queryRaw<{ permissions: string[]; warehouses: string[] }[]>`
    SELECT r.permissions, ur.warehouse_scope AS warehouses FROM user_role ur JOIN role r ON r.id = ur.role_id
    WHERE ur.user_id = ${person.id} AND coalesce(ur.expires_at > ${work.now}::timestamptz, true)`;
  const missing = new Set(held.flatMap(({ permissions, warehouses }) => lacking(own, permissions, warehouses)));
  if (missing.size > 0)
    throw refuse("FORBIDDEN", "user.above", { name: person.name, missing: [...missing].slice(0, 10) });
}
