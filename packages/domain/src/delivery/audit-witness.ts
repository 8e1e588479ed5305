import { randomUUID } from "node:crypto";
import type { NeonPrismaClient } from "@invista/db";

const PROCEDURE = "audit.witness";

/** A head of the audit chain, as the business database wrote it down at the time. */
export interface Witness {
  readonly seq: string;
  readonly hash: string;
}

/** What the audit trail says of an operation. */
export interface AuditedOperation {
  readonly seq: string;
  readonly operationId: string;
  readonly digest: string;
}

/** Writes a head of the audit chain into the business database, unless it is the newest there: who rewrites one database is seen in the other. */
export async function writeWitness(neon: NeonPrismaClient, head: Witness): Promise<boolean> {
  const [newest] = await neon.$queryRaw<Witness[]>`
    SELECT input ->> 'seq' AS seq, input ->> 'hash' AS hash FROM operation WHERE procedure = ${PROCEDURE} AND status = 'DONE' ORDER BY (input ->> 'seq')::bigint DESC LIMIT 1`;
  if (newest && BigInt(newest.seq) >= BigInt(head.seq)) return false;
  const input = JSON.stringify({ seq: head.seq, hash: head.hash });
  await neon.$transaction(async (tx) => {
    const [begun] = await tx.$queryRaw<{ operation_id: string }[]>`
      SELECT operation_id FROM begin_command(${PROCEDURE}, 'system', ${randomUUID()}, ${head.hash}, ${input}::jsonb)`;
    await tx.$queryRaw`SELECT 1 AS done FROM finish_command(${begun?.operation_id ?? ""}, ${input}::jsonb, '[]'::jsonb)`;
  });
  return true;
}

/** The heads written down after a number, oldest first. */
export function readWitnesses(neon: NeonPrismaClient, after: string, limit: number): Promise<Witness[]> {
  return neon.$queryRaw<Witness[]>`
    SELECT input ->> 'seq' AS seq, input ->> 'hash' AS hash FROM operation
    WHERE procedure = ${PROCEDURE} AND status = 'DONE' AND (input ->> 'seq')::bigint > ${after}::bigint ORDER BY (input ->> 'seq')::bigint LIMIT ${limit}`;
}

/** The first of these entries whose operation is gone, or whose movements and journal no longer give its digest. */
export async function findWrongDigest(
  neon: NeonPrismaClient,
  audited: readonly AuditedOperation[],
): Promise<{ seq: string; isGone: boolean } | null> {
  const [wrong] = await neon.$queryRaw<{ seq: string; isGone: boolean }[]>`
    SELECT x.seq, o.id IS NULL AS "isGone" FROM jsonb_to_recordset(${JSON.stringify(audited)}::jsonb) AS x(seq text, "operationId" text, digest text)
    LEFT JOIN operation o ON o.id = x."operationId"
    WHERE o.id IS NULL OR encode(o.digest, 'hex') IS DISTINCT FROM x.digest OR encode(operation_digest(o.id), 'hex') <> x.digest ORDER BY x.seq::bigint LIMIT 1`;
  return wrong ?? null;
}

/** The operations done before a moment whose report is not waiting for delivery, newest first after a given one. */
export function listSettledOperations(
  neon: NeonPrismaClient,
  before: { readonly at: Date; readonly id: string },
  limit: number,
): Promise<{ id: string; at: Date }[]> {
  return neon.$queryRaw<{ id: string; at: Date }[]>`
    SELECT o.id, o.created_at AS at FROM operation o
    WHERE o.status IN ('DONE', 'UNDONE') AND o.procedure <> ${PROCEDURE} AND (o.created_at, o.id) < (${before.at}::timestamptz, ${before.id})
      AND NOT EXISTS (SELECT 1 FROM outbox_event e WHERE e.operation_id = o.id AND e.topic = 'audit' AND e.delivered_at IS NULL)
    ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit}`;
}
