import type { SupabasePrismaClient } from "@invista/db";

const BATCH = 20;
const DIGEST_ROWS = 20;

export interface DueMail {
  readonly id: string;
  readonly email: string;
  readonly title: string;
  readonly message: string;
  readonly link: string | null;
}

/**
 * Takes notifications that are due by mail. Taken ones are due again in five minutes unless they are marked as sent, so
 * a mail is late rather than lost; a day after it was written nobody wants it any more.
 */
export function claimMails(supabase: SupabasePrismaClient): Promise<DueMail[]> {
  return supabase.$queryRaw<DueMail[]>`
    WITH due AS (
      SELECT id FROM user_notification WHERE mail_due_at <= now() ORDER BY mail_due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    UPDATE user_notification n SET mail_due_at = CASE WHEN n.created_at > now() - interval '1 day' THEN now() + interval '5 minutes' END
    FROM due, "user" u WHERE n.id = due.id AND u.id = n.user_id
    RETURNING n.id, u.email, n.title, n.message, n.link`;
}

export async function markMailed(supabase: SupabasePrismaClient, id: string): Promise<void> {
  await supabase.userNotification.updateMany({ where: { id }, data: { mailDueAt: null, mailedAt: new Date() } });
}

export interface DueDigest {
  readonly userId: string;
  readonly email: string;
  readonly day: string;
  readonly unread: number;
  readonly rows: readonly { title: string; message: string; link: string | null }[];
}

/**
 * Takes the daily summaries that are due where their people are: once a day and person, from the given hour on, in their
 * own time zone or the company's until they chose one. Taken is done, unless it is given back; people without anything unread get none.
 */
export async function claimDigests(
  supabase: SupabasePrismaClient,
  hour: number,
  now: Date,
  companyZone: string,
): Promise<DueDigest[]> {
  return supabase.$queryRaw<DueDigest[]>`
    WITH due AS (
      UPDATE profile p SET preferences = jsonb_set(p.preferences, '{notifications,digestOn}', to_jsonb(to_char(${now}::timestamptz AT TIME ZONE z.name, 'YYYY-MM-DD')))
      FROM pg_timezone_names z, "user" u
      WHERE z.name = CASE WHEN p.preferences -> 'ownTimezone' = 'true'::jsonb THEN p.timezone ELSE ${companyZone} END AND u.id = p.user_id AND u.status = 'ACTIVE' AND p.preferences #> '{notifications,digest}' = 'true'::jsonb
        AND extract(hour FROM ${now}::timestamptz AT TIME ZONE z.name) >= ${hour}
        AND p.preferences #>> '{notifications,digestOn}' IS DISTINCT FROM to_char(${now}::timestamptz AT TIME ZONE z.name, 'YYYY-MM-DD')
      RETURNING p.user_id, u.email, p.preferences #>> '{notifications,digestOn}' AS day)
    SELECT d.user_id AS "userId", d.email, d.day, count(*)::int AS unread,
      (array_agg(jsonb_build_object('title', n.title, 'message', n.message, 'link', n.link) ORDER BY n.created_at DESC))[1:${DIGEST_ROWS}::int] AS rows
    FROM due d JOIN user_notification n ON n.user_id = d.user_id AND n.read_at IS NULL AND n.in_app AND n.created_at <= ${now}::timestamptz
    GROUP BY d.user_id, d.email, d.day ORDER BY d.email`;
}

/** Gives a summary back that could not be handed over, once a day: it is due again. */
export async function releaseDigest(supabase: SupabasePrismaClient, { userId, day }: DueDigest): Promise<void> {
  await supabase.$executeRaw`
    UPDATE profile SET preferences = jsonb_set(preferences #- '{notifications,digestOn}', '{notifications,digestRetry}', to_jsonb(${day}::text))
    WHERE user_id = ${userId} AND preferences #>> '{notifications,digestOn}' = ${day} AND preferences #>> '{notifications,digestRetry}' IS DISTINCT FROM ${day}`;
}
