import { createHash } from "node:crypto";
import { refuse } from "@invista/contracts/errors";
import { observeQuery, SupabaseSql, type SupabasePrismaClient } from "@invista/db";
import { toRefusal } from "./database-errors.ts";
import { makeIdentityWork, type IdentityWork, type SupabaseTx } from "./identity-work.ts";
import { newId } from "./new-id.ts";
import { retrying } from "./retrying.ts";
import type { Command } from "./run-command.ts";
import type { LiveTopic } from "./work.ts";

/** What commands of the identity database need from the process that hosts them. */
export interface IdentityHost {
  readonly supabase: SupabasePrismaClient;
  now(): Date;
  /** Called after COMMIT with what changed. */
  committed(topics: ReadonlySet<LiveTopic>): void;
}

export type IdentityCommand = Omit<Command, "long"> & {
  /** Fields of the output that are shown once and kept nowhere: a repeated call gets null for them. */
  readonly shownOnce?: readonly string[];
};

/**
 * Runs one command in one transaction of the identity database. Its audit row, written in the same transaction, also holds its
 * idempotency: the same key with the same input gives the stored answer, with other input CONFLICT.
 */
export async function runIdentityCommand<Output extends object>(
  host: IdentityHost,
  command: IdentityCommand,
  body: (work: IdentityWork) => Promise<Output>,
): Promise<Output> {
  const start = performance.now();
  const { output, topics } = await retrying(
    () => host.supabase.$transaction((tx) => attemptOnce(tx, host, command, body)),
    (error) => toRefusal(error, "identity"),
  );
  if (topics && topics.size > 0) host.committed(topics);
  observeQuery("supabase", command.procedure, performance.now() - start);
  return output;
}

async function attemptOnce<Output extends object>(
  tx: SupabaseTx,
  host: IdentityHost,
  command: IdentityCommand,
  body: (work: IdentityWork) => Promise<Output>,
): Promise<{ output: Output; topics: ReadonlySet<LiveTopic> | null }> {
  const { actor, idempotencyKey, procedure } = command;
  const requestHash = createHash("sha256")
    .update(JSON.stringify([procedure, command.input]))
    .digest("hex");
  // A rival with the same key waits here until the first has committed, and then finds its answer.
  await tx.$executeRaw`
    SELECT set_config('lock_timeout', '2s', true), set_config('statement_timeout', '5s', true), set_config('idle_in_transaction_session_timeout', '10s', true),
      pg_advisory_xact_lock(hashtextextended(${`${actor.userId}:${idempotencyKey}`}, 0))::text`;
  const [stored] = await tx.$queryRaw<{ request_hash: string | null; result: Output }[]>`
    SELECT request_hash, result FROM audit_log WHERE user_id = ${actor.userId} AND idempotency_key = ${idempotencyKey}`;
  if (stored) {
    if (stored.request_hash !== requestHash) throw refuse("CONFLICT", "idempotency.keyReused");
    return { output: stored.result, topics: null };
  }
  const { work, recorded } = makeIdentityWork({ tx, actor, now: host.now(), newId });
  const output = await body(work);
  const [entry, second] = recorded.audits;
  if (!entry || second)
    throw new Error(`${procedure} recorded ${recorded.audits.length} audit entries; a command records exactly one`);
  await tx.auditLog.create({
    data: {
      userId: actor.userId,
      action: entry.action,
      resource: entry.resource,
      resourceId: entry.resourceId,
      oldValues: json(entry.oldValues),
      newValues: json(entry.newValues),
      ip: command.origin?.ip ?? null,
      userAgent: command.origin?.userAgent ?? null,
      sessionId: actor.sessionId ?? null,
      apiKeyId: actor.apiKeyId ?? null,
      idempotencyKey,
      requestHash,
      result: json(withheld(output, command.shownOnce ?? [])),
      occurredAt: host.now(),
    },
    select: { id: true },
  });
  return { output, topics: recorded.topics };
}

function withheld(output: object, fields: readonly string[]): object {
  return { ...output, ...Object.fromEntries(fields.map((field) => [field, null])) };
}

function json(value: unknown) {
  return value === undefined ? SupabaseSql.DbNull : JSON.parse(JSON.stringify(value));
}
