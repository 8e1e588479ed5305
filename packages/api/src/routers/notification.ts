import {
  getPreferencesInput,
  listNotificationsInput,
  listNotificationsOutput,
  markReadInput,
  markReadOutput,
  noticePreferences,
  setPreferencesInput,
  watchInput,
} from "@invista/contracts/notification/notification";
import { getPreferences, listNotifications, markRead, setPreferences } from "@invista/domain/system";
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
  preferences: query("notification:read_own", "GET /notifications/preferences", "How the caller hears of what")
    .input(getPreferencesInput)
    .output(noticePreferences)
    .query(({ ctx }) => getPreferences(ctx.host.supabase, ctx.actor.userId)),
  setPreferences: command(
    "notification:manage_own",
    "POST /notifications/preferences",
    "Choose how to hear of each kind of event, and the daily summary",
  )
    .input(setPreferencesInput)
    .output(noticePreferences)
    .mutation(({ ctx, input }) => ctx.commitIdentity((work) => setPreferences(work, input))),
  changes: stream("notification:read_own")
    .input(watchInput)
    .subscription(({ ctx, signal }) => watchChanges(ctx, ctx.actor.userId, "notification:read_own", signal)),
});
