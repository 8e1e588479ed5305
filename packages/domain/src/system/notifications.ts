import type {
  ListNotificationsInput,
  MarkReadInput,
  NotificationRow,
} from "@invista/contracts/notification/notification";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { without } from "../shared/without.ts";
import { all, sql, when } from "../shared/identity-sql.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);
type NotificationRecord = Omit<NotificationRow, "createdAt" | "readAt"> & {
  createdAt: Date;
  readAt: Date | null;
  created_key: string;
};

/** A user's own notifications, newest first, with how many are unread. */
export async function listNotifications(
  supabase: SupabasePrismaClient,
  userId: string,
  input: ListNotificationsInput,
): Promise<{ rows: NotificationRow[]; nextCursor: string | null; unread: number }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const conditions = all([
    sql`n.user_id = ${userId} AND n.in_app`,
    when(input.unread || undefined, () => sql`n.read_at IS NULL`),
    when(after, ([created, id]) => sql`(n.created_at, n.id) < (${created}::timestamptz, ${id})`),
  ]);
  const [rows, unread] = await Promise.all([
    supabase.$queryRaw<NotificationRecord[]>`
      SELECT n.id, n.title, n.message, n.type::text AS type, n.kind, n.link, n.read_at AS "readAt", n.created_at AS "createdAt", n.created_at::text AS created_key
      FROM user_notification n WHERE ${conditions} ORDER BY n.created_at DESC, n.id DESC LIMIT ${input.limit + 1}`,
    countUnread(supabase, userId),
  ]);
  const page = cutPage(rows, input.limit, (row) => [row.created_key, row.id]);
  return {
    rows: page.rows.map((row) => ({
      ...without(row, "created_key"),
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    })),
    nextCursor: page.nextCursor,
    unread,
  };
}

/** Marks a user's own notifications as read or unread, all of them without ids; doing it twice changes nothing. */
export async function markRead(
  supabase: SupabasePrismaClient,
  userId: string,
  input: MarkReadInput,
): Promise<{ marked: number; unread: number }> {
  const marked = await supabase.userNotification.updateMany({
    where: {
      userId,
      inApp: true,
      readAt: input.read ? null : { not: null },
      ...(input.ids ? { id: { in: input.ids } } : {}),
    },
    data: { readAt: input.read ? new Date() : null },
  });
  return { marked: marked.count, unread: await countUnread(supabase, userId) };
}

function countUnread(supabase: SupabasePrismaClient, userId: string): Promise<number> {
  return supabase.userNotification.count({ where: { userId, readAt: null, inApp: true } });
}
