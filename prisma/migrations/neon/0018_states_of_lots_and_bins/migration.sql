-- What decides whether stock was held is kept from now on, claims are kept as they were, and a piece was in one place at a time: the past can be read of anything.

-- CreateTable
CREATE TABLE "lot_state" (
    "seq" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "lot_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "status" "lot_status" NOT NULL,
    "expires_at" DATE,

    CONSTRAINT "lot_state_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "bin_state" (
    "seq" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "location_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "type" "location_type" NOT NULL,
    "is_sellable" BOOLEAN NOT NULL,

    CONSTRAINT "bin_state_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "lot_state_lot_id_seq_idx" ON "lot_state"("lot_id", "seq");
CREATE INDEX "bin_state_location_id_seq_idx" ON "bin_state"("location_id", "seq");

-- AddForeignKey
ALTER TABLE "lot_state" ADD CONSTRAINT "lot_state_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "bin_state" ADD CONSTRAINT "bin_state_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "storage_location"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was never changed was always so; of what was changed only the present is known.
insert into lot_state (lot_id, since, status, expires_at) select id, case when version > 1 then now() end, status, expires_at from lot order by id;
insert into bin_state (location_id, since, type, is_sellable) select id, case when version > 1 then now() end, type, is_sellable from storage_location order by id;

-- What decides whether stock is held, kept from one moment to the next. The first state of a lot or bin holds from its beginning; a later one since its
-- transaction began, and never from before the one that it follows (who changes a row has waited for whoever changed it before).
create or replace function keep_lot_states() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into lot_state (lot_id, status, expires_at) select id, status, expires_at from new_rows order by id;
  else
    insert into lot_state (lot_id, since, status, expires_at)
      select n.id, greatest(now(), (select max(s.since) from lot_state s where s.lot_id = n.id)), n.status, n.expires_at
      from new_rows n join old_rows o on o.id = n.id where (n.status, n.expires_at) is distinct from (o.status, o.expires_at) order by n.id;
  end if;
  return null;
end $$;

create or replace function keep_bin_states() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into bin_state (location_id, type, is_sellable) select id, type, is_sellable from new_rows order by id;
  else
    insert into bin_state (location_id, since, type, is_sellable)
      select n.id, greatest(now(), (select max(s.since) from bin_state s where s.location_id = n.id)), n.type, n.is_sellable
      from new_rows n join old_rows o on o.id = n.id where (n.type, n.is_sellable) is distinct from (o.type, o.is_sellable) order by n.id;
  end if;
  return null;
end $$;

-- Stock that lies in a bin is on its way or it is there, and the past is read so: a bin that has had any does not change from one to the other.
create or replace function keep_transit_bin() returns trigger language plpgsql as $$
begin
  if exists (select from inventory_item i where i.warehouse_id = old.warehouse_id and i.location = old.code) then
    perform refuse('storage_location_transit', 'a bin that has had stock stays one for goods in transit, or none', jsonb_build_object('code', old.code));
  end if;
  return new;
end $$;

-- What was reserved at any time is read from the claims: where, how much and from when to when stays. A claim shrinks only where what it loses ends as
-- one of its own, which is verified at commit.
create or replace function keep_claim() returns trigger language plpgsql as $$
begin
  perform refuse('stock_reservation_kept', 'what was reserved, and when, stays as it was', jsonb_build_object('id', old.id));
  return null;
end $$;

create or replace function check_claim_part() returns trigger language plpgsql as $$
begin
  if not exists (select from stock_reservation r where r.inventory_item_id = new.inventory_item_id and r.created_at = new.created_at and r.id <> new.id
    and (r.reservation_type, r.reference_id) = (new.reservation_type, new.reference_id) and r.quantity = old.quantity - new.quantity and r.closed_at is not null) then
    perform refuse('stock_reservation_kept', 'a claim shrinks by a part that ends as one of its own', jsonb_build_object('id', old.id));
  end if;
  return null;
end $$;

-- What is booked for an earlier moment must have been possible then: at no later moment may the item have held less than nothing, and a piece with a
-- serial number was in one place at a time.
create or replace function check_backdated_movement() returns trigger language plpgsql as $$
declare v record;
begin
  if new.quantity < 0 then
    select r.running, r.occurred_at into v from (
      select m.occurred_at, sum(m.quantity) over (order by m.occurred_at, m.seq) running from stock_movement m where m.inventory_item_id = new.inventory_item_id) r
      where r.occurred_at >= new.occurred_at and r.running < 0 order by r.running limit 1;
    if found then
      perform refuse('stock_movement_negative_then', 'there was not so much at the time', jsonb_build_object('itemId', new.inventory_item_id,
        'short', (-v.running)::text, 'at', to_char(v.occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')));
    end if;
  end if;
  if new.serial_id is not null then
    select s.serial, r.occurred_at into v from (
      select m.serial_id, m.occurred_at, sum(m.quantity) over (order by m.occurred_at, m.seq) anywhere, sum(m.quantity) over (partition by m.inventory_item_id order by m.occurred_at, m.seq) here
      from stock_movement m where m.serial_id = new.serial_id) r join serial_number s on s.id = r.serial_id
      where r.occurred_at >= new.occurred_at and (r.anywhere not between 0 and 1 or r.here not between 0 and 1) order by r.occurred_at limit 1;
    if found then
      perform refuse('stock_movement_piece_then', 'the piece was elsewhere at the time', jsonb_build_object('serial', v.serial,
        'at', to_char(v.occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')));
    end if;
  end if;
  return null;
end $$;

create or replace trigger stock_movement_backdated after insert on stock_movement for each row when ((new.quantity < 0 or new.serial_id is not null) and new.occurred_at < new.recorded_at) execute function check_backdated_movement();
drop function check_backdated_issue();

-- What a piece is after a movement of it.
create or replace function piece_status(p_quantity numeric, p_type movement_type) returns serial_status language sql immutable parallel safe as $$
  select case when p_quantity > 0 then 'IN_STOCK' when p_type = 'SHIPMENT' then 'SHIPPED' when p_type in ('SCRAP', 'ADJUSTMENT', 'TRANSFER_LOSS') then 'SCRAPPED' else 'RETURNED' end::serial_status
$$;

create or replace function follow_serials() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare v_bad record;
begin
  if not exists (select from new_rows r join product p on p.id = r.product_id where p.track_serials) then return null; end if;
  select p.sku into v_bad from new_rows r join product p on p.id = r.product_id left join serial_number s on s.id = r.serial_id and s.product_id = r.product_id
    where p.track_serials and r.quantity <> 0 and (s.id is null or abs(r.quantity) <> 1) order by r.seq limit 1;
  if found then perform refuse('stock_movement_serial_required', 'each piece moves under its serial number', jsonb_build_object('sku', v_bad.sku)); end if;
  perform from serial_number where id in (select serial_id from new_rows) order by id for no key update;
  select x.serial into v_bad from (
    select r.seq, s.serial, r.quantity, r.inventory_item_id item,
      case when lag(r.seq) over w is null then s.inventory_item_id when lag(r.quantity) over w > 0 then lag(r.inventory_item_id) over w end place
    from new_rows r join serial_number s on s.id = r.serial_id where r.quantity <> 0 window w as (partition by r.serial_id order by r.seq)) x
    where x.quantity < 0 and x.place is distinct from x.item or x.quantity > 0 and x.place is not null order by x.seq limit 1;
  if found then perform refuse('stock_movement_serial_position', 'the piece is not where the movement takes it from', jsonb_build_object('serial', v_bad.serial)); end if;
  update serial_number s set inventory_item_id = l.item, status = l.status, lot_id = coalesce(l.lot, s.lot_id), version = s.version + 1, updated_at = now()
    from (select distinct on (r.serial_id) r.serial_id, case when r.quantity > 0 then r.inventory_item_id end item, coalesce(b.lot_id, r.lot_id) lot,
        piece_status(r.quantity, coalesce(b.type, r.type)) status
      from new_rows r left join lateral (
        select m.type, m.lot_id from stock_movement m where r.type = 'REVERSAL' and r.quantity < 0 and m.serial_id = r.serial_id and m.seq < r.reversal_of_seq
          and m.type <> 'REVERSAL' and not exists (select from stock_movement v where v.reversal_of_seq = m.seq) order by m.seq desc limit 1) b on true
      where r.serial_id is not null and r.quantity <> 0 order by r.serial_id, r.seq desc) l
    where s.id = l.serial_id;
  return null;
end $$;

create or replace trigger lot_state_insert after insert on lot referencing new table as new_rows for each statement execute function keep_lot_states();
create or replace trigger lot_state_update after update on lot referencing old table as old_rows new table as new_rows for each statement execute function keep_lot_states();
create or replace trigger bin_state_insert after insert on storage_location referencing new table as new_rows for each statement execute function keep_bin_states();
create or replace trigger bin_state_update after update on storage_location referencing old table as old_rows new table as new_rows for each statement execute function keep_bin_states();
create or replace trigger storage_location_transit before update of type on storage_location for each row when ((old.type = 'TRANSIT') <> (new.type = 'TRANSIT')) execute function keep_transit_bin();
create or replace trigger lot_state_append_only before update or delete on lot_state for each row when (pg_trigger_depth() = 0) execute function refuse_change();
create or replace trigger lot_state_no_truncate before truncate on lot_state for each statement execute function refuse_change();
create or replace trigger bin_state_append_only before update or delete on bin_state for each row when (pg_trigger_depth() = 0) execute function refuse_change();
create or replace trigger bin_state_no_truncate before truncate on bin_state for each statement execute function refuse_change();
create or replace trigger stock_reservation_kept before update on stock_reservation for each row when ((new.inventory_item_id, new.created_at) is distinct from (old.inventory_item_id, old.created_at)
  or new.quantity > old.quantity or old.closed_at is not null and (new.closed_at, new.quantity) is distinct from (old.closed_at, old.quantity)) execute function keep_claim();
create or replace trigger stock_reservation_append_only before delete or truncate on stock_reservation for each statement execute function refuse_change();
create constraint trigger stock_reservation_part after update on stock_reservation deferrable initially deferred
  for each row when (new.quantity < old.quantity) execute function check_claim_part();

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
  revoke delete on stock_reservation from invista_api;
  revoke insert, update, delete on lot_state, bin_state from invista_api;
  revoke update on inventory_item from invista_api;
  execute (select format('grant update (%s) on inventory_item to invista_api', string_agg(quote_ident(attname), ', ')) from pg_attribute
    where attrelid = 'public.inventory_item'::regclass and attnum > 0 and not attisdropped and attname not in ('quantity', 'reserved_quantity', 'last_movement_seq'));
  revoke update on serial_number from invista_api;
  grant update (serial, lot_id, order_item_id, updated_at, version) on serial_number to invista_api;
  if to_regclass('public._prisma_migrations') is not null then revoke all on _prisma_migrations from invista_api; end if;
  alter default privileges in schema public grant select, insert, update, delete on tables to invista_api;
  alter default privileges in schema public grant usage, select on sequences to invista_api;
  return true;
end $$;
select grant_api_rights();
