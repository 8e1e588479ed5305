import type { SupabasePrismaClient } from "@invista/db";

export interface AuditHead {
  readonly seq: string;
  readonly hash: string;
}

/** The newest entry of the audit trail; null while it is empty. */
export async function readAuditHead(supabase: SupabasePrismaClient): Promise<AuditHead | null> {
  const [head] = await supabase.$queryRaw<AuditHead[]>`
    SELECT seq::text AS seq, hash FROM audit_log ORDER BY audit_log.seq DESC LIMIT 1`;
  return head ?? null;
}

/** Recomputes every hash of the chain: how many entries there are, and the first that does not fit. */
export async function verifyChain(supabase: SupabasePrismaClient): Promise<{ rows: string; broken: string | null }> {
  const [result] = await supabase.$queryRaw<{ broken: string | null; rows: string }[]>`
    SELECT verify_audit_chain()::text AS broken, (SELECT count(*)::text FROM audit_log) AS rows`;
  return { rows: result?.rows ?? "0", broken: result?.broken ?? null };
}

/** The first head the business database wrote down that the trail no longer has, or has otherwise. */
export async function findWrongWitness(
  supabase: SupabasePrismaClient,
  witnesses: readonly AuditHead[],
): Promise<{ seq: string; isGone: boolean } | null> {
  const [wrong] = await supabase.$queryRaw<{ seq: string; isGone: boolean }[]>`
    SELECT w.seq, a.seq IS NULL AS "isGone" FROM jsonb_to_recordset(${JSON.stringify(witnesses)}::jsonb) AS w(seq text, hash text)
    LEFT JOIN audit_log a ON a.seq = w.seq::bigint WHERE a.hash IS DISTINCT FROM w.hash ORDER BY w.seq::bigint LIMIT 1`;
  return wrong ?? null;
}

/** Entries that report an operation of the business database, newest first before a number. */
export function readAuditedOperations(
  supabase: SupabasePrismaClient,
  before: string,
  limit: number,
): Promise<{ seq: string; operationId: string; digest: string }[]> {
  return supabase.$queryRaw`
    SELECT seq::text AS seq, operation_id AS "operationId", operation_digest AS digest FROM audit_log
    WHERE operation_digest IS NOT NULL AND operation_id IS NOT NULL AND seq < ${before}::bigint ORDER BY audit_log.seq DESC LIMIT ${limit}`;
}

/** Which of these operations the trail says nothing of. */
export async function findMissingOperations(supabase: SupabasePrismaClient, ids: readonly string[]): Promise<string[]> {
  const rows = await supabase.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM unnest(${[...ids]}::text[]) AS x(id) WHERE NOT EXISTS (SELECT 1 FROM audit_log a WHERE a.operation_id = x.id)`;
  return rows.map(({ id }) => id);
}
