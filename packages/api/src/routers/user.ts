import {
  changeUserInput,
  changeUserOutput,
  getUserInput,
  listUsersInput,
  listUsersOutput,
  resetMfaInput,
  updatedUserOutput,
  updateUserInput,
  userView,
} from "@invista/contracts/user/user";
import { removedFactorsOutput } from "@invista/contracts/mfa/mfa";
import { getPerson, listPeople, renamePerson } from "@invista/domain/identity";
import { reactivateAccount, removeAccount, resetFactorsOf, suspendAccount } from "../flows/change-account.ts";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const userRouter = router({
  list: query("user:read", "GET /users", "People with an account, by name, by page")
    .input(listUsersInput)
    .output(listUsersOutput)
    .query(({ ctx, input }) => listPeople(ctx.host.supabase, input)),
  get: query("user:read", "GET /users/{id}", "One person with roles, two-factor sign-in, sessions and keys")
    .input(getUserInput)
    .output(userView)
    .query(({ ctx, input }) => getPerson(ctx.host.supabase, input.id)),
  update: command("user:update", "PATCH /users/{id}", "Write a person's name as it should be read")
    .input(updateUserInput)
    .output(updatedUserOutput)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => renamePerson(work, input))),
  suspend: command("user:suspend", "POST /users/{id}/suspend", "Shut a person out and end his sessions")
    .input(changeUserInput)
    .output(changeUserOutput)
    .mutation(({ ctx, input }) => suspendAccount(ctx, input)),
  reactivate: command("user:suspend", "POST /users/{id}/reactivate", "Let a suspended person in again")
    .input(changeUserInput)
    .output(changeUserOutput)
    .mutation(({ ctx, input }) => reactivateAccount(ctx, input)),
  remove: command("user:delete", "POST /users/{id}/remove", "Remove an account for good")
    .input(changeUserInput)
    .output(changeUserOutput)
    .mutation(({ ctx, input }) => removeAccount(ctx, input)),
  resetMfa: command(
    "user:reset_mfa",
    "POST /users/{id}/reset-mfa",
    "Take all authenticators from someone who lost them",
  )
    .input(resetMfaInput)
    .output(removedFactorsOutput)
    .mutation(({ ctx, input }) => resetFactorsOf(ctx, input)),
});
