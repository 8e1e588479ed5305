import { refuse, Refusal } from "@invista/contracts/errors";
import { SENSITIVE_PERMISSIONS, type Permission } from "@invista/contracts/permissions";
import { observeQuery } from "@invista/db";
import type { IdentityWork } from "@invista/domain/shared/identity-work";
import { runCommand } from "@invista/domain/shared/run-command";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import type { NeonRead, NeonWork } from "@invista/domain/shared/work";
import { z } from "zod";
import type { BatchScope } from "./batch.ts";
import { canonical } from "./canonical-json.ts";
import type { Context, SessionActor } from "./context.ts";
import { toTrpcError } from "./errors.ts";
import { procedure } from "./trpc.ts";

type Rest = `${"GET" | "POST" | "PATCH" | "DELETE"} /${string}`;

/** Whatever goes wrong before or in the resolver, as a refusal. In one piece with the rest of the gate: each middleware costs a copy of the context. */
async function translated<Result extends { ok: boolean; error?: unknown }>(
  run: (caller: Caller) => Promise<Result>,
  call?: { readonly ctx: Context; readonly path: string; readonly permission: Permission },
): Promise<Result> {
  const caller: Caller = { actor: null };
  try {
    const result = await run(caller);
    if (!result.ok) throw result.error;
    return result;
  } catch (error) {
    const translation = toTrpcError(error);
    if (call && caller.actor && translation.code === "FORBIDDEN") recordDenial(call, caller.actor, translation.cause);
    throw translation;
  }
}

/** Who turned out to ask, once that is known. */
interface Caller {
  actor: SessionActor | null;
}

/** Whatever was forbidden to someone known goes into the audit trail, wherever it was refused; the gate of tokens tells of its own refusals. */
function recordDenial(
  { ctx, path, permission }: { readonly ctx: Context; readonly path: string; readonly permission: Permission },
  { userId, apiKeyId, sessionId }: SessionActor,
  cause: unknown,
): void {
  const rule = cause instanceof Refusal ? cause.rule : "permission.missing";
  ctx.host.denied({ userId, procedure: path, permission, rule, ip: ctx.ip, apiKeyId, sessionId });
}

function openapi(rest: Rest, summary: string) {
  const [method, path] = rest.split(" ", 2);
  const known = z.enum(["GET", "POST", "PATCH", "DELETE"]).parse(method);
  const target = z.templateLiteral(["/", z.string()]).parse(path);
  return { openapi: { method: known, path: target, summary, tags: [target.split("/")[1] ?? ""], protect: true } };
}

/** A procedure anyone may call; the reason is counted by the census. */
export function open(reason: string, rest: Rest, summary: string) {
  const access = openapi(rest, summary);
  return procedure
    .meta({ access: "open", reason, openapi: { ...access.openapi, protect: false } })
    .use(({ next }) => translated(() => next()));
}

/** A live stream with the rights of a reading procedure; streams have no REST twin. */
export function stream(permission: Permission) {
  return procedure.meta({ access: "query", permission }).use(({ ctx, path, next }) =>
    translated(async (caller) => next({ ctx: { actor: await authorize(caller, ctx, path, permission, "read") } }), {
      ctx,
      path,
      permission,
    }),
  );
}

/** What a procedure asks of the session beside the permission. */
export interface SessionDemand {
  /** Lets through who must still set up a second factor ("setUp"), and who has one but did not use it ("password"). */
  readonly allow?: "setUp" | "password";
  /** Lets through who holds no role at all yet. */
  readonly roleless?: boolean;
  /** For persons only, no API keys; asks the database whether the session lives, whatever is cached. */
  readonly personal?: boolean;
  /** Personal, and a person with a second factor must have used it in the last quarter of an hour. */
  readonly stepUp?: boolean;
}

/** A reading procedure: its resolver gets `ctx.read` with the verified actor. */
export function query(permission: Permission, rest: Rest, summary: string, demand: SessionDemand = {}) {
  return procedure.meta({ access: "query", permission, ...openapi(rest, summary) }).use(({ ctx, path, next }) =>
    translated(
      async (caller) => {
        const actor = await authorize(caller, ctx, path, permission, "read", demand);
        const read: NeonRead = { db: ctx.host.neon, actor, now: ctx.host.now() };
        const start = performance.now();
        const result = await ctx.host.admit("read", () => next({ ctx: { actor, read } }));
        observeQuery(IDENTITY.test(path) ? "supabase" : "neon", path, performance.now() - start);
        return result;
      },
      { ctx, path, permission },
    ),
  );
}

/** Procedures that read the identity database. */
const IDENTITY = /^(access|apiKey|audit|config|invitation|mfa|notification|profile|role|session|user)\./;

const keyed = z.looseObject({ idempotencyKey: z.uuid() });

/**
 * A changing procedure. `ctx.commit(work => fn(work, input))` runs it as one command in one transaction of the business database,
 * `ctx.commitIdentity` in one of the identity database: a procedure uses one of them.
 */
export function command(permission: Permission, rest: Rest, summary: string, demand: SessionDemand = {}) {
  return procedure
    .meta({ access: "command", permission, ...openapi(rest, summary) })
    .use(({ ctx, path, getRawInput, next }) =>
      translated(
        async (caller) => {
          const actor = await authorize(caller, ctx, path, permission, "write", demand);
          const described = async () => {
            const { idempotencyKey, ...input } = keyed.parse(await getRawInput());
            const origin = { ip: ctx.ip, userAgent: ctx.userAgent };
            return { procedure: path, actor, idempotencyKey, input: canonical(input), origin };
          };
          const commit = async <Output extends object>(
            body: (work: NeonWork) => Promise<Output>,
            options: { long?: boolean } = {},
          ): Promise<Output> => {
            const asked = { ...(await described()), long: options.long ?? false };
            return ctx.host.admit("write", () => runCommand(ctx.host, asked, body));
          };
          const commitIdentity = async <Output extends object>(
            body: (work: IdentityWork) => Promise<Output>,
            options: { shownOnce?: readonly string[] } = {},
          ): Promise<Output> => {
            const asked = { ...(await described()), ...options };
            return ctx.host.admit("write", () => runIdentityCommand(ctx.host, asked, body));
          };
          const read: NeonRead = { db: ctx.host.neon, actor, now: ctx.host.now() };
          return next({ ctx: { actor, read, commit, commitIdentity } });
        },
        { ctx, path, permission },
      ),
    );
}

async function authorize(
  caller: Caller,
  ctx: Context,
  path: string,
  permission: Permission,
  intent: "read" | "write",
  demand: SessionDemand = {},
): Promise<SessionActor> {
  const fresh = SENSITIVE_PERMISSIONS.has(permission) || isPersonal(demand);
  const actor = await whoAsks(ctx, path, fresh, intent, demand.allow);
  caller.actor = actor;
  if (SENSITIVE_PERMISSIONS.has(permission) && actor.permissions.has(permission))
    requireSecondFactor(ctx, actor, intent);
  if (isPersonal(demand) && actor.apiKeyId !== undefined) throw refuse("FORBIDDEN", "auth.apiKeyNotEnough");
  if (demand.stepUp && actor.hasSecondFactor) requireSecondFactor(ctx, actor, intent);
  // With several roles a person may reach different warehouses for different things.
  if (actor.permissions.has(permission) || (demand.roleless && actor.roles.length === 0))
    return { ...actor, warehouses: actor.scopeOf(permission) };
  throw refuse("FORBIDDEN", "permission.missing", { permission });
}

const asked = new WeakMap<BatchScope, Map<string, Promise<SessionActor>>>();

/** The verified actor. The calls of one HTTP request ask once; those of an API key each count towards its rate. */
async function whoAsks(
  ctx: Context,
  procedure: string,
  fresh: boolean,
  intent: "read" | "write",
  allow: SessionDemand["allow"],
): Promise<SessionActor> {
  const answers = asked.get(ctx.batch) ?? new Map<string, Promise<SessionActor>>();
  asked.set(ctx.batch, answers);
  const kind = `${fresh} ${intent} ${allow}`;
  const known = answers.get(kind);
  if (known) {
    const actor = await known;
    if (actor.apiKeyId === undefined) return actor;
  }
  const { ip, userAgent, deviceId } = ctx;
  const answer = ctx.host.authenticate(ctx.authorization, { fresh, intent, allow, procedure, ip, userAgent, deviceId });
  answers.set(kind, answer);
  return answer;
}

function isPersonal(demand: SessionDemand): boolean {
  return demand.personal === true || demand.stepUp === true;
}

const STEP_UP_MS = 15 * 60_000;

/** What is sensitive asks for a session with a second factor; changing it, for one that was used in the last quarter of an hour. */
function requireSecondFactor(ctx: Context, actor: SessionActor, intent: "read" | "write"): void {
  if (actor.apiKeyId !== undefined) throw refuse("FORBIDDEN", "auth.apiKeyNotEnough");
  if (!actor.hasSecondFactor) throw refuse("FORBIDDEN", "auth.mfaNotSetUp");
  if (actor.aal === "aal1") throw refuse("FORBIDDEN", "auth.mfaRequired");
  const age = ctx.host.now().getTime() - (actor.secondFactorAt?.getTime() ?? 0);
  if (intent === "write" && age > STEP_UP_MS) throw refuse("FORBIDDEN", "auth.stepUpRequired");
}
