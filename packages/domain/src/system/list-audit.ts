import type { AuditRow, ListAuditInput } from "@invista/contracts/audit/audit";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import type { Actor } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, sql, when } from "../shared/identity-sql.ts";

const cursorShape = z.tuple([z.string().regex(/^\d{1,19}$/)]);
type AuditRecord = Omit<AuditRow, "at"> & { at: Date };

/** The audit trail, newest first, filtered by who, what, which object, when and text, as far as the warehouses of the reader reach. */
export async function listAudit(
  supabase: SupabasePrismaClient,
  input: ListAuditInput,
  warehouses: Actor["warehouses"],
): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([matching(input, warehouses), when(after, ([seq]) => sql`a.seq < ${seq}::bigint`)]);
  const rows = await supabase.$queryRaw<AuditRecord[]>`
    WITH page AS MATERIALIZED (SELECT a.* FROM audit_log a WHERE ${conditions} ORDER BY a.seq DESC LIMIT ${input.limit + 1})
    SELECT a.seq::text AS seq, a.occurred_at AS at, a.user_id AS "userId", CASE WHEN u.status = 'DELETED' THEN 'Removed user' ELSE coalesce(nullif(concat_ws(' ', p.first_name, p.last_name), ''), u.email) END AS "userName", a.action, a.resource,
      a.resource_id AS "resourceId", a.operation_id AS "operationId", a.old_values AS "oldValues", a.new_values AS "newValues", a.hash
    FROM page a LEFT JOIN "user" u ON u.id = a.user_id LEFT JOIN profile p ON p.user_id = a.user_id ORDER BY a.seq DESC`;
  const page = cutPage(rows, input.limit, (row) => [row.seq]);
  return { rows: page.rows.map((row) => ({ ...row, at: row.at.toISOString() })), nextCursor: page.nextCursor };
}

/** What the filters of the audit trail and the reader's warehouses ask of an entry `a`. */
export function matching(input: Omit<ListAuditInput, "cursor" | "limit">, warehouses: Actor["warehouses"]) {
  return all([
    when(warehouses === "all" ? null : warehouses, within),
    when(input.userId, (id) => sql`a.user_id = ${id}`),
    when(input.action, (action) => sql`a.action = ${action}`),
    when(input.resource, (resource) => sql`a.resource = ${resource}`),
    when(input.resourceId, (id) => sql`a.resource_id = ${id}`),
    when(input.from, (from) => sql`a.created_at >= ${from}::timestamptz`),
    when(input.to, (to) => sql`a.created_at < ${to}::timestamptz`),
    when(
      input.q,
      (term) =>
        sql`(a.new_values::text ILIKE ${containing(term)} OR a.old_values::text ILIKE ${containing(term)} OR a.resource_id = ${term} OR a.action ILIKE ${containing(term)} OR a.resource ILIKE ${containing(term)})`,
    ),
  ]);
}

const ENTRY = sql`a`;
const OTHER = sql`o`;

/**
 * An entry that names warehouses is for those who reach one of them. One that names none, such as a step of a transfer,
 * goes by all that is written about the same object; what has to do with no warehouse is for everybody.
 */
function within(warehouses: readonly string[]) {
  const reached = (from: typeof ENTRY) => sql`(SELECT bool_or(named.id = ANY (${[...warehouses]}::text[])) FROM (
      SELECT ${from}.resource_id AS id WHERE ${from}.resource = 'warehouses'
      UNION ALL SELECT found #>> '{}' FROM jsonb_path_query(jsonb_build_array(${from}.old_values, ${from}.new_values),
        '$.** ? (@.type() == "object").keyvalue() ? (@.key like_regex "warehouseId$" flag "i").value') found WHERE jsonb_typeof(found) = 'string') named)`;
  return sql`coalesce(${reached(ENTRY)}, (SELECT bool_or(${reached(OTHER)}) FROM audit_log o
    WHERE (o.resource = a.resource AND o.resource_id = a.resource_id) OR (a.resource = 'operations' AND o.operation_id = a.resource_id)), true)`;
}
