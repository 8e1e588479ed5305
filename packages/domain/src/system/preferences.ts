import { NOTICE_KIND_NAMES, NOTICE_KINDS } from "@invista/contracts/notification/kinds";
import {
  noticePreferences,
  type NoticePreferences,
  type SetPreferencesInput,
} from "@invista/contracts/notification/notification";
import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import type { IdentityWork } from "../shared/identity-work.ts";

const stored = z
  .object({ notifications: z.object(noticePreferences.shape).partial().catch({}) })
  .catch({ notifications: {} });

/** How someone hears of each kind of event: what he chose, else what the product suggests. */
export async function getPreferences(supabase: SupabasePrismaClient, userId: string): Promise<NoticePreferences> {
  const profile = await supabase.profile.findUnique({ where: { userId }, select: { preferences: true } });
  return complete(profile?.preferences);
}

/** Keeps how someone wants to hear of each kind of event; kinds left out stay as they were. */
export async function setPreferences(work: IdentityWork, input: SetPreferencesInput): Promise<NoticePreferences> {
  const { userId } = work.actor;
  await work.tx.$queryRaw`SELECT id FROM profile WHERE user_id = ${userId} FOR UPDATE`;
  const profile = await work.tx.profile.findUnique({ where: { userId }, select: { preferences: true } });
  const before = complete(profile?.preferences);
  const after = { kinds: { ...before.kinds, ...input.kinds }, digest: input.digest };
  await work.tx.$executeRaw`
    INSERT INTO profile (id, user_id, preferences, updated_at) VALUES (${work.newId()}, ${userId}, jsonb_build_object('notifications', ${JSON.stringify(after)}::jsonb), now())
    ON CONFLICT (user_id) DO UPDATE SET updated_at = now(),
      preferences = jsonb_set(profile.preferences, '{notifications}', coalesce(profile.preferences -> 'notifications', '{}'::jsonb) || (EXCLUDED.preferences -> 'notifications'))`;
  work.audit({
    action: "UPDATE",
    resource: "notification_preferences",
    resourceId: userId,
    oldValues: before,
    newValues: after,
  });
  work.touch("notification");
  return after;
}

function complete(preferences: unknown): NoticePreferences {
  const { notifications } = stored.parse(preferences);
  const kinds = NOTICE_KIND_NAMES.map((kind) => {
    const { inApp, mail } = NOTICE_KINDS[kind];
    return [kind, notifications.kinds?.[kind] ?? { inApp, mail }] as const;
  });
  return { kinds: Object.fromEntries(kinds), digest: notifications.digest ?? false };
}
