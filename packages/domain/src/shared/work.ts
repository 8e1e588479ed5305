import type { Settings } from "@invista/contracts/config/registry";
import type { NoticeKind } from "@invista/contracts/notification/kinds";
import type { NeonPrismaClient } from "@invista/db";
import type { Actor } from "./actor.ts";

/** The transaction client of the business database. */
export type NeonTx = Parameters<Parameters<NeonPrismaClient["$transaction"]>[0]>[0];

/** What a reader needs: statements outside a command's transaction. */
export interface NeonRead {
  readonly db: Pick<NeonTx, "$queryRaw"> & NeonTx;
  readonly actor: Actor;
  readonly now: Date;
}

/** What happened, for the audit trail: exactly one per command. */
export interface AuditEntry {
  readonly action: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly oldValues?: unknown;
  readonly newValues?: unknown;
}

/** A message for people: to named users, or to everyone who holds a permission (in a warehouse). */
export interface Notice {
  /** Which event: people choose by it how they want to hear of it. */
  readonly kind: NoticeKind;
  readonly to: {
    readonly userIds?: readonly string[];
    readonly permission?: string;
    readonly warehouseId?: string;
    readonly except?: string;
  };
  readonly title: string;
  readonly message: string;
  readonly type: "INFO" | "SUCCESS" | "WARNING" | "ERROR";
  readonly link: string;
  /** Two notices with one key reach a user once. */
  readonly dedupeKey: string;
}

export type LiveTopic = "stock" | "count" | "order" | "product" | "import" | "notification" | "access" | "config";

declare const branded: unique symbol;

/** One command's unit of work: its transaction, actor, clock, ids and what the other database will hear. */
export interface NeonWork {
  readonly [branded]: "NeonWork";
  readonly tx: NeonTx;
  readonly actor: Actor;
  readonly now: Date;
  readonly operationId: string;
  readonly settings: Settings;
  newId(): string;
  /** Records the command in the audit trail; called exactly once. */
  audit(entry: AuditEntry): void;
  notify(notice: Notice): void;
  /** Tells open screens which kind of data changed. */
  touch(...topics: LiveTopic[]): void;
}

export interface Recorded {
  readonly audits: AuditEntry[];
  readonly notices: Notice[];
  readonly topics: Set<LiveTopic>;
}

/** Makes the unit of work; only runCommand and tests call it. */
export function makeWork(parts: {
  tx: NeonTx;
  actor: Actor;
  now: Date;
  operationId: string;
  settings: Settings;
  newId: () => string;
}): {
  work: NeonWork;
  recorded: Recorded;
} {
  const recorded: Recorded = { audits: [], notices: [], topics: new Set() };
  const work = {
    ...parts,
    audit: (entry: AuditEntry) => void recorded.audits.push(entry),
    notify: (notice: Notice) => void recorded.notices.push(notice),
    touch: (...topics: LiveTopic[]) => topics.forEach((topic) => recorded.topics.add(topic)),
  } as unknown as NeonWork;
  return { work, recorded };
}
