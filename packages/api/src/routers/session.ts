import { DEFAULT_SETTINGS } from "@invista/contracts/config/registry";
import { meInput, meOutput } from "@invista/contracts/session/me";
import { query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { describeActor } from "../flows/describe-actor.ts";

export const sessionRouter = router({
  me: query("session:read_own", "GET /session", "Who is signed in, with roles and permissions")
    .input(meInput)
    .output(meOutput)
    .query(({ ctx }) => describeActor(ctx.actor, ctx.host.settings ?? DEFAULT_SETTINGS)),
});
