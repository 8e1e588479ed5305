import { z } from "zod";
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
  link: z.string().nullable(),
  readAt: z.string().nullable(),
  createdAt: z.string(),
});
export type NotificationRow = z.infer<typeof notificationRow>;
export const listNotificationsOutput = pageOf(notificationRow).extend({ unread: z.int() });

export const markReadInput = z.strictObject({ ids: z.array(id).max(100).optional(), idempotencyKey });
export type MarkReadInput = z.infer<typeof markReadInput>;
export const markReadOutput = z.object({ marked: z.int(), unread: z.int() });

export const watchInput = z.strictObject({ lastEventId: z.string().max(40).nullish() });
export const watchEvent = z.object({
  topics: z.array(z.enum(["notification", "stock", "order", "import", "product", "access", "config"])),
});
export type WatchEvent = z.infer<typeof watchEvent>;
