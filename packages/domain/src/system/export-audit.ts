import type { ListAuditInput } from "@invista/contracts/audit/audit";
import type { SupabasePrismaClient } from "@invista/db";
import type { Actor } from "../shared/actor.ts";
import { matching } from "./list-audit.ts";
import { all, sql } from "../shared/identity-sql.ts";

const BATCH = 500;

/** The columns of an entry in the order its hash takes them. */
const COLUMNS =
  "seq id userId action resource resourceId oldValues newValues ip userAgent sessionId apiKeyId operationId operationDigest eventId idempotencyKey requestHash result occurredAt createdAt";

/** The first line of an export: what the others are. */
export function exportHead(): string {
  return `${JSON.stringify({ format: "invista-audit-1", columns: COLUMNS.split(" ") })}\n`;
}

/**
 * The filtered trail, oldest first, in blocks of lines. A line ends with the exact text that its hash was made of, so that
 * whoever has the file can check it: hash = hex(sha256(prevHash, line feed, entry)). The last line counts them, so that a file cut short shows.
 */
export async function* exportAudit(
  supabase: SupabasePrismaClient,
  input: Omit<ListAuditInput, "cursor" | "limit">,
  warehouses: Actor["warehouses"],
): AsyncGenerator<string> {
  let entries = 0;
  let head: string | null = null;
  for (let after = "0"; ;) {
    const conditions = all([matching(input, warehouses), sql`a.seq > ${after}::bigint`]);
    const rows = await supabase.$queryRaw<{ seq: string; hash: string; prevHash: string; entry: string }[]>`
      SELECT a.seq::text AS seq, a.hash, a.prev_hash AS "prevHash", audit_log_canonical(a) AS entry FROM audit_log a WHERE ${conditions} ORDER BY a.seq LIMIT ${BATCH}`;
    if (rows.length > 0)
      yield rows.map((row) => `{"hash":"${row.hash}","prevHash":"${row.prevHash}","entry":${row.entry}}\n`).join("");
    const last = rows.at(-1);
    entries += rows.length;
    head = last?.hash ?? head;
    if (!last || rows.length < BATCH) break;
    after = last.seq;
  }
  yield `${JSON.stringify({ end: true, entries, head })}\n`;
}
