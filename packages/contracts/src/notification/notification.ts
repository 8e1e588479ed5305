import { z } from "zod";
import { isNoticeKind } from "./kinds.ts";
import { pageInput, pageOf } from "../page.ts";
import { id, idempotencyKey } from "../text.ts";

export const notificationType = z.enum(["INFO", "SUCCESS", "WARNING", "ERROR"]);
export const listNotificationsInput = z.strictObject({ ...pageInput, unread: z.boolean().optional() });
export type ListNotificationsInput = z.infer<typeof listNotificationsInput>;
export const notificationRow = z.object({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  type: notificationType,
  kind: z.string(),
  link: z.string().nullable(),
  readAt: z.string().nullable(),
  createdAt: z.string(),
});
export type NotificationRow = z.infer<typeof notificationRow>;
export const listNotificationsOutput = pageOf(notificationRow).extend({ unread: z.int() });

export const markReadInput = z.strictObject({
  /** All of them without ids. */
  ids: z.array(id).max(100).optional(),
  /** False marks them as unread again. */
  read: z.boolean().default(true),
  idempotencyKey,
});
export type MarkReadInput = z.infer<typeof markReadInput>;
export const markReadOutput = z.object({ marked: z.int(), unread: z.int() });

export const watchInput = z.strictObject({ lastEventId: z.string().max(40).nullish() });
export const watchEvent = z.object({
  topics: z.array(z.enum(["notification", "stock", "count", "order", "import", "product", "access", "config"])),
});
export type WatchEvent = z.infer<typeof watchEvent>;

const choice = z.strictObject({ inApp: z.boolean(), mail: z.boolean() });
/** How someone wants to hear of each kind of event, and whether a summary comes every day. */
export const noticePreferences = z.strictObject({
  kinds: z.record(
    z.string().refine((name): boolean => isNoticeKind(name), "is not a kind of event"),
    choice,
  ),
  digest: z.boolean(),
});
export type NoticePreferences = z.infer<typeof noticePreferences>;
export const getPreferencesInput = z.strictObject({});
export const setPreferencesInput = z.strictObject({ ...noticePreferences.shape, idempotencyKey });
export type SetPreferencesInput = z.infer<typeof setPreferencesInput>;
