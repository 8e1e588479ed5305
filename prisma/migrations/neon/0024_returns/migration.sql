-- Returns: no more comes back than has left; receipt and inspection can be taken back, a closed one opened again.
CREATE INDEX "return_order_created_at_id_idx" ON "return_order"("created_at" DESC, "id" DESC);
CREATE INDEX "order_replaces_return_id_idx" ON "order"("replaces_return_id") WHERE (replaces_return_id IS NOT NULL);

-- No more of an order line is asked to come back, or came, than left and was not refused or lost. The line is locked: of two at once the second sees the first.
create or replace function check_return_item() returns trigger language plpgsql as $$
declare v_most numeric; v_sum numeric;
begin
  perform from order_item where id = new.order_item_id for no key update;
  select coalesce(sum(si.picked_quantity), 0) into v_most from shipment_item si join shipment s on s.id = si.shipment_id
    where si.order_item_id = new.order_item_id and s.status in ('SHIPPED', 'IN_TRANSIT', 'DELIVERED');
  select sum(case when o.status in ('REQUESTED', 'APPROVED', 'IN_TRANSIT') then i.quantity
      else i.received_quantity - case when i.disposition = 'RETURN_TO_CUSTOMER' then i.received_quantity - i.restocked_quantity - i.scrapped_quantity else 0 end end) into v_sum
    from return_item i join return_order o on o.id = i.return_order_id where i.order_item_id = new.order_item_id and o.status not in ('REJECTED', 'CANCELLED');
  if v_sum > v_most then
    perform refuse('return_item_within_shipped', 'no more comes back than has left', jsonb_build_object('left', greatest(v_most - v_sum + new.quantity, 0)::text));
  end if;
  return null;
end $$;

create or replace trigger return_item_within after insert or update of quantity, received_quantity, order_item_id on return_item for each row execute function check_return_item();
create or replace trigger return_order_initial_status before insert on return_order for each row execute function check_transition('>REQUESTED', '>APPROVED', 'REQUESTED>APPROVED', 'APPROVED>IN_TRANSIT', 'APPROVED>RECEIVED', 'IN_TRANSIT>RECEIVED', 'RECEIVED>INSPECTED', 'INSPECTED>CLOSED', 'REQUESTED>REJECTED', 'REQUESTED>CANCELLED', 'APPROVED>CANCELLED', 'RECEIVED>APPROVED', 'INSPECTED>RECEIVED', 'CLOSED>INSPECTED');
create or replace trigger return_order_a_status_transition before update of status on return_order for each row when (old.status <> new.status) execute function check_transition('>REQUESTED', '>APPROVED', 'REQUESTED>APPROVED', 'APPROVED>IN_TRANSIT', 'APPROVED>RECEIVED', 'IN_TRANSIT>RECEIVED', 'RECEIVED>INSPECTED', 'INSPECTED>CLOSED', 'REQUESTED>REJECTED', 'REQUESTED>CANCELLED', 'APPROVED>CANCELLED', 'RECEIVED>APPROVED', 'INSPECTED>RECEIVED', 'CLOSED>INSPECTED');
