-- What was shipped of a position lately, and which order lines are still open: both are read for every row of the stock list.
CREATE INDEX "stock_movement_shipped" ON "stock_movement"("product_id", "warehouse_id", "occurred_at") WHERE (type = 'SHIPMENT'::movement_type);

-- CreateIndex
CREATE INDEX "order_item_open" ON "order_item"("product_id") WHERE ((shipped_quantity + cancelled_quantity) < quantity);

-- A loss booked for an earlier moment must have been possible then: at no later moment may the item have held less than nothing.
create or replace function check_backdated_issue() returns trigger language plpgsql as $$
declare v record;
begin
  select r.running, r.occurred_at into v from (
    select m.occurred_at, sum(m.quantity) over (order by m.occurred_at, m.seq) running from stock_movement m where m.inventory_item_id = new.inventory_item_id) r
    where r.occurred_at >= new.occurred_at and r.running < 0 order by r.running limit 1;
  if found then
    perform refuse('stock_movement_negative_then', 'there was not so much at the time', jsonb_build_object('itemId', new.inventory_item_id,
      'short', (-v.running)::text, 'at', to_char(v.occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')));
  end if;
  return null;
end $$;

create or replace trigger stock_movement_backdated after insert on stock_movement
  for each row when (new.quantity < 0 and new.occurred_at < new.recorded_at) execute function check_backdated_issue();
