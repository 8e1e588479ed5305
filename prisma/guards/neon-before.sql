-- What column defaults and indexes of the tables need. Idempotent; runs before the tables are made.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- A time-ordered id (UUID version 7 as text). Written out because uuidv7() exists only from PostgreSQL 18 on.
create or replace function new_id() returns text language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid::text
$$;

-- Document numbers start at 100001 so that they keep one width.
create sequence if not exists order_number_seq start 100001;
create sequence if not exists purchase_order_number_seq start 100001;
create sequence if not exists stock_transfer_number_seq start 100001;
create sequence if not exists stock_count_number_seq start 100001;
create sequence if not exists quality_inspection_number_seq start 100001;
create sequence if not exists non_conformance_number_seq start 100001;
create sequence if not exists customer_number_seq start 100001;
create sequence if not exists supplier_number_seq start 100001;
create sequence if not exists shipment_number_seq start 100001;
create sequence if not exists pick_wave_number_seq start 100001;
create sequence if not exists return_order_number_seq start 100001;
create sequence if not exists goods_receipt_number_seq start 100001;
create sequence if not exists journal_entry_number_seq start 100001;
