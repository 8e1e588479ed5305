-- The rules the identity database keeps by itself. Idempotent: db:push applies this file after every push, and
-- the migrations hold the same text. Refusals carry SQLSTATE P0001 and the rule's name as constraint name.

-- Values -------------------------------------------------------------------------------------------------------

create or replace function pg_temp.ensure_check(on_table text, named text, condition text) returns void language plpgsql as $$
begin
  if not exists (select from pg_constraint where conrelid = format('public.%I', on_table)::regclass and conname = named) then
    execute format('alter table public.%I add constraint %I check (%s)', on_table, named, condition);
  end if;
end $$;

select pg_temp.ensure_check('user', 'user_email_shape', $$email ~ '^[^@\s]+@[^@\s]+$' and length(email) <= 255$$);
select pg_temp.ensure_check('role', 'role_limits_not_negative',
  'coalesce(max_approval_amount, 0) >= 0 and coalesce(max_adjust_qty, 0) >= 0 and coalesce(max_discount_pct, 0) between 0 and 100');
select pg_temp.ensure_check('role', 'role_permissions_not_null', 'permissions is not null');
select pg_temp.ensure_check('user_role', 'user_role_warehouse_scope_not_null', 'warehouse_scope is not null');
select pg_temp.ensure_check('api_key', 'api_key_scopes_not_null', 'scopes is not null and warehouse_scope is not null');
select pg_temp.ensure_check('api_key', 'api_key_rate_limit_positive', 'rate_limit > 0');
select pg_temp.ensure_check('user_session', 'user_session_aal_known', $$aal in ('aal1', 'aal2', 'aal3')$$);
select pg_temp.ensure_check('team_invitation', 'team_invitation_warehouse_scope_not_null', 'warehouse_scope is not null');

create unique index if not exists user_email_unique on public."user" (lower(email));
create unique index if not exists team_invitation_one_open on public.team_invitation (lower(email))
  where accepted_at is null and revoked_at is null;

-- Roles --------------------------------------------------------------------------------------------------------

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
create or replace trigger role_permission_format before insert or update of permissions on public.role
  for each row execute function public.refuse_malformed_permission();
create or replace trigger api_key_permission_format before insert or update of scopes on public.api_key
  for each row execute function public.refuse_malformed_permission();

create or replace function public.keep_system_role() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'system role % cannot be deleted', old.name using errcode = 'P0001', constraint = 'role_system_not_deletable', hint = 'role_system_not_deletable';
  end if;
  raise exception 'system role % keeps its name', old.name using errcode = 'P0001', constraint = 'role_system_keeps_name', hint = 'role_system_keeps_name';
end $$;
create or replace trigger role_system_not_deletable before delete on public.role
  for each row when (old.is_system) execute function public.keep_system_role();
create or replace trigger role_system_keeps_name before update on public.role
  for each row when (old.is_system and (not new.is_system or new.name <> old.name)) execute function public.keep_system_role();

-- The last owner -----------------------------------------------------------------------------------------------

-- Writing the role row makes two removals wait for each other, and under REPEATABLE READ makes the second fail
-- instead of counting in an old snapshot. Only owners of every warehouse without an end date count: of the others none
-- can repair what is lost, or they lapse unasked.
create or replace function public.refuse_without_owner(leaving_user text) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare owner_role text;
begin
  update role set updated_at = updated_at where is_system and name = 'Owner' returning id into owner_role;
  if exists (
    select from user_role ur join "user" u on u.id = ur.user_id
    where ur.role_id = owner_role and ur.user_id = leaving_user and ur.warehouse_scope = '{}' and ur.expires_at is null and u.status = 'ACTIVE'
  ) and not exists (
    select from user_role ur join "user" u on u.id = ur.user_id
    where ur.role_id = owner_role and ur.user_id <> leaving_user and ur.warehouse_scope = '{}' and ur.expires_at is null and u.status = 'ACTIVE'
  ) then
    raise exception 'the last owner stays' using errcode = 'P0001', constraint = 'user_role_last_owner', hint = 'user_role_last_owner';
  end if;
end $$;

create or replace function public.keep_last_owner() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'user' then
    if exists (select from user_role ur join role r on r.id = ur.role_id
               where ur.user_id = old.id and r.is_system and r.name = 'Owner') then
      perform refuse_without_owner(old.id);
    end if;
  elsif exists (select from role r where r.id = old.role_id and r.is_system and r.name = 'Owner') then
    perform refuse_without_owner(old.user_id);
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create or replace trigger user_role_last_owner_removed before delete on public.user_role
  for each row execute function public.keep_last_owner();
create or replace trigger user_role_last_owner_changed before update on public.user_role
  for each row when (new.role_id <> old.role_id or new.user_id <> old.user_id or (old.expires_at is null and new.expires_at is not null)
    or (old.warehouse_scope = '{}' and new.warehouse_scope <> '{}'))
  execute function public.keep_last_owner();
create or replace trigger user_last_owner_suspended before update on public."user"
  for each row when (old.status = 'ACTIVE' and new.status <> 'ACTIVE') execute function public.keep_last_owner();
create or replace trigger user_last_owner_deleted before delete on public."user"
  for each row execute function public.keep_last_owner();

-- Who may do what, and who must hear of a change ---------------------------------------------------------------

create or replace view public.user_permission with (security_invoker = true) as
select ur.user_id, p.permission, ur.role_id, r.name as role_name, ur.warehouse_scope
from public.user_role ur
join public."user" u on u.id = ur.user_id and u.status = 'ACTIVE'
join public.role r on r.id = ur.role_id
cross join lateral unnest(r.permissions) as p(permission)
where ur.expires_at is null or ur.expires_at > now();

create or replace function public.bump_permissions_version() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'role' then
    -- In id order: two role changes that share people would otherwise deadlock.
    update "user" u set permissions_version = u.permissions_version + 1
    from (select id from "user" where id in (select user_id from user_role where role_id = new.id) order by id for no key update) held
    where u.id = held.id;
  else
    update "user" set permissions_version = permissions_version + 1
    where id in (case when tg_op = 'INSERT' then new.user_id else old.user_id end,
                 case when tg_op = 'DELETE' then old.user_id else new.user_id end);
  end if;
  return null;
end $$;
create or replace trigger role_bumps_permissions_version after update on public.role
  for each row when (new.permissions is distinct from old.permissions
    or (new.max_approval_amount, new.max_adjust_qty, new.max_discount_pct) is distinct from (old.max_approval_amount, old.max_adjust_qty, old.max_discount_pct))
  execute function public.bump_permissions_version();
create or replace trigger user_role_bumps_permissions_version after insert or update or delete on public.user_role
  for each row execute function public.bump_permissions_version();

create or replace function public.notify_access() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform pg_notify('invista_access', case when tg_table_name in ('user', 'role') then to_jsonb(old) ->> 'id' else to_jsonb(old) ->> 'user_id' end);
  end if;
  if tg_op <> 'DELETE' then
    perform pg_notify('invista_access', case when tg_table_name in ('user', 'role') then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'user_id' end);
  end if;
  return null;
end $$;
create or replace trigger user_notifies_access after update on public."user"
  for each row when ((new.status, new.permissions_version, new.email) is distinct from (old.status, old.permissions_version, old.email))
  execute function public.notify_access();
create or replace trigger user_deletion_notifies_access after delete on public."user"
  for each row execute function public.notify_access();
create or replace trigger role_notifies_access after update on public.role
  for each row when (new.permissions is distinct from old.permissions or new.name <> old.name or new.requires_mfa <> old.requires_mfa
    or (new.max_approval_amount, new.max_adjust_qty, new.max_discount_pct) is distinct from (old.max_approval_amount, old.max_adjust_qty, old.max_discount_pct))
  execute function public.notify_access();
create or replace trigger user_role_notifies_access after insert or update or delete on public.user_role
  for each row execute function public.notify_access();
create or replace trigger user_session_notifies_access after update on public.user_session
  for each row when (new.revoked_at is distinct from old.revoked_at) execute function public.notify_access();
create or replace trigger user_session_deletion_notifies_access after delete on public.user_session
  for each row execute function public.notify_access();
create or replace trigger api_key_notifies_access after update on public.api_key
  for each row when ((new.revoked_at, new.expires_at, new.scopes, new.warehouse_scope, new.rate_limit)
    is distinct from (old.revoked_at, old.expires_at, old.scopes, old.warehouse_scope, old.rate_limit))
  execute function public.notify_access();
create or replace trigger api_key_deletion_notifies_access after delete on public.api_key
  for each row execute function public.notify_access();

-- The user directory of the business database copies people by change time.
create or replace function public.touch_user() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'profile' then
    update "user" set updated_at = clock_timestamp() where id = new.user_id;
    return null;
  end if;
  new.updated_at := clock_timestamp();
  return new;
end $$;
create or replace trigger user_touched before update on public."user"
  for each row when (new.updated_at is not distinct from old.updated_at) execute function public.touch_user();
create or replace trigger profile_touches_user_when_made after insert on public.profile
  for each row execute function public.touch_user();
create or replace trigger profile_touches_user_when_renamed after update on public.profile
  for each row when ((new.first_name, new.last_name, new.avatar) is distinct from (old.first_name, old.last_name, old.avatar))
  execute function public.touch_user();

-- Schema auth belongs to Supabase Auth and is absent in shadow databases. Where these triggers stand, a session that
-- ends is known everywhere within milliseconds; where they may not be made, the caller trusts a check for 5 seconds.
create or replace function public.follow_auth_session() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update user_session set revoked_at = now() where tg_op = 'DELETE' and auth_session_id = old.id::text and revoked_at is null;
  perform pg_notify('invista_access', old.user_id::text);
  return null;
end $$;
create or replace function public.follow_auth_user() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- A soft deletion replaces the address by something that is none.
  if tg_op = 'UPDATE' and new.email is distinct from old.email and new.email like '%_@_%' and new.deleted_at is null then
    update "user" set email = new.email where id = new.id::text;
  end if;
  perform pg_notify('invista_access', old.id::text);
  return null;
end $$;
-- A person's second factors as the product lists them; the name is the product's once the row is there.
create or replace function public.follow_auth_factor() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare step bigint;
begin
  if tg_op = 'DELETE' then
    delete from mfa_factor where auth_factor_id = old.id::text;
    -- Where the product takes one away itself, its own row went first, and it told the person.
    if found and old.status::text = 'verified' then
      insert into user_notification (id, user_id, type, title, message, link, mail_due_at)
      select gen_random_uuid()::text, u.id, 'WARNING', 'An authenticator was removed',
        'It no longer gives codes for signing in. If this was not you, tell an administrator at once.', '/security', now()
      from "user" u where u.id = old.user_id::text and u.status = 'ACTIVE';
      if not exists (select from auth.mfa_factors f where f.user_id = old.user_id and f.status::text = 'verified') then
        delete from mfa_recovery_code where user_id = old.user_id::text;
      end if;
    end if;
    perform pg_notify('invista_access', old.user_id::text);
    return null;
  end if;
  if new.factor_type::text <> 'totp' then return null; end if;
  insert into mfa_factor (id, user_id, type, friendly_name, auth_factor_id, verified_at, updated_at)
  select new.id::text, u.id, 'TOTP', nullif(new.friendly_name, ''), new.id::text,
    case when new.status::text = 'verified' then new.updated_at end, now()
  from "user" u where u.id = new.user_id::text
  on conflict (auth_factor_id) do update set
    verified_at = case when new.status::text = 'verified' then coalesce(mfa_factor.verified_at, new.updated_at) end,
    friendly_name = case when tg_op = 'UPDATE' and new.friendly_name is distinct from old.friendly_name then nullif(new.friendly_name, '') else mfa_factor.friendly_name end,
    updated_at = now();
  -- Only the embedded sign-in server keeps the last used time step in its own table.
  step := (to_jsonb(new) ->> 'last_used_step')::bigint;
  update mfa_factor set last_used_step = step
  where auth_factor_id = new.id::text and step is not null and (last_used_step is null or last_used_step < step);
  if new.status::text = 'verified' and (tg_op = 'INSERT' or old.status::text <> 'verified') then
    insert into user_notification (id, user_id, type, title, message, link, dedupe_key, mail_due_at)
    select gen_random_uuid()::text, u.id, 'INFO', 'An authenticator was set up',
      'It now gives codes for signing in. If this was not you, tell an administrator at once.', '/security', 'factor:' || new.id, now()
    from "user" u where u.id = new.user_id::text and u.status = 'ACTIVE'
    on conflict (user_id, dedupe_key) do nothing;
  end if;
  if tg_op = 'INSERT' or new.status is distinct from old.status then perform pg_notify('invista_access', new.user_id::text); end if;
  return null;
end $$;
create or replace function public.follow_auth_schema() returns boolean
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_regclass('auth.sessions') is null or to_regclass('auth.users') is null or to_regclass('auth.mfa_factors') is null then return false; end if;
  create or replace trigger invista_session_ended after delete on auth.sessions
    for each row execute function public.follow_auth_session();
  create or replace trigger invista_session_changed after update on auth.sessions
    for each row when ((new.aal, new.not_after) is distinct from (old.aal, old.not_after)) execute function public.follow_auth_session();
  create or replace trigger invista_user_changed after update on auth.users
    for each row when ((new.email, new.banned_until, new.deleted_at) is distinct from (old.email, old.banned_until, old.deleted_at))
    execute function public.follow_auth_user();
  create or replace trigger invista_user_gone after delete on auth.users
    for each row execute function public.follow_auth_user();
  create or replace trigger invista_factor_followed after insert or update or delete on auth.mfa_factors
    for each row execute function public.follow_auth_factor();
  return true;
exception when insufficient_privilege then
  return false;
end $$;
select public.follow_auth_schema();

create or replace function public.notify_notification() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('invista_notification', new.user_id);
  return null;
end $$;
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

-- A TOTP code is accepted once ---------------------------------------------------------------------------------

create or replace function public.refuse_used_step() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'time step % was used already', coalesce(new.last_used_step::text, 'null') using errcode = 'P0001', constraint = 'mfa_factor_step_rises', hint = 'mfa_factor_step_rises';
end $$;
create or replace trigger mfa_factor_step_rises before update of last_used_step on public.mfa_factor
  for each row when (old.last_used_step is not null and (new.last_used_step is null or new.last_used_step <= old.last_used_step))
  execute function public.refuse_used_step();

-- The audit log ------------------------------------------------------------------------------------------------

create or replace function public.refuse_audit_log_change() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'audit_log is append-only' using errcode = 'P0001', constraint = 'audit_log_append_only', hint = 'audit_log_append_only';
end $$;
create or replace trigger audit_log_append_only before update or delete or truncate on public.audit_log
  for each statement execute function public.refuse_audit_log_change();

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

create or replace function public.chain_audit_log() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare head record;
begin
  -- Held until commit, so the head read next is committed or our own; rows of one INSERT see the rows before them.
  perform pg_advisory_xact_lock(hashtext('public.audit_log'));
  select seq, hash into head from audit_log order by seq desc limit 1;
  new.seq := coalesce(head.seq, 0) + 1;
  new.prev_hash := coalesce(head.hash, repeat('0', 64));
  new.created_at := date_trunc('milliseconds', clock_timestamp());
  new.hash := audit_log_hash(new);
  return new;
end $$;
create or replace trigger audit_log_chain before insert on public.audit_log
  for each row execute function public.chain_audit_log();

-- The first seq whose link or content is wrong, or null. Rows cut off at the end show only against the head hash that
-- the business database keeps.
create or replace function public.verify_audit_chain(from_seq bigint default 1) returns bigint
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select min(found.seq) from (
    select a.seq, a.hash = audit_log_hash(a) as honest,
      case when a.seq = 1 then a.prev_hash = repeat('0', 64)
           else a.prev_hash = lag(a.hash) over in_order and a.seq = lag(a.seq) over in_order + 1 end as linked
    from audit_log a where a.seq >= from_seq - 1 window in_order as (order by a.seq)
  ) found
  where found.seq >= from_seq and not (found.honest and coalesce(found.linked, false))
$$;

-- The security screen ------------------------------------------------------------------------------------------

create or replace view public.security_overview with (security_invoker = true) as
select u.id as user_id, u.email, u.status,
  exists (select from public.mfa_factor f where f.user_id = u.id and f.verified_at is not null) as mfa_enabled,
  (select count(*)::int from public.user_session s where s.user_id = u.id and s.revoked_at is null) as active_sessions,
  u.last_login_at,
  (select count(*)::int from public.api_key k where k.user_id = u.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())) as open_api_keys,
  (select count(*)::int from public.audit_log a where a.user_id = u.id and a.action = 'SIGN_IN_FAILED' and a.created_at > now() - interval '24 hours') as failed_logins_24h
from public."user" u;

-- Nobody reads these tables through the data API of a hosted project -------------------------------------------

do $$
declare item record; api_role text;
begin
  for item in select c.oid::regclass as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security', item.name);
  end loop;
  for item in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e') loop
    execute format('revoke all on function %s from public', item.name);
  end loop;
  for api_role in select rolname from pg_roles where rolname in ('anon', 'authenticated') loop
    execute format('revoke all on all tables in schema public from %I', api_role);
    execute format('revoke all on all sequences in schema public from %I', api_role);
    execute format('revoke all on all functions in schema public from %I', api_role);
    execute format('alter default privileges in schema public revoke all on tables from %I', api_role);
    execute format('alter default privileges in schema public revoke all on sequences from %I', api_role);
    execute format('alter default privileges in schema public revoke all on functions from %I', api_role);
  end loop;
end $$;

-- The role of the API ------------------------------------------------------------------------------------------

-- It reads and writes identity data, but never changes the audit log, and sees of schema auth only what says whether a
-- session lives. Without the right to make roles there is none, and one role does everything.
do $$
begin
  if not exists (select from pg_roles where rolname = 'invista_api') then create role invista_api nologin; end if;
exception when insufficient_privilege or duplicate_object or unique_violation then null;
end $$;

-- Gives the API's role its rights; to be called again when something it needs was added. False where the role is absent.
create or replace function public.grant_api_rights() returns boolean
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare item record;
begin
  if not exists (select from pg_roles where rolname = 'invista_api') then return false; end if;
  grant usage on schema public to invista_api;
  for item in select c.oid::regclass as name, c.oid, c.relkind from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
      and c.relname <> '_prisma_migrations' and pg_has_role(c.relowner, 'usage') loop
    execute format('revoke all on %s from invista_api', item.name);
    if item.relkind = 'S' then execute format('grant usage, select on sequence %s to invista_api', item.name);
    elsif item.relkind = 'v' then execute format('grant select on %s to invista_api', item.name);
    else
      execute format('grant select, insert, update, delete on %s to invista_api', item.name);
      if not exists (select from pg_policy p where p.polrelid = item.oid and p.polname = 'invista_api') then
        execute format('create policy invista_api on %s to invista_api using (true) with check (true)', item.name);
      end if;
    end if;
  end loop;
  revoke update, delete on audit_log from invista_api;
  for item in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and pg_has_role(p.proowner, 'usage')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e') loop
    execute format('grant execute on function %s to invista_api', item.name);
  end loop;
  alter default privileges in schema public grant execute on functions to invista_api;
  if to_regclass('auth.sessions') is not null and to_regclass('auth.users') is not null and to_regclass('auth.mfa_factors') is not null then
    grant usage on schema auth to invista_api;
    grant select (id, banned_until, deleted_at) on auth.users to invista_api;
    grant select (id, user_id, created_at, updated_at, aal, not_after, user_agent, ip), delete on auth.sessions to invista_api;
    grant select (id, user_id, friendly_name, factor_type, status, created_at, updated_at) on auth.mfa_factors to invista_api;
  end if;
  return true;
exception when insufficient_privilege then
  return false;
end $$;
revoke all on function public.grant_api_rights() from public;
select public.grant_api_rights();
