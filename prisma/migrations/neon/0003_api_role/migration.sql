-- A database role for the API that can rewrite no ledger and set no quantity. The two trigger functions that keep quantities
-- run as the owner from now on.
alter function book_movements() security definer set search_path = pg_catalog, public, pg_temp;
alter function count_reservations() security definer set search_path = pg_catalog, public, pg_temp;

-- The role of the API ---------------------------------------------------------------------------------------------------------
-- It reads and writes the business, but rewrites no ledger, sets no quantity (book_movements and count_reservations do, as the owner) and makes no tables.
-- Without the right to make roles there is none, and one role does everything.
do $do$
begin
  if not exists (select from pg_roles where rolname = 'invista_api') then create role invista_api nologin; end if;
exception when insufficient_privilege or duplicate_object or unique_violation then null;
end $do$;

-- Gives the API's role its rights; to be called again when a table that needs others was added. False where the role is absent.
create or replace function grant_api_rights() returns boolean language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare item record;
begin
  if not exists (select from pg_roles where rolname = 'invista_api') then return false; end if;
  grant usage on schema public to invista_api;
  for item in select c.oid::regclass as name, c.relkind = 'S' as is_sequence from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'S') and pg_has_role(c.relowner, 'usage') loop
    execute format('revoke all on %s from invista_api', item.name);
    if item.is_sequence then execute format('grant usage, select on sequence %s to invista_api', item.name);
    else execute format('grant select, insert, update, delete on %s to invista_api', item.name);
    end if;
  end loop;
  revoke update, delete on stock_movement, journal_entry, journal_line from invista_api;
  revoke update on inventory_item from invista_api;
  execute (select format('grant update (%s) on inventory_item to invista_api', string_agg(quote_ident(attname), ', ')) from pg_attribute
    where attrelid = 'public.inventory_item'::regclass and attnum > 0 and not attisdropped and attname not in ('quantity', 'reserved_quantity', 'last_movement_seq'));
  if to_regclass('public._prisma_migrations') is not null then revoke all on _prisma_migrations from invista_api; end if;
  alter default privileges in schema public grant select, insert, update, delete on tables to invista_api;
  alter default privileges in schema public grant usage, select on sequences to invista_api;
  return true;
end $$;
select grant_api_rights();
