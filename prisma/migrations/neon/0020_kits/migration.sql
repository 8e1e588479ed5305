-- What was made of a lot and what went into it is found by its kit movements; who got a lot, by the lines of shipments.
create index if not exists stock_movement_kit on stock_movement (product_id, lot_id, seq) where type in ('KIT_CONSUME', 'KIT_BUILD');
create index if not exists shipment_item_lot on shipment_item (lot_id) where lot_id is not null;

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
  union all select 'kits_worth_their_parts', count(*), min(operation_id) from (
      select operation_id from stock_movement where type in ('KIT_CONSUME', 'KIT_BUILD') group by operation_id having sum(value_delta) <> 0) x
  union all select 'reversals_negate', count(*), min(r.seq::text) from stock_movement r join stock_movement m on m.seq = r.reversal_of_seq
    where r.reversal_of_seq is not null and (r.quantity <> -m.quantity or r.value_delta <> -m.value_delta or r.inventory_item_id <> m.inventory_item_id)
  union all select 'serials_equal_quantity', count(*), min(i.id) from product p join inventory_item i on i.product_id = p.id
    where p.track_serials and i.quantity <> (select count(*) from serial_number s where s.inventory_item_id = i.id)
$$;

-- A kit is put somewhere by choice, so the bin must bear it.
-- Posts lines as movements, cost layers and one journal entry; answers one row per movement. All or nothing; the shape of a line,
-- pairs and costs are described in docs/modules/stock.md.
create or replace function post_movements(p_operation text, p_by text, p_lines jsonb)
returns table (line int, inventory_item_id text, product_id text, warehouse_id text, location text, lot_id text, quantity numeric, balance_after numeric,
  reserved_quantity numeric, value_delta numeric, seq bigint) language plpgsql set enable_seqscan = off set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  v_count int := jsonb_array_length(p_lines); v_plans text := case when v_count > 100 then 'force_custom_plan' else 'force_generic_plan' end;
  v_items text[]; v_born text[]; v_born_seq bigint[]; v_lines posting_line[]; v_layers cost_layer[]; v_rows posting_row[]; v_flags record; v_hold record; v_bad posting_line;
  v_accounts text[]; v_warehouses text[]; v_amounts numeric[]; v_entry text;
begin
  if v_count = 0 then return; end if;
  -- With many lines, plans made for the sizes at hand pay; for a few, planning would take longer than running. The two statements whose triggers check every row
  -- switch back as they begin to run, else each foreign key check would be planned anew. (Leaving the function restores the setting.)
  perform set_config('plan_cache_mode', v_plans, true);

  -- 1. Items by id, by position (made when new), or by the movement a line reverses. A new item with one simple line is born with its quantity
  -- and the number of the movement to come.
  select array_agg(l ->> 'itemId' order by n) into v_items from jsonb_array_elements(p_lines) with ordinality x(l, n);
  if array_position(v_items, null) is not null then
    with fresh as (
      select l ->> 'productId' product_id, l ->> 'warehouseId' warehouse_id, coalesce(l ->> 'location', '') location, l ->> 'lotId' lot_id,
        case when count(*) = 1 and min(l ->> 'type') in ('OPENING', 'RECEIPT', 'ADJUSTMENT', 'RETURN_IN', 'KIT_BUILD') and min((l ->> 'quantity')::numeric) > 0 and min((l ->> 'quantity')::numeric) = round(min((l ->> 'quantity')::numeric), 4) then min((l ->> 'quantity')::numeric) end quantity,
        min((l ->> 'occurredAt')::timestamptz) occurred_at
      from jsonb_array_elements(p_lines) x(l)
      where (select set_config('plan_cache_mode', 'auto', true)) is not null and l ->> 'itemId' is null and l ->> 'reversalOfSeq' is null group by 1, 2, 3, 4),
    made as (
      insert into inventory_item (product_id, warehouse_id, location, lot_id, quantity, received_at, last_movement_seq)
      select f.product_id, f.warehouse_id, f.location, f.lot_id, coalesce(f.quantity, 0), case when f.quantity is not null then coalesce(f.occurred_at, now()) end, case when f.quantity is not null then nextval('stock_movement_seq_seq') end from fresh f
      where not exists (select from inventory_item i where i.product_id = f.product_id and i.warehouse_id = f.warehouse_id and i.location = f.location and i.lot_id is not distinct from f.lot_id)
      order by 1, 2, 3, 4 on conflict do nothing returning id, last_movement_seq)
    select array_agg(id), array_agg(last_movement_seq) into v_born, v_born_seq from made where last_movement_seq is not null;
    perform set_config('plan_cache_mode', v_plans, true);
    select array_agg(coalesce(l ->> 'itemId', (select m.inventory_item_id from stock_movement m where m.seq = (l ->> 'reversalOfSeq')::bigint),
        (select i.id from inventory_item i where i.product_id = l ->> 'productId' and i.warehouse_id = l ->> 'warehouseId'
          and i.location = coalesce(l ->> 'location', '') and i.lot_id is not distinct from l ->> 'lotId')) order by n)
      into v_items from jsonb_array_elements(p_lines) with ordinality x(l, n);
  end if;

  -- 2. Items locked in id order; each line with its running balance and its kind.
  with raw as materialized (
    select x.n::int n, u.id item_id, (x.l ->> 'type')::movement_type type, (x.l ->> 'quantity')::numeric quantity, (x.l ->> 'unitCost')::numeric unit_cost,
      (x.l ->> 'value')::numeric value, x.l ->> 'costLayerId' layer_id, x.l ->> 'serialId' serial_id, (x.l ->> 'occurredAt')::timestamptz occurred_at,
      x.l ->> 'referenceType' reference_type, x.l ->> 'referenceId' reference_id, x.l ->> 'reasonCode' reason_code, (x.l ->> 'reversalOfSeq')::bigint reversal_of,
      x.l ->> 'counterAccount' counter_account
    from jsonb_array_elements(p_lines) with ordinality x(l, n) join unnest(v_items) with ordinality u(id, n) using (n)),
  held as materialized (
    select i.id, i.product_id, i.warehouse_id, i.location, i.lot_id, i.quantity, i.reserved_quantity from inventory_item i
    where i.id = any (v_items) order by i.id for no key update),
  known as (
    select r.n, r.type, case when r.type = 'REVERSAL' then m.type else r.type end base_type, r.item_id, h.product_id, h.warehouse_id, h.location, h.lot_id, coalesce(r.serial_id, m.serial_id) serial_id,
      b.type = 'TRANSIT' in_transit, b.is_sellable sells, b.max_weight is not null bears, p.cost_method = 'MOVING_AVG' pooled,
      concat_ws('|', h.product_id, h.warehouse_id, coalesce(h.lot_id, ''), b.type = 'TRANSIT') scope,
      case when r.type = 'REVERSAL' then -m.quantity else r.quantity end quantity, case when r.type = 'REVERSAL' then m.unit_cost else r.unit_cost end unit_cost,
      case when r.type = 'REVERSAL' then -m.value_delta else r.value end value, case r.type when 'REVERSAL' then m.cost_layer_id when 'REVALUATION' then r.layer_id end layer_id,
      p.qty_precision, case when born.seq is null then h.quantity else 0 end on_hand, h.reserved_quantity reserved, r.occurred_at, r.reference_type, r.reference_id, r.reason_code, r.reversal_of,
      r.counter_account, born.seq born_seq
    from raw r join held h on h.id = r.item_id join product p on p.id = h.product_id
      join storage_location b on b.warehouse_id = h.warehouse_id and b.code = h.location
      left join stock_movement m on m.seq = r.reversal_of left join unnest(v_born, v_born_seq) born(id, seq) on born.id = h.id),
  placed as (
    select k.*, k.on_hand + sum(k.quantity) over item balance, lead(k.n) over (partition by k.item_id order by k.n) is null last,
      k.type in ('TRANSFER_OUT', 'TRANSFER_IN', 'PUTAWAY', 'QUARANTINE_IN', 'QUARANTINE_OUT') paired,
      case when k.quantity < 0 then lead(k.scope) over (order by k.n) else lag(k.scope) over (order by k.n) end mate_scope,
      case when k.quantity < 0 then lead(k.quantity) over (order by k.n) else lag(k.quantity) over (order by k.n) end mate_quantity,
      case when k.quantity < 0 then lead(k.type) over (order by k.n) else lag(k.type) over (order by k.n) end mate_type,
      case when k.quantity < 0 then lead(k.product_id || '|' || coalesce(k.lot_id, '')) over (order by k.n) else lag(k.product_id || '|' || coalesce(k.lot_id, '')) over (order by k.n) end mate_product,
      case when k.quantity < 0 then lead(k.warehouse_id) over (order by k.n) else lag(k.warehouse_id) over (order by k.n) end mate_warehouse,
      case when k.quantity < 0 then lead(k.sells) over (order by k.n) else k.sells end mate_sells
    from known k window item as (partition by k.item_id order by k.n))
  select array_agg(row (p.n, case when p.type = 'REVALUATION' then 'VALUE' when p.type = 'REVERSAL' then 'BACK'
        when p.paired and p.scope = p.mate_scope then 'NEUTRAL' when p.quantity < 0 then 'OUT' when p.paired then 'PAIR_IN' else 'IN' end,
      p.type, p.base_type, p.item_id, p.product_id, p.warehouse_id, p.location, p.lot_id, p.serial_id, p.in_transit, p.pooled, p.scope, p.quantity, p.unit_cost, p.value,
      p.layer_id, p.on_hand, p.reserved, p.balance, p.last, p.occurred_at, p.reference_type, p.reference_id, p.reason_code, p.reversal_of, p.counter_account, p.born_seq)::posting_line order by p.n) lines,
    count(*) = v_count complete, bool_or(p.balance < 0 or p.last and p.balance < p.reserved) short,
    bool_or(p.paired and (p.mate_quantity is distinct from -p.quantity or p.mate_product is distinct from p.product_id || '|' || coalesce(p.lot_id, '')
      or p.mate_type is distinct from case p.type when 'TRANSFER_OUT' then 'TRANSFER_IN' when 'TRANSFER_IN' then 'TRANSFER_OUT' else p.type end
      or (p.mate_warehouse = p.warehouse_id) <> (p.type not in ('TRANSFER_OUT', 'TRANSFER_IN')))) unpaired,
    bool_or(p.quantity is null or p.quantity < 0 and not p.paired or p.paired and p.scope <> p.mate_scope or p.layer_id is not null or p.pooled or p.quantity = 0) layered,
    bool_or(p.pooled and p.quantity > 0 and p.type <> 'REVERSAL') pooling, bool_or(p.quantity > 0 and p.type <> 'REVERSAL' and not p.paired and p.unit_cost is null and p.value is null) uncosted,
    bool_or(p.quantity is null or p.type is null or p.base_type = 'REVERSAL' or p.type = 'REVALUATION' and (p.layer_id is null or p.value is null)) malformed, bool_or(p.type = 'REVERSAL') reversing, bool_or(p.quantity <> round(p.quantity, p.qty_precision)) fine, bool_and(p.quantity < 0 and not p.paired and p.type <> 'REVERSAL') issuing,
    bool_or(p.type in ('REVERSAL', 'REVALUATION')) touching, bool_or(p.type = 'PUTAWAY' and (p.scope = p.mate_scope and p.sells <> p.mate_sells or p.scope <> p.mate_scope and p.reference_type is distinct from 'TRANSFER')) reholding,
    bool_or(p.bears and p.quantity > 0 and p.type in ('PUTAWAY', 'RECEIPT', 'QUARANTINE_OUT', 'KIT_BUILD')) bearing
  into v_flags from placed p;

  if not coalesce(v_flags.complete, false) or v_flags.malformed then
    perform refuse('stock_movement_line', 'a line names no known item, movement, type or quantity');
  end if;
  v_lines := v_flags.lines;
  if v_flags.fine then
    select * into v_bad from unnest(v_lines) l where exists (select from product p where p.id = l.product_id and l.quantity <> round(l.quantity, p.qty_precision)) order by l.n limit 1;
    perform refuse('stock_movement_quantity_precision', 'quantity is finer than the product allows', jsonb_build_object('itemId', v_bad.item_id, 'line', v_bad.n));
  end if;
  if v_flags.short then
    select * into v_bad from unnest(v_lines) l where l.balance < 0 or l.last and l.balance < l.reserved order by l.n limit 1;
    perform refuse(case when v_bad.balance < 0 then 'inventory_item_quantity_not_negative' else 'inventory_item_reserved_within_quantity' end, 'not enough in stock',
      jsonb_build_object('itemId', v_bad.item_id, 'available', greatest(v_bad.on_hand - v_bad.reserved, 0)::text, 'onHand', v_bad.on_hand::text,
        'reserved', v_bad.reserved::text, 'line', v_bad.n));
  end if;
  if v_flags.unpaired or v_flags.reversing and exists (select from unnest(v_lines) l where l.type = 'REVERSAL'
      and l.base_type in ('TRANSFER_OUT', 'TRANSFER_IN', 'PUTAWAY', 'QUARANTINE_IN', 'QUARANTINE_OUT') group by l.product_id having sum(l.quantity) <> 0) then
    perform refuse('stock_movement_pair', 'a move is a line out directly followed by its line in, of one product, lot and quantity');
  end if;

  if v_flags.reholding then
    select a.location "from", b.location "to" into v_hold from unnest(v_lines) a join unnest(v_lines) b on b.n = a.n + 1
      join storage_location x on x.warehouse_id = a.warehouse_id and x.code = a.location join storage_location y on y.warehouse_id = b.warehouse_id and y.code = b.location
      where a.type = 'PUTAWAY' and a.quantity < 0 and (x.is_sellable <> y.is_sellable or a.in_transit <> b.in_transit) order by a.n limit 1;
    perform refuse('stock_movement_keeps_hold', 'held stock is released, and sellable stock held, by steps of their own',
      jsonb_build_object('from', coalesce(nullif(v_hold."from", ''), 'the floor'), 'to', coalesce(nullif(v_hold."to", ''), 'the floor')));
  end if;

  -- 3. What an incoming line costs when nobody says: the pool's average, else the newest open layer, the last movement, the standard cost.
  if v_flags.uncosted then
    select array_agg(row (l.n, l.kind, l.type, l.base_type, l.item_id, l.product_id, l.warehouse_id, l.location, l.lot_id, l.serial_id, l.in_transit, l.pooled, l.scope, l.quantity,
        c.cost, c.value, l.layer_id, l.on_hand, l.reserved, l.balance, l.last, l.occurred_at, l.reference_type, l.reference_id, l.reason_code, l.reversal_of, l.counter_account, l.born_seq)::posting_line order by l.n)
      into v_lines
      from unnest(v_lines) l cross join lateral (
        select l.unit_cost cost, l.value where l.kind <> 'IN' or l.unit_cost is not null or l.value is not null
        union all
        select coalesce(y.unit_cost, s.cost), case when y.pooled then round(y.remaining_value * l.quantity / y.remaining_quantity, 4) end
        from (select 1) one left join lateral (select o.unit_cost, o.remaining_value, o.remaining_quantity, o.pooled from cost_layer o where o.product_id = l.product_id
            and o.warehouse_id = l.warehouse_id and o.lot_id is not distinct from l.lot_id and o.in_transit = l.in_transit and o.remaining_quantity > 0
            order by o.received_at desc, o.seq desc limit 1) y on true
          left join lateral (select coalesce((select nullif(m.unit_cost, 0) from (select r.unit_cost, r.cost_layer_id from stock_movement r where r.product_id = l.product_id
              and r.warehouse_id = l.warehouse_id order by r.seq desc limit 20) m where m.cost_layer_id is not null limit 1),
            (select p.standard_cost from product p where p.id = l.product_id), 0) cost) s on y.unit_cost is null
        where l.kind = 'IN' and l.unit_cost is null and l.value is null) c;
  end if;

  -- 4. Layers in reach, locked in seq order. What is found short is looked for again: a rival may have used other layers of the same stock.
  if v_flags.pooling then
    insert into cost_layer (product_id, warehouse_id, lot_id, in_transit, pooled, original_quantity, remaining_quantity, unit_cost, remaining_value)
      select distinct l.product_id, l.warehouse_id, l.lot_id, l.in_transit, true, 0, 0, 0, 0 from unnest(v_lines) l
      where l.pooled and l.kind in ('IN', 'PAIR_IN') and not exists (select from cost_layer c where c.pooled and c.product_id = l.product_id and c.warehouse_id = l.warehouse_id
        and c.lot_id is not distinct from l.lot_id and c.in_transit = l.in_transit)
      order by 1, 2, 3, 4 on conflict do nothing;
  end if;
  if v_flags.layered then
    for attempt in 1 .. 5 loop
      with need as materialized (
        select l.product_id, l.warehouse_id, l.lot_id, l.in_transit, l.scope, sum(case when l.kind = 'OUT' then -l.quantity else 0 end) quantity
        from unnest(v_lines) l where l.kind = 'OUT' or l.pooled and l.kind in ('IN', 'PAIR_IN') group by 1, 2, 3, 4, 5),
      reach as materialized (
        select c.id from (
          select c.id, n.quantity need, sum(c.remaining_quantity) over (partition by n.scope order by c.received_at, c.seq) - c.remaining_quantity before
          from need n join cost_layer c on c.product_id = n.product_id and c.warehouse_id = n.warehouse_id and c.remaining_quantity > 0
            and c.lot_id is not distinct from n.lot_id and c.in_transit = n.in_transit) c where c.before < c.need
        union select c.id from need n join cost_layer c on c.product_id = n.product_id and c.warehouse_id = n.warehouse_id and c.pooled
            and c.lot_id is not distinct from n.lot_id and c.in_transit = n.in_transit
        union select l.layer_id from unnest(v_lines) l where l.layer_id is not null)
      select array_agg(x.layer) into v_layers from (select c as layer from cost_layer c where c.id = any (array(select id from reach)) order by c.seq for no key update) x;
      exit when not exists (
        select from (select l.scope, sum(-l.quantity) quantity from unnest(v_lines) l where l.kind = 'OUT' group by 1) o
          left join (select concat_ws('|', c.product_id, c.warehouse_id, coalesce(c.lot_id, ''), c.in_transit) scope, sum(c.remaining_quantity) quantity from unnest(v_layers) c group by 1) h using (scope)
          left join (select l.scope, sum(l.quantity) quantity from unnest(v_lines) l where l.kind = 'IN' group by 1) i using (scope)
        where o.quantity > coalesce(h.quantity, 0) + coalesce(i.quantity, 0));
      if attempt = 5 then
        raise exception using errcode = '40001', message = 'cost layers do not cover the issue', constraint = 'cost_layer_cover';
      end if;
    end loop;
  end if;
  if v_flags.touching then
    if exists (select from stock_movement m where m.reversal_of_seq in (select l.reversal_of from unnest(v_lines) l)) then
      perform refuse('stock_movement_reversal_of_seq_key', 'the movement is reversed already');
    end if;
    select l.* into v_bad from unnest(v_lines) l join unnest(v_layers) c on c.id = l.layer_id
      where l.kind = 'BACK' and (c.remaining_quantity + l.quantity < 0 or c.remaining_value + l.value < 0 or c.remaining_quantity + l.quantity = 0 and c.remaining_value + l.value <> 0)
        or l.kind = 'VALUE' and (c.remaining_quantity = 0 or c.remaining_value + l.value < 0) order by l.n limit 1;
    if found then
      perform refuse('cost_layer_consumed', 'part of the layer is no longer there', jsonb_build_object('costLayerId', v_bad.layer_id, 'line', v_bad.n, 'reversalOfSeq', v_bad.reversal_of));
    end if;
  end if;

  -- 5. What each line becomes: its movements with value, layer and balance. Issues alone and receipts alone, nearly all calls, have their short way.
  if v_flags.issuing then
    select array_agg(row (x.n, x.k, -x.quantity, -x.worth, round(x.worth / x.quantity, 6), x.id, null, null, x.balance, nextval('stock_movement_seq_seq'))::posting_row order by x.n, x.k) into v_rows
      from (select i.n, s.k, s.id, least(i.hi, s.hi) - greatest(i.lo, s.lo) quantity, i.opening + i.lo - least(i.hi, s.hi) balance,
          case when s.hi <= i.hi then s.worth else round(s.worth * (i.hi - s.lo) / s.held, 4) end - case when i.lo <= s.lo then 0 else round(s.worth * (i.lo - s.lo) / s.held, 4) end worth
        from (select l.n, l.scope, l.balance - l.quantity opening, sum(-l.quantity) over w + l.quantity lo, sum(-l.quantity) over w hi
            from unnest(v_lines) l window w as (partition by l.scope order by l.n)) i
          join (select y.id, concat_ws('|', y.product_id, y.warehouse_id, coalesce(y.lot_id, ''), y.in_transit) scope, y.remaining_quantity held, y.remaining_value worth,
              sum(y.remaining_quantity) over w - y.remaining_quantity lo, sum(y.remaining_quantity) over w hi, row_number() over w k
            from unnest(v_layers) y where y.remaining_quantity > 0 window w as (partition by y.product_id, y.warehouse_id, y.lot_id, y.in_transit order by y.received_at, y.seq)) s
          on s.scope = i.scope and i.lo < s.hi and s.lo < i.hi order by i.n, s.k) x;
  elsif v_flags.layered then
    with l as materialized (select *, case when kind = 'IN' then coalesce(value, round(quantity * unit_cost, 4)) when kind = 'NEUTRAL' then 0 else value end worth,
        case when kind = 'IN' and not pooled then new_id() end born from unnest(v_lines)),
    layer as materialized (select *, concat_ws('|', product_id, warehouse_id, coalesce(lot_id, ''), in_transit) scope from unnest(v_layers)),
    added as (select scope, sum(quantity) quantity, sum(worth) worth from l where kind = 'IN' and pooled group by 1),
    open_layer as (
      select y.id, y.scope, y.remaining_quantity + case when y.pooled then coalesce(a.quantity, 0) else 0 end quantity, y.remaining_value + case when y.pooled then coalesce(a.worth, 0) else 0 end worth,
        y.received_at, y.seq from layer y left join added a using (scope)
      union all select born, scope, quantity, worth, now(), 9000000000000000000 + n from l where born is not null),
    spread as (select *, sum(quantity) over w - quantity lo, sum(quantity) over w hi from open_layer where quantity > 0 window w as (partition by scope order by received_at, seq)),
    issue as (select n, scope, sum(-quantity) over w + quantity lo, sum(-quantity) over w hi from l where kind = 'OUT' window w as (partition by scope order by n)),
    taken as (
      select i.n, s.id, s.quantity held, s.worth, s.received_at, s.lo, greatest(i.lo, s.lo) - s.lo c0, least(i.hi, s.hi) - s.lo c1
      from issue i join spread s on s.scope = i.scope and i.lo < s.hi and s.lo < i.hi),
    part as materialized (
      select n, id layer_id, c1 - c0 quantity, case when c1 = held then worth else round(worth * c1 / held, 4) end - round(worth * c0 / held, 4) worth, received_at,
        row_number() over (partition by n order by lo) k, new_id() born from taken),
    line_row as (
      select l.n, 1::bigint k, l.quantity, l.worth, coalesce(l.layer_id, l.born, (select y.id from layer y where y.pooled and y.scope = l.scope and l.kind = 'IN')) layer_id, l.born, now() received_at
        from l where kind in ('IN', 'NEUTRAL', 'BACK', 'VALUE')
      union all select p.n, p.k, -p.quantity, -p.worth, p.layer_id, null, null from part p
      union all select l.n, p.k, p.quantity, p.worth, case when l.pooled then (select y.id from layer y where y.pooled and y.scope = l.scope) else p.born end, case when not l.pooled then p.born end, p.received_at
        from l join part p on p.n = l.n - 1 where l.kind = 'PAIR_IN')
    select array_agg(row (x.n, x.k, x.quantity, x.worth, x.unit_cost, x.layer_id, x.born, x.received_at, x.balance, coalesce(x.born_seq, nextval('stock_movement_seq_seq')))::posting_row order by x.n, x.k)
      into v_rows
      from (select r.*, l.born_seq, l.on_hand + sum(r.quantity) over (partition by l.item_id order by r.n, r.k) balance,
          case when l.kind = 'BACK' then l.unit_cost when l.kind = 'IN' and l.unit_cost is not null then round(l.unit_cost, 6)
            when r.quantity = 0 or r.worth = 0 then 0 else round(r.worth / r.quantity, 6) end unit_cost
        from line_row r join l using (n) order by r.n, r.k) x;
  else
    select array_agg(row (x.n, 1, x.quantity, x.worth, case when x.kind = 'NEUTRAL' then 0 else coalesce(round(x.unit_cost, 6), round(x.worth / x.quantity, 6)) end,
        x.born, x.born, now(), x.balance, coalesce(x.born_seq, nextval('stock_movement_seq_seq')))::posting_row order by x.n) into v_rows
      from (select l.*, case when l.kind = 'IN' then coalesce(l.value, round(l.quantity * l.unit_cost, 4)) else 0 end worth, case when l.kind = 'IN' then new_id() end born
        from unnest(v_lines) l order by l.n) x;
  end if;

  -- 6. Layers made and changed.
  if exists (select from unnest(v_rows) r where r.born is not null) then
    insert into cost_layer (id, product_id, warehouse_id, lot_id, in_transit, received_at, original_quantity, remaining_quantity, unit_cost, remaining_value, source_movement_seq)
      select r.born, l.product_id, l.warehouse_id, l.lot_id, l.in_transit, r.received_at, r.quantity, r.quantity + coalesce(u.quantity, 0), r.unit_cost, r.worth + coalesce(u.worth, 0), r.seq
      from unnest(v_rows) r join unnest(v_lines) l using (n)
        left join (select t.layer_id, sum(t.quantity) quantity, sum(t.worth) worth from unnest(v_rows) t where t.quantity < 0 group by 1) u on u.layer_id = r.born
      where r.born is not null order by r.seq;
  end if;
  if v_flags.layered then
    update cost_layer c set remaining_quantity = c.remaining_quantity + d.quantity, remaining_value = c.remaining_value + d.worth, original_quantity = c.original_quantity + d.received,
      unit_cost = case when (c.pooled or d.revalued) and c.remaining_quantity + d.quantity > 0 then round((c.remaining_value + d.worth) / (c.remaining_quantity + d.quantity), 6) else c.unit_cost end
      from (select r.layer_id, sum(r.quantity) quantity, sum(r.worth) worth, sum(case when l.pooled and l.kind in ('IN', 'PAIR_IN') then r.quantity else 0 end) received,
          bool_or('REVALUATION' in (l.type, l.base_type)) revalued
        from unnest(v_rows) r join unnest(v_lines) l using (n) where r.layer_id is not null group by 1) d
      where c.id = d.layer_id and c.id = any (array(select y.id from unnest(v_layers) y));
  end if;

  -- 7. One journal entry, lines per account and warehouse.
  select array_agg(x.account order by x.account, x.warehouse_id), array_agg(x.warehouse_id order by x.account, x.warehouse_id), array_agg(x.amount order by x.account, x.warehouse_id)
    into v_accounts, v_warehouses, v_amounts
    from (select s.account, l.warehouse_id, sum(s.amount) amount from unnest(v_rows) r join unnest(v_lines) l using (n)
        cross join lateral (values (case when l.in_transit then '1210' else '1200' end, r.worth), (coalesce(l.counter_account, stock_counter_account(l.base_type)), -r.worth)) s (account, amount)
      where r.worth <> 0 and s.account is not null group by 1, 2 having sum(s.amount) <> 0) x;
  if v_accounts is not null then
    insert into journal_entry (kind, operation_id, created_by, reference_type, reference_id)
      select 'STOCK', p_operation, p_by, min(l.reference_type), case when count(distinct l.reference_id) = 1 then min(l.reference_id) end from unnest(v_lines) l returning id into v_entry;
    insert into journal_line (entry_id, account_code, warehouse_id, debit, credit)
      select v_entry, x.account, x.warehouse_id, greatest(x.amount, 0), greatest(-x.amount, 0) from unnest(v_accounts, v_warehouses, v_amounts) x (account, warehouse_id, amount);
  end if;

  -- 8. The movements; their trigger changes the items.
  insert into stock_movement (seq, type, inventory_item_id, product_id, warehouse_id, lot_id, serial_id, quantity, unit_cost, value_delta, cost_layer_id, balance_after, occurred_at,
      operation_id, reference_type, reference_id, reason_code, reversal_of_seq, created_by)
    select r.seq, l.type, l.item_id, l.product_id, l.warehouse_id, l.lot_id, l.serial_id, r.quantity, r.unit_cost, r.worth, r.layer_id, r.balance, coalesce(l.occurred_at, now()),
      p_operation, l.reference_type, l.reference_id, l.reason_code, l.reversal_of, p_by
    from unnest(v_rows) r join unnest(v_lines) l using (n) where (select set_config('plan_cache_mode', 'auto', true)) is not null order by r.seq;
  perform set_config('plan_cache_mode', v_plans, true);
  -- 9. What is put somewhere by choice must be borne there; what is found there, or taken back, is true all the same.
  if v_flags.bearing then
    -- Of two that fill a bin at once, the second sees what the first put there.
    perform from storage_location b where b.max_weight is not null and (b.warehouse_id, b.code) in (select l.warehouse_id, l.location from unnest(v_lines) l) order by b.id for no key update;
    select b.code, trim_scale(b.max_weight)::text most, trim_scale(x.load)::text load into v_hold
      from (select distinct l.warehouse_id, l.location from unnest(v_lines) l where l.quantity > 0 and l.type in ('PUTAWAY', 'RECEIPT', 'QUARANTINE_OUT', 'KIT_BUILD')) l
        join storage_location b on b.warehouse_id = l.warehouse_id and b.code = l.location and b.max_weight is not null
        cross join lateral (select sum(i.quantity * p.weight) load from inventory_item i join product p on p.id = i.product_id where i.warehouse_id = b.warehouse_id and i.location = b.code and i.quantity > 0) x
      where x.load > b.max_weight order by b.code limit 1;
    if found then
      perform refuse('storage_location_bears', 'the bin bears less', jsonb_build_object('location', v_hold.code, 'max', v_hold.most, 'load', v_hold.load));
    end if;
  end if;
  return query select r.n, l.item_id, l.product_id, l.warehouse_id, l.location, l.lot_id, r.quantity::numeric(18, 4), r.balance::numeric(18, 4), l.reserved, r.worth::numeric(19, 4), r.seq
    from unnest(v_rows) r join unnest(v_lines) l using (n) order by r.n, r.k;
end $$;
