-- Picking in waves; a shipment's claims; what leaves equals what was picked and posted; steps that can be taken back.
create sequence if not exists pick_wave_number_seq start 100001;

-- CreateTable
CREATE TABLE "pick_wave" (
    "id" TEXT NOT NULL DEFAULT new_id(),
    "wave_number" TEXT NOT NULL DEFAULT concat('WV-', nextval('pick_wave_number_seq'::regclass)),
    "warehouse_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pick_wave_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN "wave_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "pick_wave_wave_number_key" ON "pick_wave"("wave_number");
CREATE INDEX "pick_wave_warehouse_id_created_at_idx" ON "pick_wave"("warehouse_id", "created_at" DESC);
CREATE INDEX "shipment_wave_id_idx" ON "shipment"("wave_id");
DROP INDEX "shipment_item_reservation_id_idx";
CREATE UNIQUE INDEX "shipment_item_reservation_id_key" ON "shipment_item"("reservation_id");

-- AddForeignKey
ALTER TABLE "pick_wave" ADD CONSTRAINT "pick_wave_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "pick_wave"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create or replace function check_order_step() returns trigger language plpgsql as $$
begin
  if old.status = 'ON_HOLD' then
    if new.status not in (old.held_from, 'CANCELLED') then
      perform refuse('order_hold_returns', 'an order on hold goes back to where it came from', jsonb_build_object('heldFrom', old.held_from, 'to', new.status));
    end if;
    new.held_from := null;
  end if;
  if new.status = 'ON_HOLD' then new.held_from := old.status;
  elsif new.status = 'COMPLETED' then
    if exists (select from order_item where order_id = new.id and shipped_quantity + cancelled_quantity <> quantity) then
      perform refuse('order_completed_needs_shipped', 'every line must be shipped or cancelled', jsonb_build_object('orderId', new.id));
    end if;
    if exists (select from shipment where order_id = new.id and status in ('DRAFT', 'PICKING', 'PACKED')) then
      perform refuse('order_completed_open_shipment', 'a shipment of the order has not left', jsonb_build_object('orderId', new.id));
    end if;
    new.completed_at := coalesce(new.completed_at, now());
  elsif old.status = 'COMPLETED' then
    if not exists (select from order_item where order_id = new.id and shipped_quantity + cancelled_quantity <> quantity) then
      perform refuse('order_reopened_needs_open_line', 'an order is open again only when a shipment of it was taken back', jsonb_build_object('orderId', new.id));
    end if;
    new.completed_at := null;
  elsif new.status = 'CANCELLED' then
    if exists (select from order_item where order_id = new.id and shipped_quantity > 0) then
      perform refuse('order_cancel_after_shipping', 'something of the order has left', jsonb_build_object('orderId', new.id));
    end if;
    if exists (select from shipment where order_id = new.id and status = 'PACKED') then
      perform refuse('order_cancel_while_packed', 'a shipment of the order is packed', jsonb_build_object('orderId', new.id));
    end if;
    new.cancelled_at := coalesce(new.cancelled_at, now());
  end if;
  return new;
end $$;

create or replace function check_shipment_step() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare v_order order_status; v_picked numeric; v_posted numeric;
begin
  if new.status = 'SHIPPED' then
    select status into v_order from "order" where id = new.order_id;
    if v_order not in ('CONFIRMED', 'PROCESSING') then
      perform refuse('shipment_order_open', 'nothing of an order leaves that is on hold or closed', jsonb_build_object('status', v_order));
    end if;
    select coalesce(sum(picked_quantity), 0) into v_picked from shipment_item where shipment_id = new.id;
    select coalesce(-sum(m.quantity), 0) into v_posted from stock_movement m where m.reference_type = 'SHIPMENT' and m.reference_id = new.id and m.type = 'SHIPMENT'
      and not exists (select from stock_movement r where r.reversal_of_seq = m.seq);
    if v_picked <> v_posted then
      perform refuse('shipment_posted', 'what leaves is what was picked', jsonb_build_object('picked', v_picked::text, 'posted', v_posted::text));
    end if;
    new.shipped_at := coalesce(new.shipped_at, now());
  elsif new.status = 'CANCELLED' and exists (select from shipment_item where shipment_id = new.id and reservation_id is not null) then
    perform refuse('shipment_cancelled_keeps_claims', 'a cancelled shipment holds no claims', jsonb_build_object('shipmentId', new.id));
  end if;
  return new;
end $$;

create or replace trigger shipment_step before update of status on shipment for each row when (old.status <> new.status) execute function check_shipment_step();
create or replace trigger order_initial_status before insert on "order" for each row execute function check_transition('>DRAFT', '>PENDING', 'DRAFT>PENDING', 'PENDING>CONFIRMED', 'CONFIRMED>PROCESSING', 'PENDING>ON_HOLD', 'CONFIRMED>ON_HOLD', 'PROCESSING>ON_HOLD', 'ON_HOLD>PENDING', 'ON_HOLD>CONFIRMED', 'ON_HOLD>PROCESSING', 'PROCESSING>COMPLETED', 'COMPLETED>PROCESSING', 'PENDING>CANCELLED', 'CONFIRMED>CANCELLED', 'PROCESSING>CANCELLED', 'ON_HOLD>CANCELLED');
create or replace trigger order_a_status_transition before update of status on "order" for each row when (old.status <> new.status) execute function check_transition('>DRAFT', '>PENDING', 'DRAFT>PENDING', 'PENDING>CONFIRMED', 'CONFIRMED>PROCESSING', 'PENDING>ON_HOLD', 'CONFIRMED>ON_HOLD', 'PROCESSING>ON_HOLD', 'ON_HOLD>PENDING', 'ON_HOLD>CONFIRMED', 'ON_HOLD>PROCESSING', 'PROCESSING>COMPLETED', 'COMPLETED>PROCESSING', 'PENDING>CANCELLED', 'CONFIRMED>CANCELLED', 'PROCESSING>CANCELLED', 'ON_HOLD>CANCELLED');
create or replace trigger shipment_initial_status before insert on shipment for each row execute function check_transition('>DRAFT', '>PICKING', 'DRAFT>PICKING', 'PICKING>PACKED', 'PACKED>SHIPPED', 'SHIPPED>IN_TRANSIT', 'SHIPPED>DELIVERED', 'IN_TRANSIT>DELIVERED', 'DRAFT>CANCELLED', 'PICKING>CANCELLED', 'PACKED>CANCELLED', 'PACKED>PICKING', 'SHIPPED>PACKED', 'SHIPPED>LOST', 'SHIPPED>REFUSED', 'IN_TRANSIT>LOST', 'IN_TRANSIT>REFUSED');
create or replace trigger shipment_a_status_transition before update of status on shipment for each row when (old.status <> new.status) execute function check_transition('>DRAFT', '>PICKING', 'DRAFT>PICKING', 'PICKING>PACKED', 'PACKED>SHIPPED', 'SHIPPED>IN_TRANSIT', 'SHIPPED>DELIVERED', 'IN_TRANSIT>DELIVERED', 'DRAFT>CANCELLED', 'PICKING>CANCELLED', 'PACKED>CANCELLED', 'PACKED>PICKING', 'SHIPPED>PACKED', 'SHIPPED>LOST', 'SHIPPED>REFUSED', 'IN_TRANSIT>LOST', 'IN_TRANSIT>REFUSED');
create or replace function stamp_reservation() returns trigger language plpgsql as $$
begin
  if new.status = 'PICKED' then
    new.picked_at := coalesce(new.picked_at, now());
    new.closed_at := null;
  end if;
  if new.status in ('CONSUMED', 'RELEASED', 'EXPIRED') then new.closed_at := coalesce(new.closed_at, now()); end if;
  return new;
end $$;
create or replace trigger stock_reservation_initial_status before insert on stock_reservation for each row execute function check_transition('>ACTIVE', '>PICKED', 'ACTIVE>PICKED', 'PICKED>ACTIVE', 'PICKED>CONSUMED', 'CONSUMED>PICKED', 'ACTIVE>RELEASED', 'PICKED>RELEASED', 'ACTIVE>EXPIRED');
create or replace trigger stock_reservation_a_status_transition before update of status on stock_reservation for each row when (old.status <> new.status) execute function check_transition('>ACTIVE', '>PICKED', 'ACTIVE>PICKED', 'PICKED>ACTIVE', 'PICKED>CONSUMED', 'CONSUMED>PICKED', 'ACTIVE>RELEASED', 'PICKED>RELEASED', 'ACTIVE>EXPIRED');
select grant_api_rights();
