import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { meInput, meOutput } from "@invista/contracts/session/me";
import {
  listSessionsInput,
  listSessionsOfInput,
  listSessionsOutput,
  revokedOutput,
  revokeSessionInput,
  revokeSessionsInput,
  revokeSessionsOfInput,
} from "@invista/contracts/session/sessions";
import { listSessions, revokeSession, revokeSessions, revokeSessionsOf } from "@invista/domain/identity";
import { describeActor } from "../flows/describe-actor.ts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const sessionRouter = router({
  me: query("session:read_own", "GET /session", "Who is signed in, with roles and permissions", {
    allow: "setUp",
    roleless: true,
  })
    .input(meInput)
    .output(meOutput)
    .query(({ ctx }) => describeActor(ctx.host.supabase, ctx.actor, ctx.host.settings ?? DEFAULT_SETTINGS)),
  list: query("session:read_own", "GET /sessions", "The caller's living sessions", { allow: "setUp" })
    .input(listSessionsInput)
    .output(listSessionsOutput)
    .query(({ ctx }) => listSessions(ctx.host.supabase, ctx.actor.userId, ctx.actor.sessionId)),
  revoke: command("session:revoke_own", "POST /sessions/{id}/revoke", "End one of the caller's sessions", {
    allow: "setUp",
    personal: true,
  })
    .input(revokeSessionInput)
    .output(revokedOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeSession(work, input))),
  revokeMany: command(
    "session:revoke_own",
    "POST /sessions/revoke",
    "End the caller's other sessions, or all of them",
    {
      allow: "setUp",
      personal: true,
    },
  )
    .input(revokeSessionsInput)
    .output(revokedOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeSessions(work, input))),
  listOf: query("session:read_all", "GET /users/{userId}/sessions", "The living sessions of a person")
    .input(listSessionsOfInput)
    .output(listSessionsOutput)
    .query(({ ctx, input }) => listSessions(ctx.host.supabase, input.userId, ctx.actor.sessionId)),
  revokeOf: command(
    "session:revoke_all",
    "POST /users/{userId}/sessions/revoke",
    "End one session of a person, or all",
    {
      personal: true,
    },
  )
    .input(revokeSessionsOfInput)
    .output(revokedOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => revokeSessionsOf(work, input))),
});
