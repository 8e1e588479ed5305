-- A piece whose coming is reversed is again what it was before: shipped, scrapped, of its lot of then.

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
  update serial_number s set inventory_item_id = l.item, status = l.status::serial_status, lot_id = coalesce(l.lot, s.lot_id), version = s.version + 1, updated_at = now()
    from (select distinct on (r.serial_id) r.serial_id, case when r.quantity > 0 then r.inventory_item_id end item, coalesce(b.lot_id, r.lot_id) lot,
        case when r.quantity > 0 then 'IN_STOCK' when coalesce(b.type, r.type) = 'SHIPMENT' then 'SHIPPED'
          when coalesce(b.type, r.type) in ('SCRAP', 'ADJUSTMENT', 'TRANSFER_LOSS') then 'SCRAPPED' else 'RETURNED' end status
      from new_rows r left join lateral (
        select m.type, m.lot_id from stock_movement m where r.type = 'REVERSAL' and r.quantity < 0 and m.serial_id = r.serial_id and m.seq < r.reversal_of_seq
          and m.type <> 'REVERSAL' and not exists (select from stock_movement v where v.reversal_of_seq = m.seq) order by m.seq desc limit 1) b on true
      where r.serial_id is not null and r.quantity <> 0 order by r.serial_id, r.seq desc) l
    where s.id = l.serial_id;
  return null;
end $$;
