-- A person's second factors as the product lists them; the name is the product's once the row is there.
create or replace function public.follow_auth_factor() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare step bigint;
begin
  if tg_op = 'DELETE' then
    delete from mfa_factor where auth_factor_id = old.id::text;
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

revoke all on function public.follow_auth_factor() from public;
do $$
declare api_role text;
begin
  for api_role in select rolname from pg_roles where rolname in ('anon', 'authenticated') loop
    execute format('revoke all on function public.follow_auth_factor() from %I', api_role);
  end loop;
end $$;
