import { refuse } from "@invista/contracts/errors";
import type { RemoveFactorInput, RecoverInput } from "@invista/contracts/mfa/mfa";
import type { ChangedUser, ChangeUserInput, ResetMfaInput } from "@invista/contracts/user/user";
import {
  reactivatePerson,
  recoverWithCode,
  removeFactor,
  removePerson,
  resetMfa,
  suspendPerson,
} from "@invista/domain/identity";
import type { IdentityWork } from "@invista/domain/shared/identity-work";
import type { ApiHost } from "../kit/context.ts";

/** What these flows need of a command's context. */
interface Commanding {
  readonly host: ApiHost;
  readonly actor: { readonly userId: string };
  commitIdentity<Output extends object>(body: (work: IdentityWork) => Promise<Output>): Promise<Output>;
}

// The database decides and is committed first; then the auth server follows. Where it can't be reached the caller is
// told to repeat: the repeated command finds its stored answer and makes the auth server follow now.

/** Suspends a person here, then bans him from signing in. */
export async function suspendAccount(ctx: Commanding, input: ChangeUserInput): Promise<ChangedUser> {
  const changed = await ctx.commitIdentity((work) => suspendPerson(work, input));
  await ctx.host.authAdmin.setBanned(changed.id, true);
  return changed;
}

/** Lets a suspended person sign in again. */
export async function reactivateAccount(ctx: Commanding, input: ChangeUserInput): Promise<ChangedUser> {
  const changed = await ctx.commitIdentity((work) => reactivatePerson(work, input));
  await ctx.host.authAdmin.setBanned(changed.id, false);
  return changed;
}

/** Removes a person here, then his account at the auth server. */
export async function removeAccount(ctx: Commanding, input: ChangeUserInput): Promise<ChangedUser> {
  const changed = await ctx.commitIdentity((work) => removePerson(work, input));
  await ctx.host.authAdmin.deleteUser(changed.id);
  return changed;
}

/** Forgets one of the caller's authenticators here and at the auth server. */
export async function removeOwnFactor(ctx: Commanding, input: RemoveFactorInput): Promise<{ factors: number }> {
  const removed = await ctx.commitIdentity((work) => removeFactor(work, input));
  await ctx.host.authAdmin.deleteFactor(ctx.actor.userId, input.factorId);
  return removed;
}

/** Takes every authenticator from someone who lost them. */
export async function resetFactorsOf(ctx: Commanding, input: ResetMfaInput): Promise<{ removedFactors: number }> {
  const { factorIds } = await ctx.commitIdentity((work) => resetMfa(work, input));
  await deleteFactors(ctx.host, input.id, factorIds);
  return { removedFactors: factorIds.length };
}

/** Uses a recovery code: one that fits removes the caller's authenticators, one that does not is refused. */
export async function recoverAccount(ctx: Commanding, input: RecoverInput): Promise<{ removedFactors: number }> {
  const { accepted, factorIds } = await ctx.commitIdentity((work) => recoverWithCode(work, input));
  if (!accepted) throw refuse("INVALID", "mfa.codeWrong", { issues: { code: "This code is not valid" } });
  await deleteFactors(ctx.host, ctx.actor.userId, factorIds);
  return { removedFactors: factorIds.length };
}

async function deleteFactors(host: ApiHost, userId: string, factorIds: readonly string[]): Promise<void> {
  for (const factorId of factorIds) await host.authAdmin.deleteFactor(userId, factorId);
}
