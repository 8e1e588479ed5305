import type { SupabasePrismaClient } from "@invista/db";
import { z } from "zod";
import { deviceNameOf } from "./device-name.ts";

export interface SessionUse {
  readonly sessionId: string;
  readonly userId: string;
  readonly aal: string;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  readonly deviceId: string | undefined;
}

const noted = z.array(z.object({ created: z.boolean(), known: z.boolean(), others: z.boolean() }));

/**
 * Notes where and when a session was used; its first use from a device that no earlier session of the person used is
 * told to him. The very first session of an account is no news.
 */
export async function noteSession(supabase: SupabasePrismaClient, use: SessionUse): Promise<void> {
  const device = deviceNameOf(use.userAgent);
  const rows = noted.parse(
    await supabase.$queryRaw`
      with before as (
        select coalesce(bool_or(case when ${use.deviceId ?? null}::text is null then us.device_name is not distinct from ${device}
            else us.device_id = ${use.deviceId ?? null} end), false) as known, count(*) > 0 as others
        from public.user_session us where us.user_id = ${use.userId} and us.auth_session_id <> ${use.sessionId}
      ), written as (
        insert into public.user_session as us (id, user_id, auth_session_id, aal, ip, user_agent, device_name, device_id)
        values (gen_random_uuid()::text, ${use.userId}, ${use.sessionId}, ${use.aal}, ${use.ip ?? null}, ${use.userAgent ?? null}, ${device}, ${use.deviceId ?? null})
        on conflict (auth_session_id) do update set last_seen_at = now(), aal = excluded.aal, ip = coalesce(excluded.ip, us.ip),
          user_agent = coalesce(excluded.user_agent, us.user_agent), device_name = coalesce(excluded.device_name, us.device_name),
          device_id = coalesce(excluded.device_id, us.device_id)
        returning (xmax = 0) as created
      )
      select written.created, before.known, before.others from written, before`,
  );
  const [row] = rows;
  if (!row?.created || row.known || !row.others) return;
  await supabase.userNotification.createMany({
    data: {
      userId: use.userId,
      title: "Signed in on a new device",
      message: `${device ?? "An unknown device"} at ${use.ip ?? "an unknown address"}. If this was not you, end that session and change your password.`,
      type: "WARNING",
      link: "/security",
      dedupeKey: `device:${use.sessionId}`,
      mailDueAt: new Date(),
    },
    skipDuplicates: true,
  });
}
