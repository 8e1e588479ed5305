import type { BatchScope } from "./batch.ts";
import type { Permission } from "@invista/contracts/permissions";
import type { SupabasePrismaClient } from "@invista/db";
import type { Actor as DomainActor } from "@invista/domain/shared/actor";
import type { AuthAdmin, Mailer } from "@invista/domain/shared/auth-admin";
import type { CommandHost } from "@invista/domain/shared/run-command";
import type { LiveTopic } from "@invista/domain/shared/work";

/** The actor as authentication knows it: the domain's view plus what the session says. */
export interface SessionActor extends DomainActor {
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly aal: string;
  /** Whether the person has set up a second factor. */
  readonly hasSecondFactor: boolean;
  /** When the second factor was last used in this session. */
  readonly secondFactorAt: Date | null;
  /** Nothing but setting up a second factor is open to him. */
  readonly mustSetUpSecondFactor: boolean;
  readonly sessionLimits: { readonly endsAt: Date; readonly idleMinutes: number } | null;
  /** The warehouses in which the actor holds this permission. */
  scopeOf(permission: Permission): "all" | readonly string[];
}

export interface AuthenticateCall {
  readonly fresh: boolean;
  readonly intent: "read" | "write";
  /** Lets through who must still set up a second factor ("setUp"), and who has one but did not use it ("password"). */
  readonly allow?: "setUp" | "password" | undefined;
  /** For looks that nobody asked for. */
  readonly unattended?: boolean | undefined;
  /** What is asked for, to be named where it is refused. */
  readonly procedure?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly deviceId?: string | undefined;
}

export interface Denial {
  readonly userId: string;
  readonly procedure: string;
  readonly permission: Permission;
  /** Why it was forbidden. */
  readonly rule: string;
  readonly ip: string | undefined;
  readonly apiKeyId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** What one process gives to every request: clients, authentication and the live bus. */
export interface ApiHost extends CommandHost {
  readonly supabase: SupabasePrismaClient;
  readonly authAdmin: AuthAdmin;
  /** Null where the product sends no mail itself. */
  readonly mailer: Mailer | null;
  /** Where people find the product. */
  siteUrl(): string;
  /** Verifies the Authorization header; `fresh` skips the cache of rights, `unattended` is no use of the session or key. */
  authenticate(header: string | undefined, options: AuthenticateCall): Promise<SessionActor>;
  /** Puts a denial into the bounded buffer that is written to the audit trail. */
  denied(denial: Denial): void;
  /** Yields the topics that changed for this user until the signal aborts. */
  watch(userId: string, signal: AbortSignal): AsyncIterable<readonly LiveTopic[]>;
  /** Runs the work when there is room for its kind; refuses when too much waits already. */
  admit<T>(kind: "read" | "write", work: () => Promise<T>): Promise<T>;
  readonly startedAt: Date;
  readonly version: string;
}

export interface Context {
  readonly host: ApiHost;
  readonly requestId: string;
  readonly authorization: string | undefined;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  /** What the browser calls itself from one session to the next. */
  readonly deviceId?: string | undefined;
  /** Shared by the calls of one HTTP request. */
  readonly batch: BatchScope;
}
