import {
  displayChoice,
  getProfileInput,
  profileView,
  updateDisplayInput,
  updateProfileInput,
} from "@invista/contracts/profile/profile";
import { getProfile, updateDisplay, updateProfile } from "@invista/domain/identity";
import { z } from "zod";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

/** One's own account: whoever may sign in may read and change it. */
export const profileRouter = router({
  get: query("session:read_own", "GET /profile", "The caller's profile and display choices")
    .input(getProfileInput)
    .output(profileView)
    .query(({ ctx }) => getProfile(ctx.host.supabase, ctx.actor.userId)),
  update: command("session:read_own", "PATCH /profile", "Change the caller's names and words", {
    personal: true,
  })
    .input(updateProfileInput)
    .output(z.object({ version: z.int() }))
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => updateProfile(work, input))),
  updateDisplay: command(
    "session:read_own",
    "PATCH /profile/display",
    "Change how the caller sees numbers, dates and tables",
    { personal: true },
  )
    .input(updateDisplayInput)
    .output(displayChoice)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => updateDisplay(work, input))),
});
