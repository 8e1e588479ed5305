-- The last owner of every warehouse stays, whatever part of his role is changed; whose second factors change is told by the database itself.
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

create or replace trigger user_role_last_owner_changed before update on public.user_role
  for each row when (new.role_id <> old.role_id or new.user_id <> old.user_id or (old.expires_at is null and new.expires_at is not null)
    or (old.warehouse_scope = '{}' and new.warehouse_scope <> '{}'))
  execute function public.keep_last_owner();

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
