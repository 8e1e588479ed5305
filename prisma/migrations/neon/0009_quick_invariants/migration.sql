-- Every rule that must hold at any moment, with the number of violations and one example.
-- Two rules compare a million rows with each other, so each is first asked as one number without sorting or grouping, and row by row only when that differs:
-- * a chain of balances holds when the balances before the movements and the last one are the same set as the balances after them and zero; hashes of both
--   (with the position as seed) add up to the same. The movements then also add up to the quantity.
-- * layers hold what the bins hold when both add up to the same with each quantity weighed by a hash of its product, warehouse, lot and transit.
create or replace function check_invariants() returns table (rule text, violations bigint, sample text) language sql stable parallel safe set work_mem = '64MB' as $$
  with chain as (
    select coalesce((select sum(hash_numeric_extended(balance_after, hashtextextended(inventory_item_id, 7)))
        - sum(hash_numeric_extended(balance_after - quantity, hashtextextended(inventory_item_id, 7))) from stock_movement), 0)
      = coalesce((select sum(hash_numeric_extended(quantity, hashtextextended(id, 7))) - sum(hash_numeric_extended(0, hashtextextended(id, 7))) from inventory_item), 0) holds),
  layer as materialized (
    select warehouse_id, in_transit, sum(remaining_value) amount,
      coalesce(sum(remaining_quantity * hashtextextended(concat_ws(' ', product_id, warehouse_id, in_transit, lot_id), 7)) filter (where remaining_quantity > 0), 0) weight,
      count(*) filter (where remaining_quantity = 0 and remaining_value <> 0) empty, min(id) filter (where remaining_quantity = 0 and remaining_value <> 0) sample
    from cost_layer group by 1, 2),
  weight as (
    select coalesce((select sum(i.quantity * hashtextextended(concat_ws(' ', i.product_id, i.warehouse_id, b.type = 'TRANSIT', i.lot_id), 7))
        from inventory_item i join storage_location b on b.warehouse_id = i.warehouse_id and b.code = i.location), 0)
      = coalesce((select sum(layer.weight) from layer), 0) holds),
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
  union all select 'reserved_within_quantity', count(*), min(id) from inventory_item where reserved_quantity < 0 or reserved_quantity > quantity or quantity < 0
  union all select 'reservations_equal_reserved', count(*), min(i.id) from inventory_item i left join claim c on c.inventory_item_id = i.id where i.reserved_quantity <> coalesce(c.quantity, 0)
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
  union all select 'moves_sum_to_zero', count(*), min(product_id) from (
      select product_id from stock_movement where type in ('PUTAWAY', 'TRANSFER_OUT', 'TRANSFER_IN', 'QUARANTINE_IN', 'QUARANTINE_OUT')
      group by operation_id, product_id having sum(quantity) <> 0) x
  union all select 'reversals_negate', count(*), min(r.seq::text) from stock_movement r join stock_movement m on m.seq = r.reversal_of_seq
    where r.reversal_of_seq is not null and (r.quantity <> -m.quantity or r.value_delta <> -m.value_delta or r.inventory_item_id <> m.inventory_item_id)
$$;
