-- Refusals carry the rule's name as hint too: database drivers in between pass on only that.

create or replace function public.refuse_malformed_permission() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare wrong text;
begin
  if tg_table_name = 'role' then
    select p into wrong from unnest(new.permissions) p where p is null or p !~ '^[a-z_]+:[a-z_]+$' limit 1;
  else
    select p into wrong from unnest(new.scopes) p where p is null or p !~ '^[a-z_]+:[a-z_]+$' limit 1;
  end if;
  if found then
    raise exception 'not a permission: %', coalesce(wrong, 'null') using errcode = 'P0001', constraint = tg_table_name || '_permission_format', hint = tg_table_name || '_permission_format';
  end if;
  return new;
end $$;

create or replace function public.keep_system_role() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'system role % cannot be deleted', old.name using errcode = 'P0001', constraint = 'role_system_not_deletable', hint = 'role_system_not_deletable';
  end if;
  raise exception 'system role % keeps its name', old.name using errcode = 'P0001', constraint = 'role_system_keeps_name', hint = 'role_system_keeps_name';
end $$;

create or replace function public.refuse_without_owner(leaving_user text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare owner_role text;
begin
  update role set updated_at = updated_at where is_system and name = 'Owner' returning id into owner_role;
  if exists (
    select from user_role ur join "user" u on u.id = ur.user_id
    where ur.role_id = owner_role and ur.user_id = leaving_user and ur.expires_at is null and u.status = 'ACTIVE'
  ) and not exists (
    select from user_role ur join "user" u on u.id = ur.user_id
    where ur.role_id = owner_role and ur.user_id <> leaving_user and ur.expires_at is null and u.status = 'ACTIVE'
  ) then
    raise exception 'the last owner stays' using errcode = 'P0001', constraint = 'user_role_last_owner', hint = 'user_role_last_owner';
  end if;
end $$;

create or replace function public.refuse_used_step() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'time step % was used already', coalesce(new.last_used_step::text, 'null') using errcode = 'P0001', constraint = 'mfa_factor_step_rises', hint = 'mfa_factor_step_rises';
end $$;

create or replace function public.refuse_audit_log_change() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'audit_log is append-only' using errcode = 'P0001', constraint = 'audit_log_append_only', hint = 'audit_log_append_only';
end $$;
