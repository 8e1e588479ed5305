import {
  listNotificationsInput,
  listNotificationsOutput,
  markReadInput,
  markReadOutput,
  watchInput,
} from "@invista/contracts/notification/notification";
import { listNotifications, markRead } from "@invista/domain/system";
import { command, query, stream } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";
import { watchChanges } from "../flows/watch-changes.ts";

export const notificationRouter = router({
  list: query("notification:read_own", "GET /notifications", "The caller's notifications, newest first, by page")
    .input(listNotificationsInput)
    .output(listNotificationsOutput)
    .query(({ ctx, input }) => listNotifications(ctx.host.supabase, ctx.actor.userId, input)),
  markRead: command(
    "notification:manage_own",
    "POST /notifications/read",
    "Mark notifications as read; all of them without ids",
  )
    .input(markReadInput)
    .output(markReadOutput)
    .mutation(({ ctx, input }) => markRead(ctx.host.supabase, ctx.actor.userId, input)),
  changes: stream("notification:read_own")
    .input(watchInput)
    .subscription(({ ctx, signal }) => watchChanges(ctx.host, ctx.actor.userId, signal)),
});
