-- Each large table is read once: sums over hashes tell whether anything is wrong, and only then is looked for what.
create or replace function check_invariants() returns table (rule text, violations bigint, sample text) language sql stable parallel safe set work_mem = '64MB' as $$
  with movement as materialized (
    select coalesce(sum(hash_numeric_extended(balance_after, hashtextextended(inventory_item_id, 7))) - sum(hash_numeric_extended(balance_after - quantity, hashtextextended(inventory_item_id, 7))), 0) chain,
      coalesce(sum(quantity * hashtextextended(product_id, hashtextextended(operation_id, 7))) filter (where type in ('PUTAWAY', 'TRANSFER_OUT', 'TRANSFER_IN', 'QUARANTINE_IN', 'QUARANTINE_OUT')), 0) moved,
      count(*) filter (where type in ('PUTAWAY', 'TRANSFER_OUT', 'TRANSFER_IN', 'QUARANTINE_IN', 'QUARANTINE_OUT') and operation_id is null) unnamed,
      coalesce(sum(value_delta * hashtextextended(operation_id, 7)) filter (where type in ('KIT_CONSUME', 'KIT_BUILD')), 0) kits
    from stock_movement),
  item as materialized (
    select i.warehouse_id, b.type = 'TRANSIT' in_transit, sum(hash_numeric_extended(i.quantity, hashtextextended(i.id, 7))) - sum(hash_numeric_extended(0, hashtextextended(i.id, 7))) chain,
      sum(i.quantity * hashtextextended(i.product_id, case when i.lot_id is null then 7 else hashtextextended(i.lot_id, 7) end)) weight,
      count(*) filter (where i.reserved_quantity < 0 or i.reserved_quantity > i.quantity or i.quantity < 0) bad, min(i.id) filter (where i.reserved_quantity < 0 or i.reserved_quantity > i.quantity or i.quantity < 0) sample,
      coalesce(sum(i.reserved_quantity * hashtextextended(i.id, 7)) filter (where i.reserved_quantity <> 0), 0) reserved
    from inventory_item i join storage_location b on b.warehouse_id = i.warehouse_id and b.code = i.location group by 1, 2),
  layer as materialized (
    select warehouse_id, in_transit, sum(remaining_value) amount, sum(remaining_quantity * hashtextextended(product_id, case when lot_id is null then 7 else hashtextextended(lot_id, 7) end)) weight,
      count(*) filter (where remaining_quantity = 0 and remaining_value <> 0) empty, min(id) filter (where remaining_quantity = 0 and remaining_value <> 0) sample
    from cost_layer group by 1, 2),
  chain as (select (select movement.chain from movement) = coalesce((select sum(item.chain) from item), 0) holds),
  weight as (
    select not exists (select from item full join layer using (warehouse_id, in_transit) where coalesce(item.weight, 0) <> coalesce(layer.weight, 0)) holds),
  reserved as (
    select coalesce((select sum(item.reserved) from item), 0)
      = coalesce((select sum(quantity * hashtextextended(inventory_item_id, 7)) from stock_reservation where status in ('ACTIVE', 'PICKED')), 0) holds),
  item_total as materialized (
    select i.id, i.quantity, m.quantity booked, m.after - hash_numeric(m.quantity) + hash_numeric(0) <> m.before broken from inventory_item i left join (
      select inventory_item_id, sum(quantity) quantity, sum(hash_numeric(balance_after)) after, sum(hash_numeric(balance_after - quantity)) before
      from stock_movement group by 1) m on m.inventory_item_id = i.id),
  claim as (select inventory_item_id, sum(quantity) quantity from stock_reservation where status in ('ACTIVE', 'PICKED') group by 1),
  line_claim as (select order_item_id, sum(quantity) quantity from stock_reservation where status in ('ACTIVE', 'PICKED') and order_item_id is not null group by 1),
  held as (
    select i.product_id, i.warehouse_id, i.lot_id, b.type = 'TRANSIT' in_transit, sum(i.quantity) quantity
    from inventory_item i join storage_location b on b.warehouse_id = i.warehouse_id and b.code = i.location group by 1, 2, 3, 4),
  layered as (select product_id, warehouse_id, lot_id, in_transit, sum(remaining_quantity) quantity from cost_layer where remaining_quantity > 0 group by 1, 2, 3, 4)
  select 'movements_equal_quantity', x.n, x.sample from chain cross join lateral (
    select count(*) n, min(id) sample from item_total where not chain.holds and quantity <> coalesce(booked, 0)) x
  union all select 'balance_chain', x.n, x.sample from chain cross join lateral (
    select count(*) n, min(id) sample from item_total where not chain.holds and broken) x
  union all select 'reserved_within_quantity', coalesce(sum(bad), 0)::bigint, min(sample) from item
  union all select 'reservations_equal_reserved', x.n, x.sample from reserved cross join lateral (
    select count(*) n, min(i.id) sample from inventory_item i left join claim c on c.inventory_item_id = i.id where not reserved.holds and i.reserved_quantity <> coalesce(c.quantity, 0)) x
  union all select 'order_line_counters', count(*), min(i.id) from order_item i left join line_claim c on c.order_item_id = i.id
    where i.reserved_quantity <> coalesce(c.quantity, 0) or i.shipped_quantity + i.cancelled_quantity + i.reserved_quantity > i.quantity or i.returned_quantity > i.shipped_quantity
  union all select 'order_totals', count(*), min(o.id) from "order" o where o.total <> o.subtotal - o.discount + o.tax + o.shipping
  union all select 'debits_equal_credits', count(*), min(entry_id) from (select entry_id from journal_line group by 1 having sum(debit) <> sum(credit)) x
  union all select 'layers_equal_inventory_account', count(*), min(account || ' ' || warehouse_id) from (
      select account, warehouse_id from (
        select case when in_transit then '1210' else '1200' end account, warehouse_id, amount from layer
        union all select account_code, coalesce(warehouse_id, ''), sum(credit) - sum(debit) from journal_line where account_code in ('1200', '1210') group by 1, 2) a
      group by 1, 2 having sum(amount) <> 0) x
  union all select 'layers_equal_quantity', x.n, x.sample from weight cross join lateral (
    select count(*) n, min(coalesce(h.product_id, l.product_id) || ' ' || coalesce(h.warehouse_id, l.warehouse_id)) sample
    from held h full join layered l on l.product_id = h.product_id and l.warehouse_id = h.warehouse_id and coalesce(l.lot_id, '') = coalesce(h.lot_id, '') and l.in_transit = h.in_transit
    where not weight.holds and coalesce(h.quantity, 0) <> coalesce(l.quantity, 0)) x
  union all select 'empty_layers_worth_nothing', coalesce(sum(empty), 0)::bigint, min(sample) from layer
  union all select 'moves_sum_to_zero', x.n, x.sample from movement cross join lateral (
    select count(*) n, min(product_id) sample from (
      select product_id from stock_movement where type in ('PUTAWAY', 'TRANSFER_OUT', 'TRANSFER_IN', 'QUARANTINE_IN', 'QUARANTINE_OUT') and (movement.moved <> 0 or movement.unnamed > 0)
      group by operation_id, product_id having sum(quantity) <> 0) y) x
  union all select 'kits_worth_their_parts', x.n, x.sample from movement cross join lateral (
    select count(*) n, min(operation_id) sample from (
      select operation_id from stock_movement where type in ('KIT_CONSUME', 'KIT_BUILD') and movement.kits <> 0 group by operation_id having sum(value_delta) <> 0) y) x
  union all select 'reversals_negate', count(*), min(r.seq::text) from stock_movement r join stock_movement m on m.seq = r.reversal_of_seq
    where r.reversal_of_seq is not null and (r.quantity <> -m.quantity or r.value_delta <> -m.value_delta or r.inventory_item_id <> m.inventory_item_id)
  union all select 'serials_equal_quantity', count(*), min(i.id) from product p join inventory_item i on i.product_id = p.id
    where p.track_serials and i.quantity <> (select count(*) from serial_number s where s.inventory_item_id = i.id)
$$;
