import {
  assignmentChanged,
  assignRoleInput,
  changeAssignmentInput,
  createRoleInput,
  findPeopleInput,
  findPeopleOutput,
  listAssignmentsInput,
  listAssignmentsOutput,
  listRolesInput,
  listRolesOutput,
  removeRoleInput,
  resetRoleInput,
  roleChanged,
  unassignRoleInput,
  updateRoleInput,
} from "@invista/contracts/access/role";
import {
  assignRole,
  changeAssignment,
  createRole,
  findPeople,
  listAssignments,
  listRoles,
  removeRole,
  resetRole,
  unassignRole,
  updateRole,
} from "@invista/domain/access";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { requireWarehouses } from "../flows/require-warehouses.ts";

export const roleRouter = router({
  list: query("role:read", "GET /roles", "Every role with its permissions, limits and number of people")
    .input(listRolesInput)
    .output(listRolesOutput)
    .query(({ ctx }) => listRoles(ctx.host.supabase)),
  create: command("role:manage", "POST /roles", "Make a role as a copy of another")
    .input(createRoleInput)
    .output(roleChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => createRole(work, input))),
  update: command("role:manage", "PATCH /roles/{id}", "Change permissions and limits of a role")
    .input(updateRoleInput)
    .output(roleChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => updateRole(work, input))),
  reset: command("role:manage", "POST /roles/{id}/reset", "Give a default role what it was shipped with")
    .input(resetRoleInput)
    .output(roleChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => resetRole(work, input))),
  remove: command("role:manage", "POST /roles/{id}/remove", "Remove a role that nobody holds")
    .input(removeRoleInput)
    .output(roleChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => removeRole(work, input))),
  assignments: query("role:read", "GET /role-assignments", "Who holds which role, where and until when")
    .input(listAssignmentsInput)
    .output(listAssignmentsOutput)
    .query(({ ctx, input }) => listAssignments(ctx.host.supabase, input)),
  people: query("role:assign", "GET /role-assignments/people", "People to give a role to, by name or address")
    .input(findPeopleInput)
    .output(findPeopleOutput)
    .query(({ ctx, input }) => findPeople(ctx.host.supabase, input)),
  assign: command("role:assign", "POST /role-assignments", "Give a person a role in warehouses and for a time")
    .input(assignRoleInput)
    .output(assignmentChanged)
    .mutation(async ({ ctx, input }) => {
      await requireWarehouses(ctx.read, input.warehouseScope);
      return ctx.commitIdentity((work) => assignRole(work, input));
    }),
  changeAssignment: command("role:assign", "PATCH /role-assignments/{id}", "Change where and until when a role is held")
    .input(changeAssignmentInput)
    .output(assignmentChanged)
    .mutation(async ({ ctx, input }) => {
      await requireWarehouses(ctx.read, input.warehouseScope);
      return ctx.commitIdentity((work) => changeAssignment(work, input));
    }),
  unassign: command("role:assign", "POST /role-assignments/{id}/remove", "Take a role from a person")
    .input(unassignRoleInput)
    .output(assignmentChanged)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => unassignRole(work, input))),
});
