-- Claims all lines or none; answers the items that are short (and keeps nothing then), no row when all is claimed. Of a bin that does not sell, and
-- of a lot that is held, recalled or past its day, nothing is free for orders, transfers and kits: judged after the items are locked.
create or replace function reserve_stock(p_operation text, p_by text, p_type text, p_reference text, p_expires_at timestamptz, p_lines jsonb)
returns table (inventory_item_id text, requested numeric, available numeric) language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
#variable_conflict use_column
begin
  if exists (select from jsonb_array_elements(p_lines) l where (l ->> 'quantity')::numeric <> round((l ->> 'quantity')::numeric, 4)) then
    perform refuse('stock_reservation_quantity_precision', 'quantity is finer than four decimals');
  end if;
  perform from inventory_item i where i.id in (select l ->> 'itemId' from jsonb_array_elements(p_lines) l) order by i.id for no key update;
  return query
    with need as (select l ->> 'itemId' item, sum((l ->> 'quantity')::numeric) quantity from jsonb_array_elements(p_lines) l group by 1)
    select n.item, n.quantity, coalesce(x.free, 0) from need n left join lateral (
      select case when p_type not in ('ORDER', 'TRANSFER', 'KIT')
        or b.is_sellable and (l.id is null or l.status = 'RELEASED' and (l.expires_at is null or l.expires_at > now())) then i.quantity - i.reserved_quantity else 0 end free
      from inventory_item i join storage_location b on b.warehouse_id = i.warehouse_id and b.code = i.location left join lot l on l.id = i.lot_id where i.id = n.item) x on true
    where coalesce(x.free, 0) < n.quantity order by 1;
  if found then return; end if;
  insert into stock_reservation (inventory_item_id, quantity, reservation_type, reference_id, reserved_by, order_item_id, expires_at, operation_id)
    select l ->> 'itemId', (l ->> 'quantity')::numeric, p_type::reservation_type, p_reference, p_by, l ->> 'orderItemId', p_expires_at, p_operation
    from jsonb_array_elements(p_lines) l;
end $$;
