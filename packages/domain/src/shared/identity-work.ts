import type { SupabasePrismaClient } from "@invista/db";
import type { Actor } from "./actor.ts";
import type { AuditEntry, LiveTopic } from "./work.ts";

/** The transaction client of the identity database. */
export type SupabaseTx = Parameters<Parameters<SupabasePrismaClient["$transaction"]>[0]>[0];

declare const branded: unique symbol;

/** One command's unit of work in the identity database: its transaction, actor, clock, ids and audit entry. */
export interface IdentityWork {
  readonly [branded]: "IdentityWork";
  readonly tx: SupabaseTx;
  readonly actor: Actor;
  readonly now: Date;
  newId(): string;
  /** Records the command in the audit trail, in the same transaction; called exactly once. */
  audit(entry: AuditEntry): void;
  /** Tells open screens which kind of data changed. */
  touch(...topics: LiveTopic[]): void;
}

export interface IdentityRecorded {
  readonly audits: AuditEntry[];
  readonly topics: Set<LiveTopic>;
}

/** Makes the unit of work; only runIdentityCommand calls it. */
export function makeIdentityWork(parts: { tx: SupabaseTx; actor: Actor; now: Date; newId: () => string }): {
  work: IdentityWork;
  recorded: IdentityRecorded;
} {
  const recorded: IdentityRecorded = { audits: [], topics: new Set() };
  const work = {
    ...parts,
    audit: (entry: AuditEntry) => void recorded.audits.push(entry),
    touch: (...topics: LiveTopic[]) => topics.forEach((topic) => recorded.topics.add(topic)),
  } as unknown as IdentityWork;
  return { work, recorded };
}
