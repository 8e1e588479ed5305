import {
  codesOutput,
  confirmFactorInput,
  factorsOutput,
  getMfaInput,
  mfaView,
  regenerateCodesInput,
  removeFactorInput,
  renameFactorInput,
  recoverInput,
  removedFactorsOutput,
} from "@invista/contracts/mfa/mfa";
import { confirmFactor, getMfa, regenerateCodes, renameFactor } from "@invista/domain/identity";
import { recoverAccount, removeOwnFactor } from "../flows/change-account.ts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

/** One's own second factors. Enrolling and verifying is done with the auth server itself. */
export const mfaRouter = router({
  get: query("session:read_own", "GET /mfa", "The caller's authenticators and how many recovery codes are left", {
    allow: "setUp",
  })
    .input(getMfaInput)
    .output(mfaView)
    .query(({ ctx }) => getMfa(ctx.host.supabase, ctx.actor.userId)),
  confirm: command("session:read_own", "POST /mfa/confirm", "Take note of a confirmed authenticator", {
    stepUp: true,
  })
    .input(confirmFactorInput)
    .output(codesOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => confirmFactor(work, input), { shownOnce: ["codes"] })),
  rename: command("session:read_own", "POST /mfa/rename", "Give an authenticator another name", { personal: true })
    .input(renameFactorInput)
    .output(factorsOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => renameFactor(work, input))),
  remove: command("session:read_own", "POST /mfa/remove", "Remove an authenticator", { stepUp: true })
    .input(removeFactorInput)
    .output(factorsOutput)
    .mutation(({ ctx, input }) => removeOwnFactor(ctx, input)),
  regenerateCodes: command("session:read_own", "POST /mfa/recovery-codes", "Replace the recovery codes", {
    stepUp: true,
  })
    .input(regenerateCodesInput)
    .output(codesOutput)
    .mutation(({ ctx }) => ctx.commitIdentity((work) => regenerateCodes(work), { shownOnce: ["codes"] })),
  recover: command("session:read_own", "POST /mfa/recover", "Use a recovery code instead of an authenticator", {
    allow: "password",
    personal: true,
  })
    .input(recoverInput)
    .output(removedFactorsOutput)
    .mutation(({ ctx, input }) => recoverAccount(ctx, input)),
});
