import {
  createViewInput,
  listViewsInput,
  listViewsOutput,
  removeViewInput,
  updateViewInput,
  viewRef,
} from "@invista/contracts/view/view";
import { createView, listViews, removeView, updateView } from "@invista/domain/identity";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const viewRouter = router({
  list: query("saved_view:manage_own", "GET /views", "The caller's own views of a list and the shared ones")
    .input(listViewsInput)
    .output(listViewsOutput)
    .query(({ ctx, input }) => listViews(ctx.host.supabase, ctx.actor, input)),
  create: command("saved_view:manage_own", "POST /views", "Keep filters, order and columns of a list under a name")
    .input(createViewInput)
    .output(viewRef)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => createView(work, input))),
  update: command("saved_view:manage_own", "PATCH /views/{id}", "Change a view, or share it")
    .input(updateViewInput)
    .output(viewRef)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => updateView(work, input))),
  remove: command("saved_view:manage_own", "POST /views/{id}/remove", "Remove a view")
    .input(removeViewInput)
    .output(viewRef)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => removeView(work, input))),
});
