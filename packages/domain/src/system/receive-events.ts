import { isNoticeKind, NOTICE_KINDS } from "@invista/contracts/notification/kinds";
import { z } from "zod";
import type { SupabaseTx } from "../shared/identity-work.ts";
import { newId } from "../shared/new-id.ts";

export interface DeliveredEvent {
  readonly id: string;
  readonly topic: string;
  readonly operationId: string | null;
  readonly payload: unknown;
}

const auditPayload = z.object({
  userId: z.string(),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string(),
  oldValues: z.unknown().optional(),
  newValues: z.unknown().optional(),
  ip: z.string().nullish(),
  userAgent: z.string().nullish(),
  sessionId: z.string().nullish(),
  apiKeyId: z.string().nullish(),
  at: z.string(),
  digest: z.string().nullish(),
});

const noticePayload = z.object({
  // Events written before there were kinds, or by a newer version.
  kind: z.string().default("general"),
  to: z.object({
    userIds: z.array(z.string()).optional(),
    permission: z.string().optional(),
    warehouseId: z.string().optional(),
    except: z.string().optional(),
  }),
  title: z.string(),
  message: z.string(),
  type: z.enum(["INFO", "SUCCESS", "WARNING", "ERROR"]),
  link: z.string(),
  dedupeKey: z.string(),
});

/**
 * Writes events of the business database into audit trail and notifications, in the caller's transaction.
 * An event that is there already changes nothing, so delivery may repeat; a payload that is not understood throws.
 */
export async function receiveEvents(tx: SupabaseTx, events: readonly DeliveredEvent[]): Promise<void> {
  const unknown = events.find((event) => event.topic !== "audit" && event.topic !== "notification");
  if (unknown) throw new Error(`no consumer for topic ${unknown.topic}`);
  await writeAudit(
    tx,
    events.filter((event) => event.topic === "audit"),
  );
  await writeNotices(
    tx,
    events.filter((event) => event.topic === "notification"),
  );
}

async function writeAudit(tx: SupabaseTx, events: readonly DeliveredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    id: newId(),
    eventId: event.id,
    operationId: event.operationId,
    ...auditPayload.parse(event.payload),
  }));
  // The chain's lock first: a rival delivery of the same events has then committed and is seen by NOT EXISTS.
  await tx.$queryRaw`SELECT 1 AS locked FROM pg_advisory_xact_lock(hashtext('public.audit_log'))`;
  await tx.$executeRaw`
    INSERT INTO audit_log (id, user_id, action, resource, resource_id, old_values, new_values, ip, user_agent, session_id, api_key_id, operation_id, operation_digest, event_id, occurred_at)
    SELECT x.id, x."userId", x.action, x.resource, x."resourceId", x."oldValues", x."newValues", x.ip, x."userAgent", x."sessionId", x."apiKeyId", x."operationId", x.digest, x."eventId", x.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id text, "userId" text, action text, resource text, "resourceId" text, "oldValues" jsonb, "newValues" jsonb, ip text, "userAgent" text,
      "sessionId" text, "apiKeyId" text, "operationId" text, digest text, "eventId" text, at timestamptz)
    WHERE NOT EXISTS (SELECT 1 FROM audit_log a WHERE a.event_id = x."eventId") ORDER BY x."eventId"::bigint`;
}

async function writeNotices(tx: SupabaseTx, events: readonly DeliveredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => {
    const { to, ...notice } = noticePayload.parse(event.payload);
    const kind = isNoticeKind(notice.kind) ? notice.kind : "general";
    return {
      ...notice,
      kind,
      inApp: NOTICE_KINDS[kind].inApp,
      mail: NOTICE_KINDS[kind].mail,
      eventId: event.id,
      userIds: to.userIds ?? [],
      permission: to.permission ?? null,
      warehouseId: to.warehouseId ?? null,
      except: to.except ?? null,
    };
  });
  await tx.$executeRaw`
    WITH notice AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("eventId" bigint, "userIds" jsonb, permission text, "warehouseId" text, "except" text, title text, message text, type text, link text, "dedupeKey" text, kind text, "inApp" boolean, mail boolean)),
    recipient AS (
      SELECT n."eventId", u.id AS user_id FROM notice n JOIN "user" u ON n."userIds" ? u.id AND u.status = 'ACTIVE'
      UNION
      SELECT n."eventId", p.user_id FROM notice n JOIN user_permission p ON p.permission = n.permission
      WHERE n."warehouseId" IS NULL OR cardinality(p.warehouse_scope) = 0 OR n."warehouseId" = ANY (p.warehouse_scope)),
    wanted AS (
      SELECT n.*, r.user_id, coalesce((p.preferences #>> ARRAY['notifications', 'kinds', n.kind, 'inApp'])::boolean, n."inApp") AS shown,
        coalesce((p.preferences #>> ARRAY['notifications', 'kinds', n.kind, 'mail'])::boolean, n.mail) AS mailed
      FROM recipient r JOIN notice n USING ("eventId") LEFT JOIN profile p ON p.user_id = r.user_id WHERE r.user_id IS DISTINCT FROM n."except")
    INSERT INTO user_notification (id, user_id, title, message, type, link, dedupe_key, kind, in_app, mail_due_at)
    SELECT gen_random_uuid()::text, w.user_id, w.title, w.message, w.type::notification_type, w.link, w."dedupeKey", w.kind, w.shown, CASE WHEN w.mailed THEN now() END
    FROM wanted w WHERE w.shown OR w.mailed ORDER BY w."eventId", w.user_id
    ON CONFLICT (user_id, dedupe_key) DO NOTHING`;
}
