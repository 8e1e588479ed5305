-- A database role for the API that cannot change the audit log and sees nothing of schema auth but whether a session lives.
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
