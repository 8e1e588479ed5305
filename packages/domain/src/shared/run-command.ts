import { createHash } from "node:crypto";
import { DEFAULT_SETTINGS, type Settings } from "@invista/contracts/config/registry";
import { refuse } from "@invista/contracts/errors";
import { observeQuery, type NeonPrismaClient } from "@invista/db";
import type { Actor } from "./actor.ts";
import { toRefusal } from "./database-errors.ts";
import { faultPoint } from "./fault-point.ts";
import { newId } from "./new-id.ts";
import { retrying } from "./retrying.ts";
import { makeWork, type LiveTopic, type NeonTx, type NeonWork, type Recorded } from "./work.ts";

/** What commands need from the process that hosts them. */
export interface CommandHost {
  readonly neon: NeonPrismaClient;
  /** The settings in force; those as shipped where the host has none. */
  readonly settings?: Settings;
  now(): Date;
  /** Called after COMMIT with what changed: wakes the delivery worker and open screens. */
  committed(topics: ReadonlySet<LiveTopic>): void;
}

export interface Command {
  readonly procedure: string;
  readonly actor: Actor;
  readonly idempotencyKey: string;
  /** The validated input without its key. */
  readonly input: unknown;
  readonly origin?: { readonly ip?: string | undefined; readonly userAgent?: string | undefined };
  /** Lifts the statement time limit: imports and other bulk work. */
  readonly long?: boolean;
}

/**
 * Runs one command in one transaction: begin_command (Operation row or the stored answer) · body · finish_command · COMMIT.
 * The same key with the same input gives the stored answer, with other input CONFLICT; deadlocks and lock time-outs are retried three times.
 */
export async function runCommand<Output extends object>(
  host: CommandHost,
  command: Command,
  body: (work: NeonWork) => Promise<Output>,
): Promise<Output> {
  const hash = createHash("sha256")
    .update(JSON.stringify([command.procedure, command.input]))
    .digest("hex");
  const start = performance.now();
  const { output, topics } = await retrying(
    () =>
      host.neon.$transaction((tx) => attemptOnce(tx, host, command, hash, body), {
        timeout: command.long ? 600_000 : 12_000,
      }),
    toRefusal,
  );
  faultPoint("after-commit");
  if (topics) host.committed(topics);
  observeQuery("neon", command.procedure, performance.now() - start);
  return output;
}

async function attemptOnce<Output extends object>(
  tx: NeonTx,
  host: CommandHost,
  command: Command,
  hash: string,
  body: (work: NeonWork) => Promise<Output>,
): Promise<{ output: Output; topics: ReadonlySet<LiveTopic> | null }> {
  faultPoint("before-begin");
  const stored = JSON.stringify(command.input ?? {});
  if (command.long)
    await tx.$queryRaw`SELECT set_config('invista.long', 'on', true), set_config('statement_timeout', '600s', true), set_config('lock_timeout', '30s', true)`;
  const [begun] = await tx.$queryRaw<{ operation_id: string; replayed: Output | null; mismatch: boolean }[]>`
    SELECT operation_id, replayed, mismatch FROM begin_command(${command.procedure}, ${command.actor.userId}, ${command.idempotencyKey}, ${hash}, ${stored}::jsonb)`;
  if (!begun) throw new Error("begin_command answered nothing");
  if (begun.mismatch) throw refuse("CONFLICT", "idempotency.keyReused");
  if (begun.replayed !== null) return { output: begun.replayed, topics: null };
  faultPoint("after-begin");
  const { work, recorded } = makeWork({
    tx,
    actor: command.actor,
    now: host.now(),
    operationId: begun.operation_id,
    settings: host.settings ?? DEFAULT_SETTINGS,
    newId,
  });
  const output = await body(work);
  faultPoint("before-finish");
  await tx.$queryRaw`SELECT 1 AS done FROM finish_command(${begun.operation_id}, ${JSON.stringify(output)}::jsonb, ${JSON.stringify(eventsOf(command, recorded, host.now()))}::jsonb)`;
  faultPoint("before-commit");
  return { output, topics: recorded.topics };
}

interface OutboxEntry {
  topic: "audit" | "notification";
  entity: string;
  payload: Record<string, unknown>;
}

function eventsOf(command: Command, recorded: Recorded, now: Date): OutboxEntry[] {
  const [audit, second] = recorded.audits;
  if (!audit || second)
    throw new Error(
      `${command.procedure} recorded ${recorded.audits.length} audit entries; a command records exactly one`,
    );
  const actor = {
    userId: command.actor.userId,
    sessionId: command.actor.sessionId ?? null,
    apiKeyId: command.actor.apiKeyId ?? null,
    ip: command.origin?.ip ?? null,
    userAgent: command.origin?.userAgent ?? null,
    at: now.toISOString(),
  };
  return [
    {
      topic: "audit",
      entity: `${audit.resource}:${audit.resourceId}`,
      payload: { ...actor, ...audit, procedure: command.procedure },
    },
    ...recorded.notices.map((notice): OutboxEntry => ({
      topic: "notification",
      entity: `${audit.resource}:${audit.resourceId}`,
      payload: { ...notice },
    })),
  ];
}
