-- Notifications know what kind of event they are about and whether they go by mail too; settings tell of their changes;
-- the text an audit hash is made of can be exported.
ALTER TABLE "user_notification" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'general',
  ADD COLUMN "in_app" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "mail_due_at" TIMESTAMPTZ(3),
  ADD COLUMN "mailed_at" TIMESTAMPTZ(3);
CREATE INDEX "user_notification_mail_due_idx" ON "user_notification"("mail_due_at") WHERE (mail_due_at IS NOT NULL);

drop trigger if exists user_notification_notifies on public.user_notification;
create or replace trigger user_notification_notifies after insert on public.user_notification
  for each row execute function public.notify_notification();
create or replace trigger user_notification_read_notifies after update on public.user_notification
  for each row when (new.read_at is distinct from old.read_at) execute function public.notify_notification();

-- Every process keeps the settings in memory and reads them again when it hears of a change.
create or replace function public.notify_configuration() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('invista_config', case when tg_op = 'DELETE' then old.key else new.key end);
  return null;
end $$;
create or replace trigger system_configuration_notifies after insert or update or delete on public.system_configuration
  for each row execute function public.notify_configuration();

-- hash = hex(sha256(utf8(prev_hash || LF || canonical))), canonical = the text of a JSON array of the columns in this
-- order, as PostgreSQL prints jsonb; times in UTC with milliseconds. Part of the format: never edit, only add a version.
-- A file export carries this text, so that an outsider checks it with nothing but SHA-256.
create or replace function public.audit_log_canonical(entry public.audit_log) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_array(
    entry.seq, entry.id, entry.user_id, entry.action, entry.resource, entry.resource_id, entry.old_values, entry.new_values,
    entry.ip, entry.user_agent, entry.session_id, entry.api_key_id, entry.operation_id, entry.operation_digest, entry.event_id,
    entry.idempotency_key, entry.request_hash, entry.result,
    to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  )::text
$$;
create or replace function public.audit_log_hash(entry public.audit_log) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(entry.prev_hash || E'\n' || public.audit_log_canonical(entry), 'UTF8')), 'hex')
$$;

revoke all on function public.notify_configuration(), public.audit_log_canonical(public.audit_log) from public;
do $$
declare api_role text;
begin
  for api_role in select rolname from pg_roles where rolname in ('anon', 'authenticated') loop
    execute format('revoke all on all functions in schema public from %I', api_role);
  end loop;
end $$;
