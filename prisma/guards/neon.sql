-- Guards of the business database: reference rows, indexes Prisma cannot express, CHECKs, exclusions, state machines, triggers,
-- the stock kernel and the views. Idempotent; the migrations hold the same text, each its part.
-- A refusal is SQLSTATE 23514 with a constraint name `<table>_<rule>`; the API turns the name into a rule.

-- Reference rows ------------------------------------------------------------------------------------------------------------
insert into unit_of_measure (id, code, name, dimension, precision) values ('EA', 'EA', 'Each', 'COUNT', 0) on conflict do nothing;
insert into price_list (code, name) values ('DEFAULT', 'Standard') on conflict do nothing;
insert into account (code, name, kind) values
  ('1000', 'Bank', 'ASSET'), ('1100', 'Accounts receivable', 'ASSET'), ('1150', 'Carrier claims', 'ASSET'), ('1200', 'Inventory', 'ASSET'),
  ('1210', 'Inventory in transit', 'ASSET'), ('1300', 'Kits in progress', 'ASSET'), ('1400', 'Input tax', 'ASSET'),
  ('2000', 'Accounts payable', 'LIABILITY'), ('2100', 'Goods received, not invoiced', 'LIABILITY'), ('2150', 'Landed cost accrual', 'LIABILITY'),
  ('2200', 'Output tax', 'LIABILITY'), ('2300', 'Customer credit', 'LIABILITY'), ('3000', 'Opening balance', 'EQUITY'),
  ('4000', 'Revenue', 'REVENUE'), ('4100', 'Shipping revenue', 'REVENUE'), ('5000', 'Cost of goods sold', 'EXPENSE'),
  ('5100', 'Inventory adjustment', 'EXPENSE'), ('5200', 'Scrap', 'EXPENSE'), ('5300', 'Transfer loss', 'EXPENSE'),
  ('5400', 'Purchase price variance', 'EXPENSE'), ('5500', 'Inventory revaluation', 'EXPENSE')
on conflict do nothing;

-- Numbers for codes that the company gives itself.
create sequence if not exists internal_barcode_seq;

-- Indexes -------------------------------------------------------------------------------------------------------------------
-- Empty values take part in these keys. Prisma cannot say NULLS NOT DISTINCT and does not look at it, so the index is exchanged.
do $do$
declare r record;
begin
  for r in select * from (values
    ('category_parent_id_name_key', 'category (parent_id, name)', ''),
    ('inventory_item_position_key', 'inventory_item (product_id, warehouse_id, location, lot_id)', ''),
    ('stock_transfer_item_position_key', 'stock_transfer_item (transfer_id, product_id, lot_id)', ''),
    ('supplier_product_source_key', 'supplier_product (supplier_id, product_id, product_unit_id)', ''),
    ('carrier_rate_position_key', 'carrier_rate (carrier_id, country, max_weight)', ''),
    ('cost_layer_pool_key', 'cost_layer (product_id, warehouse_id, lot_id, in_transit)', 'where pooled')) as k (name, columns, condition)
  loop
    if not exists (select from pg_index where indexrelid = to_regclass(r.name) and indnullsnotdistinct) then
      execute format('drop index if exists %I', r.name);
      execute format('create unique index %I on %s nulls not distinct %s', r.name, r.columns, r.condition);
    end if;
  end loop;
end $do$;
create index if not exists product_sku_prefix on product (lower(sku) text_pattern_ops);
create index if not exists order_order_number_prefix on "order" (lower(order_number) text_pattern_ops);
create index if not exists purchase_order_po_number_prefix on purchase_order (lower(po_number) text_pattern_ops);
create index if not exists customer_code_prefix on customer (lower(code) text_pattern_ops);
create index if not exists supplier_code_prefix on supplier (lower(code) text_pattern_ops);
create index if not exists serial_number_serial_prefix on serial_number (lower(serial) text_pattern_ops);
create index if not exists lot_lot_number_prefix on lot (lower(lot_number) text_pattern_ops);
-- Lots in the order in which they expire, those without a day last.
create index if not exists lot_expires_first on lot ((coalesce(expires_at, date '9999-12-31')), id);
-- Room on the page for the new versions of rows that change with every movement.
alter table inventory_item set (fillfactor = 50);
alter table cost_layer set (fillfactor = 80);

-- CHECKs and exclusions -----------------------------------------------------------------------------------------------------
-- Whether a text is a GTIN-8, -12, -13 or -14 whose check digit is right.
create or replace function is_gtin(p_code text) returns boolean language sql immutable parallel safe as $$
  select case when p_code ~ '^(\d{8}|\d{12,14})$'
    then (select sum(substr(lpad(p_code, 14, '0'), i, 1)::int * (1 + 2 * (i % 2))) % 10 = 0 from generate_series(1, 14) i) else false end
$$;

do $do$
declare r record;
begin
  for r in select * from (values
    ('product', 'product_sku_not_blank', $$sku = btrim(sku) and sku <> '' and length(sku) <= 100$$),
    ('product', 'product_qty_precision_range', $$qty_precision between 0 and 4$$),
    ('product', 'product_serial_whole_units', $$not track_serials or qty_precision = 0$$),
    ('product', 'product_expiry_needs_lots', $$not track_expiry or track_lots$$),
    ('product', 'product_parent_not_self', $$parent_id <> id$$),
    ('product', 'product_amounts_not_negative', $$standard_cost >= 0 and list_price >= 0 and weight >= 0 and shelf_life_days >= 0$$),
    ('product', 'product_replaced_when_archived', $$replaced_by_id is null or status = 'ARCHIVED' and replaced_by_id <> id$$),
    ('category', 'category_parent_not_self', $$parent_id <> id$$),
    ('unit_of_measure', 'unit_of_measure_precision_range', $$"precision" between 0 and 6$$),
    ('product_unit', 'product_unit_factor_positive', $$factor_num > 0 and factor_den > 0$$),
    ('product_unit', 'product_unit_gtin_check_digit', $$gtin is null or is_gtin(gtin)$$),
    ('product_barcode', 'product_barcode_not_blank', $$code <> ''$$),
    ('product_substitute', 'product_substitute_not_self', $$product_id <> substitute_id$$),
    ('price_list', 'price_list_named', $$code ~ '^\S{1,40}$' and name = btrim(name) and name <> ''$$),
    ('price_list', 'price_list_standard', $$code <> 'DEFAULT' or is_active and currency is null$$),
    ('attachment', 'attachment_size', $$size = octet_length(content) and size between 1 and 5242880 and length(name) between 1 and 255$$),
    ('attribute_definition', 'attribute_definition_code', $$code ~ '^[a-z][a-z0-9_]{0,39}$'$$),
    ('attribute_definition', 'attribute_definition_choices', $$(kind = 'CHOICE') = (cardinality(choices) > 0)$$),
    ('product_component', 'product_component_quantity_positive', $$quantity > 0$$),
    ('product_component', 'product_component_not_self', $$kit_product_id <> component_product_id$$),
    ('carrier_rate', 'carrier_rate_amounts', $$max_weight > 0 and price >= 0 and country ~ '^[A-Z]{2}$' and currency ~ '^[A-Z]{3}$'$$),
    ('product_price', 'product_price_not_negative', $$unit_price >= 0 and min_quantity >= 0$$),
    ('product_price', 'product_price_period', $$valid_to > valid_from$$),
    ('storage_location', 'storage_location_sellable', $$type not in ('TRANSIT', 'QUARANTINE') or not is_sellable$$),
    ('storage_location', 'storage_location_max_weight', $$max_weight >= 0$$),
    ('lot', 'lot_expiry_after_manufacture', $$expires_at > manufactured_at$$),
    ('serial_number', 'serial_number_position', $$(status in ('IN_STOCK', 'RESERVED')) = (inventory_item_id is not null)$$),
    ('inventory_item', 'inventory_item_quantity_not_negative', $$quantity >= 0$$),
    ('inventory_item', 'inventory_item_reserved_within_quantity', $$reserved_quantity between 0 and quantity$$),
    ('stock_movement', 'stock_movement_quantity_not_zero', $$case type when 'REVALUATION' then quantity = 0 when 'REVERSAL' then true else quantity <> 0 end$$),
    ('stock_movement', 'stock_movement_sign', $$case when type in ('OPENING', 'RECEIPT', 'RETURN_IN', 'TRANSFER_IN', 'KIT_BUILD') then quantity > 0
      when type in ('SHIPMENT', 'SUPPLIER_RETURN', 'TRANSFER_OUT', 'TRANSFER_LOSS', 'SCRAP', 'KIT_CONSUME') then quantity < 0 else true end$$),
    ('stock_movement', 'stock_movement_value_sign', $$quantity = 0 or value_delta = 0 or sign(value_delta) = sign(quantity)$$),
    ('stock_movement', 'stock_movement_unit_cost_not_negative', $$unit_cost >= 0$$),
    ('stock_movement', 'stock_movement_balance_not_negative', $$balance_after >= 0$$),
    ('stock_movement', 'stock_movement_occurred_not_after_recorded', $$occurred_at <= recorded_at$$),
    ('stock_movement', 'stock_movement_reversal', $$(type = 'REVERSAL') = (reversal_of_seq is not null)$$),
    ('stock_reservation', 'stock_reservation_quantity_positive', $$quantity > 0$$),
    ('reorder_rule', 'reorder_rule_bounds', $$0 <= min_quantity and min_quantity <= max_quantity and safety_stock >= 0 and multiple > 0$$),
    ('demand_statistic', 'demand_statistic_bounds', $$weeks between 1 and 13 and weekly_mean >= 0 and weekly_deviation >= 0 and abc_class in ('A', 'B', 'C') and xyz_class in ('X', 'Y', 'Z')$$),
    ('reorder_rule', 'reorder_rule_days', $$lead_time_days >= 0 and count_interval_days > 0$$),
    ('stock_transfer', 'stock_transfer_warehouses_differ', $$from_warehouse_id <> to_warehouse_id$$),
    ('stock_transfer_item', 'stock_transfer_item_quantity_positive', $$quantity > 0$$),
    ('stock_transfer_item', 'stock_transfer_item_dispatched', $$dispatched_quantity between 0 and quantity$$),
    ('stock_transfer_item', 'stock_transfer_item_received', $$received_quantity >= 0 and lost_quantity >= 0 and received_quantity + lost_quantity <= dispatched_quantity$$),
    ('stock_count', 'stock_count_tolerance_not_negative', $$tolerance_qty >= 0 and tolerance_pct >= 0 and tolerance_value >= 0$$),
    ('stock_count', 'stock_count_approver_is_not_counter', $$approved_by <> counted_by$$),
    ('stock_count_item', 'stock_count_item_counts_not_negative', $$counted_quantity >= 0 and recount_quantity >= 0 and expected_quantity >= 0$$),
    ('stock_count_item', 'stock_count_item_recount_by_another', $$recounted_by <> counted_by$$),
    ('stock_count_entry', 'stock_count_entry_quantity_not_negative', $$quantity >= 0 and attempt > 0$$),
    ('inspection_plan', 'inspection_plan_one_subject', $$num_nonnulls(product_id, category_id) = 1$$),
    ('quality_inspection', 'quality_inspection_quantities', $$inspected_quantity > 0 and accepted_quantity >= 0 and rejected_quantity >= 0
      and accepted_quantity + rejected_quantity <= inspected_quantity$$),
    ('quality_inspection', 'quality_inspection_decided', $$status not in ('PASSED', 'FAILED', 'PARTIAL', 'CLOSED') or accepted_quantity + rejected_quantity = inspected_quantity$$),
    ('quality_inspection', 'quality_inspection_waiver_reason', $$status <> 'WAIVED' or waiver_reason <> '' and waiver_reason is not null$$),
    ('quality_inspection_result', 'quality_inspection_result_one_value', $$num_nonnulls(numeric_value, text_value) = 1$$),
    ('quality_inspection_result', 'quality_inspection_result_pieces', $$pieces > 0$$),
    ('quality_inspection', 'quality_inspection_reference', $$(reference_type is null) = (reference_id is null)$$),
    ('non_conformance', 'non_conformance_quantity_positive', $$quantity > 0$$),
    ('customer', 'customer_limits_not_negative', $$credit_limit >= 0 and payment_term_days >= 0 and min_shelf_life_days >= 0$$),
    ('address', 'address_one_owner', $$num_nonnulls(customer_id, supplier_id, warehouse_id) = 1$$),
    ('order', 'order_amounts_not_negative', $$subtotal >= 0 and discount >= 0 and tax >= 0 and shipping >= 0 and total >= 0$$),
    ('order', 'order_total', $$total = subtotal - discount + tax + shipping$$),
    ('order', 'order_held_from', $$(status = 'ON_HOLD') = (held_from is not null)$$),
    ('order_item', 'order_item_quantity_positive', $$quantity > 0$$),
    ('order_item', 'order_item_amounts_not_negative', $$unit_price >= 0 and discount >= 0 and tax_rate_bps between 0 and 10000$$),
    ('order_item', 'order_item_factor_positive', $$factor_num > 0 and factor_den > 0$$),
    ('order_item', 'order_item_shipped_within_quantity', $$shipped_quantity >= 0 and cancelled_quantity >= 0 and shipped_quantity + cancelled_quantity <= quantity$$),
    ('order_item', 'order_item_returned_within_shipped', $$returned_quantity between 0 and shipped_quantity$$),
    ('order_item', 'order_item_reserved_within_open', $$reserved_quantity between 0 and greatest(quantity - shipped_quantity - cancelled_quantity, 0)$$),
    ('shipment', 'shipment_dates', $$packed_at <= shipped_at and shipped_at <= delivered_at$$),
    ('shipment_item', 'shipment_item_quantities', $$quantity > 0 and picked_quantity between 0 and quantity$$),
    ('return_item', 'return_item_quantities', $$quantity > 0 and received_quantity between 0 and quantity and restocked_quantity >= 0 and scrapped_quantity >= 0
      and restocked_quantity + scrapped_quantity <= received_quantity$$),
    ('return_item', 'return_item_amounts_not_negative', $$unit_cost >= 0 and refund_amount >= 0$$),
    ('supplier', 'supplier_terms_not_negative', $$payment_term_days >= 0 and lead_time_days >= 0 and min_order_value >= 0 and rating >= 0$$),
    ('supplier_product', 'supplier_product_lot_size_positive', $$moq > 0 and multiple > 0 and lead_time_days >= 0 and last_cost >= 0$$),
    ('purchase_order', 'purchase_order_fx_rate_positive', $$fx_rate > 0$$),
    ('purchase_order', 'purchase_order_amounts_not_negative', $$subtotal >= 0 and tax >= 0 and shipping >= 0 and landed_cost >= 0$$),
    ('purchase_order', 'purchase_order_total', $$total = subtotal + tax + shipping$$),
    ('purchase_order', 'purchase_order_revision_positive', $$revision > 0$$),
    ('purchase_order', 'purchase_order_approver_is_not_creator', $$not approval_required or approved_by <> created_by$$),
    ('purchase_order_item', 'purchase_order_item_amounts', $$quantity > 0 and unit_price >= 0 and tolerance_pct >= 0 and tax_rate_bps between 0 and 10000$$),
    ('purchase_order_item', 'purchase_order_item_received_within_tolerance', $$received_quantity >= 0 and rejected_quantity >= 0 and cancelled_quantity >= 0
      and invoiced_quantity >= 0 and received_quantity + cancelled_quantity <= quantity * (1 + tolerance_pct / 100)$$),
    ('goods_receipt', 'goods_receipt_posted', $$(posted_at is not null) = (status in ('POSTED', 'REVERSED'))$$),
    ('goods_receipt_item', 'goods_receipt_item_split', $$accepted_quantity >= 0 and rejected_quantity >= 0 and quarantined_quantity >= 0 and received_quantity > 0
      and accepted_quantity + rejected_quantity + quarantined_quantity = received_quantity$$),
    ('goods_receipt_item', 'goods_receipt_item_unit_cost_not_negative', $$unit_cost >= 0$$),
    ('invoice', 'invoice_gross', $$gross = net + tax and net >= 0 and tax >= 0$$),
    ('invoice', 'invoice_one_order', $$num_nonnulls(order_id, purchase_order_id) = 1$$),
    ('invoice', 'invoice_number_when_issued', $$status in ('DRAFT', 'VOID') or (invoice_number is not null and issued_at is not null)$$),
    ('invoice', 'invoice_credits_not_self', $$credits_invoice_id <> id and (credits_invoice_id is null or kind in ('CREDIT_NOTE', 'DEBIT_NOTE'))$$),
    ('invoice_item', 'invoice_item_amounts', $$quantity > 0 and unit_price >= 0 and net >= 0 and tax >= 0 and tax_rate_bps between 0 and 10000$$),
    ('invoice', 'invoice_fx_rate_positive', $$fx_rate > 0$$),
    ('invoice', 'invoice_reminder_level', $$reminder_level between 0 and 9$$),
    ('payment', 'payment_amount_not_zero', $$amount <> 0$$),
    ('payment', 'payment_refund_is_negative', $$(refund_of_id is not null) = (amount < 0)$$),
    ('cost_layer', 'cost_layer_remaining', $$remaining_quantity between 0 and original_quantity$$),
    ('cost_layer', 'cost_layer_value', $$remaining_value >= 0 and unit_cost >= 0 and (remaining_quantity > 0 or remaining_value = 0)$$),
    ('journal_line', 'journal_line_one_side', $$debit >= 0 and credit >= 0 and (debit > 0) <> (credit > 0)$$),
    ('accounting_period', 'accounting_period_key', $$period_key ~ '^\d{4}-(0[1-9]|1[0-2])$'$$),
    ('number_series', 'number_series_positive', $$next_value > 0 and padding between 0 and 18$$),
    ('outbox_event', 'outbox_event_attempts_not_negative', $$attempts >= 0$$),
    ('import_job', 'import_job_counts_not_negative', $$size >= 0 and rows_total >= 0 and rows_done >= 0$$)) as c (tab, name, expression)
  loop
    if not exists (select from pg_constraint where conname = r.name and conrelid = format('%I', r.tab)::regclass) then
      execute format('alter table %I add constraint %I check (%s)', r.tab, r.name, r.expression);
    end if;
  end loop;
  if not exists (select from pg_constraint where conname = 'product_price_no_overlap') then
    alter table product_price add constraint product_price_no_overlap exclude using gist
      (product_id with =, list_code with =, currency with =, min_quantity with =, tstzrange(valid_from, valid_to) with &&);
  end if;
end $do$;

-- Trigger functions of the tables -------------------------------------------------------------------------------------------
-- Refuses as a violated CHECK of that name would, with facts the API can read.
create or replace function refuse(p_constraint text, p_message text, p_detail jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = '23514', message = p_message, constraint = p_constraint, detail = p_detail::text, hint = p_constraint;
end $$;

create or replace function touch_updated_at() returns trigger language plpgsql as $$
begin
  if new.updated_at = old.updated_at then new.updated_at := now(); end if;
  return new;
end $$;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  perform refuse(tg_table_name || '_append_only', format('%s is append-only', tg_table_name), jsonb_build_object('operation', tg_op));
  return null;
end $$;

-- The state machine of a document: arguments are 'FROM>TO' pairs, '>TO' for states a row may be born in.
create or replace function check_transition() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not ('>' || new.status) = any (tg_argv) then
      perform refuse(tg_table_name || '_initial_status', format('%s cannot begin as %s', tg_table_name, new.status), jsonb_build_object('to', new.status));
    end if;
  elsif not (old.status || '>' || new.status) = any (tg_argv) then
    perform refuse(tg_table_name || '_status_transition', format('%s cannot go from %s to %s', tg_table_name, old.status, new.status),
      jsonb_build_object('from', old.status, 'to', new.status));
  end if;
  return new;
end $$;

create or replace function currency_digits(p_currency text) returns int language sql immutable parallel safe as $$
  select case when p_currency in ('JPY', 'KRW', 'CLP', 'VND', 'ISK', 'XAF', 'XOF', 'PYG', 'UGX', 'RWF') then 0
    when p_currency in ('KWD', 'BHD', 'OMR', 'TND', 'JOD', 'IQD', 'LYD') then 3 else 2 end
$$;

create or replace function freeze_product() returns trigger language plpgsql as $$
begin
  if exists (select from stock_movement where product_id = old.id) then
    perform refuse('product_frozen_after_movement', 'unit, cost method and tracking are frozen once stock has moved', jsonb_build_object('productId', old.id));
  end if;
  return new;
end $$;

create or replace function place_category() returns trigger language plpgsql as $$
declare v_parent text := '/';
begin
  perform pg_advisory_xact_lock(4712);
  if new.parent_id is not null then
    select path into v_parent from category where id = new.parent_id;
    if v_parent like '%/' || new.id || '/%' then
      perform refuse('category_no_cycle', 'a category cannot lie below itself', jsonb_build_object('categoryId', new.id));
    end if;
  end if;
  new.path := coalesce(v_parent, '/') || new.id || '/';
  return new;
end $$;

create or replace function move_subcategories() returns trigger language plpgsql as $$
begin
  update category set path = new.path || substr(path, length(old.path) + 1) where starts_with(path, old.path) and id <> new.id;
  return null;
end $$;

-- A unit's own code is in product_barcode too, so that one unique index holds for all codes.
create or replace function keep_own_barcodes() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from product_barcode b using old_rows o join new_rows n on n.id = o.id
      where b.product_unit_id = o.id and b.is_own and o.barcode is distinct from n.barcode;
  end if;
  insert into product_barcode (product_id, product_unit_id, code, is_own)
    select n.product_id, n.id, n.barcode, true from new_rows n
    where n.barcode <> '' and not exists (select from product_barcode b where b.product_unit_id = n.id and b.is_own and b.code = n.barcode);
  return null;
end $$;

-- A price is of a list that takes its currency; a new one, and a customer, only of a list that is not archived.
create or replace function check_price_list() returns trigger language plpgsql as $$
declare v_bad record;
begin
  perform from price_list where code in (select list_code from new_rows) order by code for share;
  select l.code, l.currency, l.currency is distinct from n.currency and l.currency is not null as other into v_bad
    from new_rows n join price_list l on l.code = n.list_code
    where l.currency <> n.currency or (tg_op = 'INSERT' and not l.is_active) order by l.code limit 1;
  if found and v_bad.other then
    perform refuse('product_price_list_currency', 'the list takes prices in its own currency only', jsonb_build_object('list', v_bad.code, 'currency', v_bad.currency));
  elsif found then
    perform refuse('price_list_archived', 'the list is archived', jsonb_build_object('list', v_bad.code));
  end if;
  return null;
end $$;

create or replace function check_customer_price_list() returns trigger language plpgsql as $$
declare v_active boolean;
begin
  if tg_op = 'UPDATE' and new.price_list_code = old.price_list_code then return new; end if;
  select is_active into v_active from price_list where code = new.price_list_code for share;
  if not v_active then perform refuse('price_list_archived', 'the list is archived', jsonb_build_object('list', new.price_list_code)); end if;
  return new;
end $$;

-- What a list is used for limits what becomes of it.
create or replace function check_price_list_change() returns trigger language plpgsql as $$
begin
  if new.code <> old.code then perform refuse('price_list_code_fixed', 'the code of a list does not change', jsonb_build_object('list', old.code)); end if;
  if old.is_active and not new.is_active and exists (select from customer where price_list_code = old.code and status <> 'ARCHIVED') then
    perform refuse('price_list_in_use', 'customers are on the list', jsonb_build_object('list', old.code,
      'customers', (select count(*) from customer where price_list_code = old.code and status <> 'ARCHIVED')));
  end if;
  if new.currency is distinct from old.currency and exists (select from product_price where list_code = old.code and currency <> new.currency) then
    perform refuse('price_list_currency_used', 'the list has prices in another currency', jsonb_build_object('list', old.code, 'currency', new.currency));
  end if;
  return new;
end $$;

-- A merged product that is taken back into use is replaced by nothing any more.
create or replace function forget_replacement() returns trigger language plpgsql as $$
begin
  new.replaced_by_id := null;
  return new;
end $$;

create or replace function check_component_cycle() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(4713);
  if exists (with recursive part (id) as (select new.component_product_id
      union select c.component_product_id from product_component c join part on c.kit_product_id = part.id)
    select from part where id = new.kit_product_id) then
    perform refuse('product_component_no_cycle', 'a kit cannot contain itself', jsonb_build_object('kitProductId', new.kit_product_id));
  end if;
  return new;
end $$;

-- Line number, line total and line tax are the database's; HALF_UP per line to the currency's minor unit.
create or replace function compute_order_item() returns trigger language plpgsql as $$
declare v_status order_status; v_digits int; v_precision int;
begin
  if tg_op = 'UPDATE' and new.reserved_quantity <> old.reserved_quantity and pg_trigger_depth() < 2
    or tg_op = 'INSERT' and new.reserved_quantity <> 0 then
    perform refuse('order_item_guard', 'reserved quantity changes only by reservations', jsonb_build_object('orderItemId', new.id));
  end if;
  if tg_op = 'UPDATE' and (new.order_id, new.product_id, new.quantity, new.unit_price, new.discount, new.tax_rate_bps, new.cancelled_quantity, new.line_total, new.line_tax)
    is not distinct from (old.order_id, old.product_id, old.quantity, old.unit_price, old.discount, old.tax_rate_bps, old.cancelled_quantity, old.line_total, old.line_tax) then
    return new;
  end if;
  select status, currency_digits(currency) into v_status, v_digits from "order" where id = new.order_id;
  if v_status in ('COMPLETED', 'CANCELLED') then
    perform refuse('order_item_order_closed', 'lines of a closed order do not change', jsonb_build_object('orderId', new.order_id, 'status', v_status));
  end if;
  select qty_precision into v_precision from product where id = new.product_id;
  if new.quantity <> round(new.quantity, v_precision) then
    perform refuse('order_item_quantity_precision', 'quantity is finer than the product allows', jsonb_build_object('productId', new.product_id, 'precision', v_precision));
  end if;
  if new.line_no = 0 then
    select coalesce(max(line_no), 0) + 1 into new.line_no from order_item where order_id = new.order_id;
  end if;
  new.line_total := greatest(round(new.unit_price * (new.quantity - new.cancelled_quantity), v_digits) - new.discount, 0);
  new.line_tax := round(new.line_total * new.tax_rate_bps / 10000, v_digits);
  return new;
end $$;

create or replace function sum_order_items() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare v_orders text[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct order_id) into v_orders from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct order_id) into v_orders from old_rows;
  else
    select array_agg(distinct id) into v_orders from (select unnest(array[o.order_id, n.order_id]) id from old_rows o full join new_rows n on n.id = o.id
      where (o.order_id, o.line_total, o.line_tax) is distinct from (n.order_id, n.line_total, n.line_tax)) x;
  end if;
  if v_orders is null then return null; end if;
  update "order" o set subtotal = s.subtotal, tax = s.tax
    from (select d.id, coalesce(sum(i.line_total), 0) subtotal, coalesce(sum(i.line_tax), 0) tax
      from unnest(v_orders) d(id) left join order_item i on i.order_id = d.id group by d.id) s
    where o.id = s.id and (o.subtotal, o.tax) is distinct from (s.subtotal, s.tax);
  return null;
end $$;

-- The total follows its parts unless the writer states one, which the CHECK then judges.
create or replace function total_order() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.total = 0 then new.total := new.subtotal - new.discount + new.tax + new.shipping; end if;
  elsif new.total = old.total then
    new.total := new.subtotal - new.discount + new.tax + new.shipping;
  end if;
  return new;
end $$;

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

-- What leaves was picked, packed and posted: the movements of a shipment equal what was picked for it.
create or replace function check_shipment_step() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare v_order order_status; v_picked numeric; v_posted numeric;
begin
  if tg_op = 'UPDATE' and old.status = 'REFUSED' then
    if exists (select from stock_movement m where m.reference_type = 'SHIPMENT' and m.reference_id = new.id and m.type = 'RETURN_IN' and not exists (select from stock_movement r where r.reversal_of_seq = m.seq)) then
      perform refuse('shipment_is_back', 'what came back is in stock', jsonb_build_object('shipmentId', new.id));
    end if;
  elsif new.status = 'SHIPPED' then
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

create or replace function compute_purchase_order_item() returns trigger language plpgsql as $$
declare v_digits int; v_precision int;
begin
  if new.line_no = 0 then
    select coalesce(max(line_no), 0) + 1 into new.line_no from purchase_order_item where purchase_order_id = new.purchase_order_id;
  end if;
  select currency_digits(currency) into v_digits from purchase_order where id = new.purchase_order_id;
  select qty_precision into v_precision from product where id = new.product_id;
  if new.quantity <> round(new.quantity, v_precision) then
    perform refuse('purchase_order_item_quantity_precision', 'quantity is finer than the product allows', jsonb_build_object('productId', new.product_id, 'precision', v_precision));
  end if;
  new.line_total := round(new.unit_price * new.quantity, v_digits);
  new.line_tax := round(new.line_total * new.tax_rate_bps / 10000, v_digits);
  return new;
end $$;

create or replace function sum_purchase_order_items() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare v_orders text[];
begin
  if tg_op = 'INSERT' then select array_agg(distinct purchase_order_id) into v_orders from new_rows;
  elsif tg_op = 'DELETE' then select array_agg(distinct purchase_order_id) into v_orders from old_rows;
  else
    select array_agg(distinct n.purchase_order_id) into v_orders from old_rows o join new_rows n on n.id = o.id
      where (o.line_total, o.line_tax) is distinct from (n.line_total, n.line_tax);
  end if;
  if v_orders is null then return null; end if;
  update purchase_order o set subtotal = s.subtotal, tax = s.tax
    from (select d.id, coalesce(sum(i.line_total), 0) subtotal, coalesce(sum(i.line_tax), 0) tax
      from unnest(v_orders) d(id) left join purchase_order_item i on i.purchase_order_id = d.id group by d.id) s
    where o.id = s.id and (o.subtotal, o.tax) is distinct from (s.subtotal, s.tax);
  return null;
end $$;

create or replace function total_purchase_order() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.total = 0 then new.total := new.subtotal + new.tax + new.shipping; end if;
  elsif new.total = old.total then
    new.total := new.subtotal + new.tax + new.shipping;
  end if;
  return new;
end $$;

create or replace function compute_count_variance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.count_id, new.inventory_item_id, new.expected_quantity, new.snapshot_seq)
    is distinct from (old.count_id, old.inventory_item_id, old.expected_quantity, old.snapshot_seq) then
    perform refuse('stock_count_item_snapshot', 'what was expected when the count began does not change', jsonb_build_object('stockCountItemId', old.id));
  end if;
  new.variance := coalesce(new.recount_quantity, new.counted_quantity) - (new.expected_quantity + new.movements_during);
  return new;
end $$;

-- A count is posted complete, explained, and by someone who counted none of it.
create or replace function check_count_approval() returns trigger language plpgsql as $$
declare v_item text;
begin
  select id into v_item from stock_count_item where count_id = new.id and (pending or variance is null
    or (abs(variance) > greatest(new.tolerance_qty, new.tolerance_pct * (expected_quantity + movements_during) / 100) or not within_tolerance) and coalesce(root_cause, '') = '') limit 1;
  if found then
    perform refuse('stock_count_root_cause', 'every position must be counted, and a variance beyond tolerance needs its cause', jsonb_build_object('stockCountItemId', v_item));
  end if;
  if new.approved_by is null or exists (select from stock_count_entry e join stock_count_item i on i.id = e.count_item_id where i.count_id = new.id and e.counted_by = new.approved_by) then
    perform refuse('stock_count_approver_is_not_counter', 'who counted does not approve', jsonb_build_object('stockCountId', new.id));
  end if;
  new.approved_at := coalesce(new.approved_at, now());
  return new;
end $$;

-- Its items may be counted again once a count is posted or cancelled.
create or replace function close_count_lines() returns trigger language plpgsql as $$
begin
  update stock_count_item set is_open = false where count_id = new.id and is_open;
  return new;
end $$;

-- Numbers are entered while the count is under way, and nobody's name changes on one.
create or replace function check_count_entry() returns trigger language plpgsql as $$
declare v_status count_status;
begin
  select c.status into v_status from stock_count_item i join stock_count c on c.id = i.count_id where i.id = new.count_item_id;
  if v_status not in ('COUNTING', 'RECOUNT') or tg_op = 'UPDATE' and (new.count_item_id, new.attempt, new.counted_by) is distinct from (old.count_item_id, old.attempt, old.counted_by) then
    perform refuse('stock_count_entry_frozen', 'a count is entered while it is under way, under one name', jsonb_build_object('status', v_status));
  end if;
  return new;
end $$;

-- Lines of a document are frozen with it: arguments are the parent table, the key column and the states in which lines may change.
create or replace function freeze_lines() returns trigger language plpgsql as $$
declare v_status text; v_parent text;
begin
  v_parent := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[1];
  execute format('select status::text from %I where id = $1', tg_argv[0]) into v_status using v_parent;
  if v_status is not null and not v_status = any (string_to_array(tg_argv[2], ',')) then
    perform refuse(tg_table_name || '_frozen', format('lines of a %s that is %s do not change', tg_argv[0], v_status), jsonb_build_object('status', v_status));
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create or replace function freeze_invoice() returns trigger language plpgsql as $$
begin
  if (new.kind, new.series, new.invoice_number, new.order_id, new.purchase_order_id, new.customer_id, new.currency, new.fx_rate, new.net, new.tax, new.gross, new.issued_at, new.due_at, new.bill_to, new.credits_invoice_id)
    is distinct from (old.kind, old.series, old.invoice_number, old.order_id, old.purchase_order_id, old.customer_id, old.currency, old.fx_rate, old.net, old.tax, old.gross, old.issued_at, old.due_at, old.bill_to, old.credits_invoice_id) then
    perform refuse('invoice_frozen', 'an issued invoice does not change', jsonb_build_object('invoiceId', old.id));
  end if;
  return new;
end $$;

create or replace function check_invoice_void() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(gross), 0) from invoice where credits_invoice_id = new.id and kind = 'CREDIT_NOTE' and status not in ('DRAFT', 'VOID')) < new.gross then
    perform refuse('invoice_void_needs_credit_note', 'an issued invoice is voided only by a full credit note', jsonb_build_object('invoiceId', new.id));
  end if;
  return new;
end $$;

create or replace function number_invoice_item() returns trigger language plpgsql as $$
begin
  if new.line_no = 0 then
    select coalesce(max(line_no), 0) + 1 into new.line_no from invoice_item where invoice_id = new.invoice_id;
  end if;
  return new;
end $$;

create or replace function freeze_payment() returns trigger language plpgsql as $$
begin
  perform refuse('payment_frozen', 'a payment is never edited; a refund is a row of its own', jsonb_build_object('paymentId', old.id));
  return null;
end $$;

-- What was paid less what was paid back lies between nothing and what is owed: the invoice less its credit notes. Money that came before a credit note stays until it is
-- paid back. A payment is in the currency of its invoice, and no more of it is paid back than it was.
create or replace function check_payment_total() returns trigger language plpgsql as $$
declare v_invoice invoice; v_paid numeric; v_credited numeric; v_original numeric; v_back numeric;
begin
  select * into v_invoice from invoice where id = new.invoice_id for no key update;
  if new.currency <> v_invoice.currency then
    perform refuse('payment_currency', 'a payment is in the currency of its invoice', jsonb_build_object('currency', new.currency, 'invoice', v_invoice.currency));
  end if;
  if v_invoice.status in ('DRAFT', 'VOID') and new.amount > 0 then
    perform refuse('payment_invoice_issued', 'only an issued invoice is paid', jsonb_build_object('status', v_invoice.status));
  end if;
  select coalesce(sum(amount), 0) into v_paid from payment where invoice_id = new.invoice_id and status in ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED');
  select coalesce(sum(gross), 0) into v_credited from invoice where credits_invoice_id = new.invoice_id and status not in ('DRAFT', 'VOID');
  if v_paid < 0 or v_paid > v_invoice.gross or new.amount > 0 and v_paid > v_invoice.gross - v_credited then
    perform refuse('payment_within_invoice', 'settled payments less refunds lie between zero and what is owed',
      jsonb_build_object('invoiceId', new.invoice_id, 'open', (v_invoice.gross - v_credited - v_paid + new.amount)::text));
  end if;
  if new.refund_of_id is not null then
    select amount into v_original from payment where id = new.refund_of_id and invoice_id = new.invoice_id for no key update;
    select coalesce(-sum(amount), 0) into v_back from payment where refund_of_id = new.refund_of_id and status = 'SETTLED';
    if v_original is null or v_back > v_original then
      perform refuse('payment_refund_within_payment', 'no more is paid back than was paid', jsonb_build_object('left', (coalesce(v_original, 0) - v_back - new.amount)::text));
    end if;
  end if;
  return null;
end $$;

-- What of an order line is invoiced has left; what of an invoice is credited was on it. The line is locked: of two at once the second sees the first.
create or replace function check_invoice_item() returns trigger language plpgsql as $$
declare v_invoice invoice; v_most numeric; v_sum numeric;
begin
  select * into v_invoice from invoice where id = new.invoice_id;
  if new.order_item_id is null then return null; end if;
  if v_invoice.kind = 'SALES' then
    select shipped_quantity into v_most from order_item where id = new.order_item_id and order_id = v_invoice.order_id for no key update;
    select sum(x.quantity) into v_sum from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.order_item_id and i.kind = 'SALES' and i.status <> 'VOID';
  elsif v_invoice.kind = 'CREDIT_NOTE' then
    perform from invoice where id = v_invoice.credits_invoice_id for no key update;
    select sum(quantity) into v_most from invoice_item where invoice_id = v_invoice.credits_invoice_id and order_item_id = new.order_item_id;
    select sum(x.quantity) into v_sum from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.order_item_id and i.credits_invoice_id = v_invoice.credits_invoice_id and i.status <> 'VOID';
  else return null;
  end if;
  if v_most is null or v_sum > v_most then
    perform refuse('invoice_item_within_shipped', 'no more is invoiced than has left, nor credited than was invoiced',
      jsonb_build_object('left', (coalesce(v_most, 0) - v_sum + new.quantity)::text));
  end if;
  return null;
end $$;

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

-- What is invoiced has left, and stays so.
create or replace function keep_invoiced_shipped() returns trigger language plpgsql as $$
begin
  if new.shipped_quantity < (select coalesce(sum(x.quantity), 0) from invoice_item x join invoice i on i.id = x.invoice_id
      where x.order_item_id = new.id and i.kind = 'SALES' and i.status <> 'VOID') then
    perform refuse('order_item_invoiced', 'some of it is invoiced', jsonb_build_object('orderItemId', new.id));
  end if;
  return null;
end $$;

-- An issued invoice has lines that come to its amounts; a credit note belongs to an issued invoice of the same order and currency and leaves no less than nothing of it.
create or replace function check_invoice_issue() returns trigger language plpgsql as $$
declare v_credited invoice; v_sum numeric;
begin
  if not exists (select from invoice_item where invoice_id = new.id having count(*) > 0 and sum(net) = new.net and sum(tax) = new.tax) then
    perform refuse('invoice_lines_sum', 'the lines of an invoice come to its amounts', jsonb_build_object('invoiceId', new.id));
  end if;
  if new.kind = 'CREDIT_NOTE' then
    select * into v_credited from invoice where id = new.credits_invoice_id for no key update;
    select coalesce(sum(gross), 0) into v_sum from invoice where credits_invoice_id = new.credits_invoice_id and id <> new.id and status not in ('DRAFT', 'VOID');
    if v_credited.id is null or v_credited.kind <> 'SALES' or v_credited.status in ('DRAFT', 'VOID') or v_credited.currency <> new.currency
      or v_credited.order_id is distinct from new.order_id or v_sum + new.gross > v_credited.gross then
      perform refuse('invoice_credit_within', 'a credit note takes back no more than its invoice', jsonb_build_object('left', (v_credited.gross - v_sum)::text));
    end if;
  end if;
  return new;
end $$;

-- The state of an issued invoice follows its payments and credit notes.
create or replace function settle_invoice(p_id text) returns void language plpgsql as $$
declare v_invoice invoice; v_paid numeric; v_credited numeric; v_status invoice_status;
begin
  select * into v_invoice from invoice where id = p_id for no key update;
  select coalesce(sum(amount), 0) into v_paid from payment where invoice_id = p_id and status in ('SETTLED', 'PARTIALLY_REFUNDED', 'REFUNDED');
  select coalesce(sum(gross), 0) into v_credited from invoice where credits_invoice_id = p_id and status not in ('DRAFT', 'VOID');
  v_status := case when v_credited >= v_invoice.gross and v_paid = 0 and v_credited > 0 then 'VOID' when v_credited + v_paid >= v_invoice.gross then 'PAID'
    when v_paid > 0 then 'PARTIALLY_PAID' else 'ISSUED' end;
  update invoice set status = v_status, version = version + 1 where id = p_id and status <> v_status;
end $$;

-- Writes one entry with its lines; positive amounts are debits, negative ones credits.
create or replace function post_journal(p_operation text, p_by text, p_kind text, p_reference_type text, p_reference_id text, p_memo text, p_lines jsonb) returns text language plpgsql as $$
declare v_entry text;
begin
  insert into journal_entry (kind, operation_id, created_by, reference_type, reference_id, memo) values (p_kind, p_operation, p_by, p_reference_type, p_reference_id, p_memo) returning id into v_entry;
  insert into journal_line (entry_id, account_code, debit, credit)
    select v_entry, x.account, greatest(sum(x.amount), 0), greatest(-sum(x.amount), 0) from jsonb_to_recordset(p_lines) x(account text, amount numeric) group by 1, x.account having sum(x.amount) <> 0;
  return v_entry;
end $$;

create or replace function open_journal_entry() returns trigger language plpgsql as $$
declare v_status period_status;
begin
  if new.period_key = '' then new.period_key := to_char(new.posted_at at time zone 'UTC', 'YYYY-MM'); end if;
  select status into v_status from accounting_period where period_key = new.period_key for share;
  if v_status = 'CLOSED' then
    perform refuse('journal_entry_period_open', 'the period is closed', jsonb_build_object('period', new.period_key));
  end if;
  return new;
end $$;

create or replace function check_journal_balance() returns trigger language plpgsql as $$
declare v_difference numeric;
begin
  select sum(debit) - sum(credit) into v_difference from journal_line where entry_id = new.entry_id;
  if v_difference <> 0 then
    perform refuse('journal_entry_balanced', 'debits and credits of an entry differ', jsonb_build_object('entryId', new.entry_id, 'difference', v_difference::text));
  end if;
  return null;
end $$;

-- The next number of a gap-free series; the row stays locked until the transaction ends.
create or replace function next_number(p_code text) returns text language plpgsql as $$
declare v_number text;
begin
  insert into number_series (code, prefix) values (p_code, p_code || '-') on conflict do nothing;
  update number_series set next_value = next_value + 1, updated_at = now() where code = p_code
    returning prefix || lpad((next_value - 1)::text, greatest(padding, length((next_value - 1)::text)), '0') into v_number;
  return v_number;
end $$;

-- Stock: items, ledger, claims ----------------------------------------------------------------------------------------------
-- A bin named for the first time is made. An item is born without claims; a quantity it is born with is booked as OPENING, unless it names
-- the movement that its maker is about to post, which is verified at commit (thousands of new items are written once, not twice).
create or replace function bear_inventory_item() returns trigger language plpgsql as $$
declare v_type product_type; v_lots boolean; v_bin boolean;
begin
  if new.reserved_quantity <> 0 or new.last_movement_seq is not null and new.quantity <= 0 then
    perform refuse('inventory_item_guard', 'stock changes only through movements and reservations', jsonb_build_object('itemId', new.id));
  end if;
  select p.type, p.track_lots, exists (select from storage_location b where b.warehouse_id = new.warehouse_id and b.code = new.location)
    into v_type, v_lots, v_bin from product p where p.id = new.product_id;
  if v_type = 'SERVICE' then
    perform refuse('inventory_item_stock_product', 'a service has no stock', jsonb_build_object('productId', new.product_id));
  end if;
  if new.lot_id is null then
    if v_lots then perform refuse('inventory_item_lot_required', 'stock of this product needs a lot', jsonb_build_object('productId', new.product_id)); end if;
  elsif not exists (select from lot where id = new.lot_id and product_id = new.product_id) then
    perform refuse('inventory_item_lot_of_product', 'the lot is of another product', jsonb_build_object('lotId', new.lot_id));
  end if;
  if not v_bin then
    insert into storage_location (warehouse_id, code, type, is_sellable)
    values (new.warehouse_id, new.location, case new.location when '~TRANSIT' then 'TRANSIT' when '~QUARANTINE' then 'QUARANTINE' else 'PICK' end::location_type,
      new.location not in ('~TRANSIT', '~QUARANTINE')) on conflict do nothing;
  end if;
  return new;
end $$;

create or replace function check_born_item() returns trigger language plpgsql as $$
begin
  if not exists (select from stock_movement where seq = new.last_movement_seq and inventory_item_id = new.id) then
    perform refuse('inventory_item_guard', 'an item was born with a quantity that no movement explains', jsonb_build_object('itemId', new.id));
  end if;
  return null;
end $$;

-- Quantities change only inside the triggers of movements and reservations, and a position keeps its identity once it has moved.
create or replace function guard_inventory_item() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 and (new.quantity, new.reserved_quantity, new.last_movement_seq) is distinct from (old.quantity, old.reserved_quantity, old.last_movement_seq) then
    perform refuse('inventory_item_guard', 'stock changes only through movements and reservations', jsonb_build_object('itemId', old.id));
  end if;
  if old.last_movement_seq is not null and (new.id, new.product_id, new.warehouse_id, new.location, new.lot_id)
    is distinct from (old.id, old.product_id, old.warehouse_id, old.location, old.lot_id) then
    perform refuse('inventory_item_position', 'a position that has moved keeps its product, bin and lot', jsonb_build_object('itemId', old.id));
  end if;
  if new.updated_at = old.updated_at then new.updated_at := now(); end if;
  return new;
end $$;

create or replace function open_inventory_items() returns trigger language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if not exists (select from new_rows where quantity > 0 and last_movement_seq is null) then return null; end if;
  insert into cost_layer as c (product_id, warehouse_id, lot_id, in_transit, pooled, original_quantity, remaining_quantity, unit_cost, remaining_value)
    select r.product_id, r.warehouse_id, r.lot_id, b.type = 'TRANSIT', true, sum(r.quantity), sum(r.quantity), min(coalesce(p.standard_cost, 0)), sum(round(r.quantity * coalesce(p.standard_cost, 0), 4))
    from new_rows r join product p on p.id = r.product_id join storage_location b on b.warehouse_id = r.warehouse_id and b.code = r.location
    where r.quantity > 0 and r.last_movement_seq is null and p.cost_method = 'MOVING_AVG' group by 1, 2, 3, 4
    on conflict (product_id, warehouse_id, lot_id, in_transit) where pooled do update set
      original_quantity = c.original_quantity + excluded.original_quantity, remaining_quantity = c.remaining_quantity + excluded.remaining_quantity,
      remaining_value = c.remaining_value + excluded.remaining_value,
      unit_cost = round((c.remaining_value + excluded.remaining_value) / (c.remaining_quantity + excluded.remaining_quantity), 6);
  with born as materialized (
    select r.*, nextval('stock_movement_seq_seq') seq, b.type = 'TRANSIT' in_transit, p.created_by, coalesce(p.standard_cost, 0) cost,
      round(r.quantity * coalesce(p.standard_cost, 0), 4) value, case when p.cost_method = 'FIFO' then new_id() end layer_id
    from new_rows r join product p on p.id = r.product_id join storage_location b on b.warehouse_id = r.warehouse_id and b.code = r.location
    where r.quantity > 0 and r.last_movement_seq is null),
  layer as (
    insert into cost_layer (id, product_id, warehouse_id, lot_id, in_transit, original_quantity, remaining_quantity, unit_cost, remaining_value, source_movement_seq)
    select layer_id, product_id, warehouse_id, lot_id, in_transit, quantity, quantity, cost, value, seq from born where layer_id is not null),
  entry as (
    insert into journal_entry (kind, memo, created_by) select 'STOCK', 'Opening stock', min(created_by) from born having sum(value) > 0 returning id),
  line as (
    insert into journal_line (entry_id, account_code, warehouse_id, debit, credit)
    select entry.id, side.account, side.warehouse_id, case when side.debit then side.value else 0 end, case when side.debit then 0 else side.value end
    from entry, (select case when in_transit then '1210' else '1200' end account, warehouse_id, true debit, sum(value) value from born group by 1, 2
      union all select stock_counter_account('OPENING'), warehouse_id, false, sum(value) from born group by 1, 2) side where side.value > 0)
  insert into stock_movement (seq, type, inventory_item_id, product_id, warehouse_id, lot_id, quantity, unit_cost, value_delta, cost_layer_id, balance_after, created_by)
  select b.seq, 'OPENING', b.id, b.product_id, b.warehouse_id, b.lot_id, b.quantity, b.cost, b.value,
    coalesce(b.layer_id, (select c.id from cost_layer c where c.pooled and c.product_id = b.product_id and c.warehouse_id = b.warehouse_id
      and c.lot_id is not distinct from b.lot_id and c.in_transit = b.in_transit)), b.quantity, b.created_by
  from born b order by b.seq;
  return null;
end $$;

-- Adds movements to their items. An item born with a quantity (no movement yet, or this one named) already holds what the row says; a movement
-- older than the item's last is refused (quantity would be null). Since when its goods are in stock goes with them from bin to bin (FIFO picks by it):
-- of goods that meet, the earlier moment counts.
-- The plans of this and the next functions are cached: index look-ups alone suit one row and thousands, so other joins are off.
create or replace function book_movements() returns trigger language plpgsql security definer
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set search_path = pg_catalog, public, pg_temp as $$
declare v record;
begin
  with origin as materialized (
    select r.product_id, r.lot_id, min(i.received_at) at from new_rows r join inventory_item i on i.id = r.inventory_item_id
    where r.quantity < 0 and r.type in ('TRANSFER_OUT', 'TRANSFER_IN', 'PUTAWAY', 'QUARANTINE_IN', 'QUARANTINE_OUT', 'REVERSAL') group by 1, 2),
  total as materialized (
    select r.inventory_item_id, sum(r.quantity) quantity, max(r.seq) seq, bool_or(r.quantity > 0) brings, min(case
        when r.quantity > 0 and r.type in ('TRANSFER_OUT', 'TRANSFER_IN', 'PUTAWAY', 'QUARANTINE_IN', 'QUARANTINE_OUT', 'REVERSAL')
          then coalesce((select o.at from origin o where o.product_id = r.product_id and o.lot_id is not distinct from r.lot_id), case when r.type <> 'REVERSAL' then r.occurred_at end)
        when r.quantity > 0 then r.occurred_at end) since
    from new_rows r group by 1)
  update inventory_item i set quantity = case when i.last_movement_seq is null then 0 when i.last_movement_seq < t.seq then i.quantity end + t.quantity,
    received_at = case when not t.brings then i.received_at when i.quantity = 0 then coalesce(t.since, i.received_at) else least(i.received_at, t.since) end,
    last_movement_seq = t.seq, updated_at = now(), version = i.version + case when i.last_movement_seq is null and i.quantity > 0 then 0 else 1 end
    from total t where t.inventory_item_id = i.id and (i.last_movement_seq is distinct from t.seq or i.quantity <> t.quantity);
  select r.seq, r.inventory_item_id, r.balance_after, i.quantity, p.qty_precision,
    case when (r.product_id, r.warehouse_id, r.lot_id) is distinct from (i.product_id, i.warehouse_id, i.lot_id) then 'stock_movement_position'
      when r.quantity <> round(r.quantity, p.qty_precision) then 'stock_movement_quantity_precision' else 'stock_movement_balance' end rule
  into v from new_rows r join inventory_item i on i.id = r.inventory_item_id join product p on p.id = i.product_id
  where (r.product_id, r.warehouse_id, r.lot_id) is distinct from (i.product_id, i.warehouse_id, i.lot_id)
    or r.quantity <> round(r.quantity, p.qty_precision) or (r.seq = i.last_movement_seq and r.balance_after <> i.quantity)
  order by r.seq limit 1;
  if found then
    perform refuse(v.rule, 'the movement does not fit its item', jsonb_build_object('itemId', v.inventory_item_id, 'balanceAfter', v.balance_after::text,
      'quantity', v.quantity::text, 'precision', v.qty_precision));
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

create or replace function stamp_reservation() returns trigger language plpgsql as $$
begin
  if new.status = 'PICKED' then new.picked_at := coalesce(new.picked_at, now()); end if;
  if new.status in ('CONSUMED', 'RELEASED', 'EXPIRED') then new.closed_at := coalesce(new.closed_at, now()); end if;
  return new;
end $$;

-- Keeps reserved_quantity of items and order lines equal to their open claims, items in id order.
create or replace function count_reservations() returns trigger language plpgsql security definer
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set search_path = pg_catalog, public, pg_temp as $$
declare v_items text[]; v_item_delta numeric[]; v_lines text[]; v_line_delta numeric[]; v_bad text;
begin
  if tg_op = 'INSERT' then
    select array_agg(id), array_agg(delta) into v_items, v_item_delta
      from (select inventory_item_id id, sum(quantity) delta from new_rows where status in ('ACTIVE', 'PICKED') group by 1) x;
    select array_agg(id), array_agg(delta) into v_lines, v_line_delta
      from (select order_item_id id, sum(quantity) delta from new_rows where status in ('ACTIVE', 'PICKED') and order_item_id is not null group by 1) x;
  elsif tg_op = 'DELETE' then
    select array_agg(id), array_agg(delta) into v_items, v_item_delta
      from (select inventory_item_id id, -sum(quantity) delta from old_rows where status in ('ACTIVE', 'PICKED') group by 1) x;
    select array_agg(id), array_agg(delta) into v_lines, v_line_delta
      from (select order_item_id id, -sum(quantity) delta from old_rows where status in ('ACTIVE', 'PICKED') and order_item_id is not null group by 1) x;
  else
    select array_agg(id), array_agg(delta) into v_items, v_item_delta from (select id, sum(delta) delta
      from (select inventory_item_id id, quantity delta from new_rows where status in ('ACTIVE', 'PICKED')
        union all select inventory_item_id, -quantity from old_rows where status in ('ACTIVE', 'PICKED')) c group by 1 having sum(delta) <> 0) x;
    select array_agg(id), array_agg(delta) into v_lines, v_line_delta from (select id, sum(delta) delta
      from (select order_item_id id, quantity delta from new_rows where status in ('ACTIVE', 'PICKED') and order_item_id is not null
        union all select order_item_id, -quantity from old_rows where status in ('ACTIVE', 'PICKED') and order_item_id is not null) c group by 1 having sum(delta) <> 0) x;
  end if;
  if v_items is not null then
    if cardinality(v_items) > 1 then perform from inventory_item where id = any (v_items) order by id for no key update; end if;
    update inventory_item i set reserved_quantity = i.reserved_quantity + d.delta, version = i.version + 1, updated_at = now()
      from unnest(v_items, v_item_delta) d(id, delta) where i.id = d.id;
  end if;
  if v_lines is not null then
    update order_item i set reserved_quantity = i.reserved_quantity + d.delta from unnest(v_lines, v_line_delta) d(id, delta) where i.id = d.id;
  end if;
  if tg_op <> 'DELETE' then
    select r.inventory_item_id into v_bad from new_rows r join inventory_item i on i.id = r.inventory_item_id join product p on p.id = i.product_id
      where r.quantity <> round(r.quantity, p.qty_precision) limit 1;
    if found then perform refuse('stock_reservation_quantity_precision', 'quantity is finer than the product allows', jsonb_build_object('itemId', v_bad)); end if;
  end if;
  return null;
end $$;

-- What a piece is after a movement of it.
create or replace function piece_status(p_quantity numeric, p_type movement_type) returns serial_status language sql immutable parallel safe as $$
  select case when p_quantity > 0 then 'IN_STOCK' when p_type = 'SHIPMENT' then 'SHIPPED' when p_type in ('SCRAP', 'ADJUSTMENT', 'TRANSFER_LOSS') then 'SCRAPPED' else 'RETURNED' end::serial_status
$$;

-- A piece with a serial number is in one place: each movement of it begins where it is and takes it along. One whose coming is reversed is again what it
-- was before: shipped, scrapped, of its lot of then. Runs as the owner: nobody else moves a piece.
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

-- Triggers ------------------------------------------------------------------------------------------------------------------
do $do$
declare r record;
begin
  for r in select * from (values
    ('product', 'product_frozen_after_movement', 'before update', $$for each row when ((old.base_uom_id, old.cost_method, old.track_lots, old.track_serials, old.track_expiry)
      is distinct from (new.base_uom_id, new.cost_method, new.track_lots, new.track_serials, new.track_expiry) or new.qty_precision < old.qty_precision)$$, 'freeze_product()'),
    ('category', 'category_place', 'before insert or update of parent_id', 'for each row', 'place_category()'),
    ('category', 'category_move_below', 'after update of path, parent_id', 'for each row when (old.path is distinct from new.path and old.parent_id is distinct from new.parent_id)', 'move_subcategories()'),
    ('product', 'product_back_in_use', 'before update of status', $$for each row when (old.status = 'ARCHIVED' and new.status <> 'ARCHIVED')$$, 'forget_replacement()'),
    ('product_price', 'product_price_list_insert', 'after insert', 'referencing new table as new_rows for each statement', 'check_price_list()'),
    ('product_price', 'product_price_list_update', 'after update', 'referencing new table as new_rows for each statement', 'check_price_list()'),
    ('customer', 'customer_price_list', 'before insert or update', 'for each row', 'check_customer_price_list()'),
    ('price_list', 'price_list_change', 'before update', 'for each row', 'check_price_list_change()'),
    ('product_unit', 'product_unit_barcode_insert', 'after insert', 'referencing new table as new_rows for each statement', 'keep_own_barcodes()'),
    ('product_unit', 'product_unit_barcode_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'keep_own_barcodes()'),
    ('product_component', 'product_component_no_cycle', 'before insert or update', 'for each row when (new.kit_product_id <> new.component_product_id)', 'check_component_cycle()'),
    ('inventory_item', 'inventory_item_birth', 'before insert', 'for each row', 'bear_inventory_item()'),
    ('inventory_item', 'inventory_item_guard', 'before update', 'for each row', 'guard_inventory_item()'),
    ('inventory_item', 'inventory_item_opening', 'after insert', 'referencing new table as new_rows for each statement', 'open_inventory_items()'),
    ('stock_movement', 'stock_movement_booking', 'after insert', 'referencing new table as new_rows for each statement', 'book_movements()'),
    ('stock_movement', 'stock_movement_serials', 'after insert', 'referencing new table as new_rows for each statement', 'follow_serials()'),
    ('stock_movement', 'stock_movement_backdated', 'after insert', 'for each row when ((new.quantity < 0 or new.serial_id is not null) and new.occurred_at < new.recorded_at)', 'check_backdated_movement()'),
    ('stock_movement', 'stock_movement_append_only', 'before update or delete or truncate', 'for each statement', 'refuse_change()'),
    ('journal_entry', 'journal_entry_append_only', 'before update or delete or truncate', 'for each statement', 'refuse_change()'),
    ('journal_line', 'journal_line_append_only', 'before update or delete or truncate', 'for each statement', 'refuse_change()'),
    ('journal_entry', 'journal_entry_opening', 'before insert', 'for each row', 'open_journal_entry()'),
    ('stock_reservation', 'stock_reservation_counter_insert', 'after insert', 'referencing new table as new_rows for each statement', 'count_reservations()'),
    ('stock_reservation', 'stock_reservation_counter_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'count_reservations()'),
    ('stock_reservation', 'stock_reservation_counter_delete', 'after delete', 'referencing old table as old_rows for each statement', 'count_reservations()'),
    ('stock_reservation', 'stock_reservation_stamp', 'before insert or update of status', 'for each row', 'stamp_reservation()'),
    ('lot', 'lot_state_insert', 'after insert', 'referencing new table as new_rows for each statement', 'keep_lot_states()'),
    ('lot', 'lot_state_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'keep_lot_states()'),
    ('storage_location', 'bin_state_insert', 'after insert', 'referencing new table as new_rows for each statement', 'keep_bin_states()'),
    ('storage_location', 'bin_state_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'keep_bin_states()'),
    ('storage_location', 'storage_location_transit', 'before update of type', $$for each row when ((old.type = 'TRANSIT') <> (new.type = 'TRANSIT'))$$, 'keep_transit_bin()'),
    -- A lot or bin that nothing was ever in may go, and its states with it.
    ('lot_state', 'lot_state_append_only', 'before update or delete', 'for each row when (pg_trigger_depth() = 0)', 'refuse_change()'),
    ('lot_state', 'lot_state_no_truncate', 'before truncate', 'for each statement', 'refuse_change()'),
    ('bin_state', 'bin_state_append_only', 'before update or delete', 'for each row when (pg_trigger_depth() = 0)', 'refuse_change()'),
    ('bin_state', 'bin_state_no_truncate', 'before truncate', 'for each statement', 'refuse_change()'),
    ('stock_reservation', 'stock_reservation_kept', 'before update', $$for each row when ((new.inventory_item_id, new.created_at) is distinct from (old.inventory_item_id, old.created_at)
      or new.quantity > old.quantity or old.closed_at is not null and (new.closed_at, new.quantity) is distinct from (old.closed_at, old.quantity))$$, 'keep_claim()'),
    ('stock_reservation', 'stock_reservation_append_only', 'before delete or truncate', 'for each statement', 'refuse_change()'),
    ('stock_count_item', 'stock_count_item_variance', 'before insert or update', 'for each row', 'compute_count_variance()'),
    ('stock_count', 'stock_count_approval', 'before update of status', $$for each row when (new.status = 'APPROVED' and old.status <> 'APPROVED')$$, 'check_count_approval()'),
    ('stock_count', 'stock_count_close', 'before update of status', $$for each row when (new.status in ('APPROVED', 'CANCELLED') and old.status <> new.status)$$, 'close_count_lines()'),
    ('stock_count_item', 'stock_count_item_frozen', 'before insert or update or delete', 'for each row', $$freeze_lines('stock_count', 'count_id', 'PLANNED,COUNTING,COUNTED,RECOUNT,IN_REVIEW')$$),
    ('stock_count_entry', 'stock_count_entry_frozen', 'before insert or update', 'for each row', 'check_count_entry()'),
    ('order', 'order_total', 'before insert or update of subtotal, discount, tax, shipping, total', 'for each row', 'total_order()'),
    ('order', 'order_step', 'before update of status', 'for each row when (old.status <> new.status)', 'check_order_step()'),
    ('shipment', 'shipment_step', 'before update of status', 'for each row when (old.status <> new.status)', 'check_shipment_step()'),
    ('order_item', 'order_item_compute', 'before insert or update', 'for each row', 'compute_order_item()'),
    ('order_item', 'order_item_sum_insert', 'after insert', 'referencing new table as new_rows for each statement', 'sum_order_items()'),
    ('order_item', 'order_item_sum_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'sum_order_items()'),
    ('order_item', 'order_item_sum_delete', 'after delete', 'referencing old table as old_rows for each statement', 'sum_order_items()'),
    ('shipment_item', 'shipment_item_frozen', 'before insert or update or delete', 'for each row', $$freeze_lines('shipment', 'shipment_id', 'DRAFT,PICKING,PACKED')$$),
    ('purchase_order', 'purchase_order_total', 'before insert or update of subtotal, tax, shipping, total', 'for each row', 'total_purchase_order()'),
    ('purchase_order_item', 'purchase_order_item_compute', 'before insert or update of quantity, unit_price, tax_rate_bps, line_total, line_tax', 'for each row', 'compute_purchase_order_item()'),
    ('purchase_order_item', 'purchase_order_item_sum_insert', 'after insert', 'referencing new table as new_rows for each statement', 'sum_purchase_order_items()'),
    ('purchase_order_item', 'purchase_order_item_sum_update', 'after update', 'referencing old table as old_rows new table as new_rows for each statement', 'sum_purchase_order_items()'),
    ('purchase_order_item', 'purchase_order_item_sum_delete', 'after delete', 'referencing old table as old_rows for each statement', 'sum_purchase_order_items()'),
    ('goods_receipt_item', 'goods_receipt_item_frozen', 'before insert or update or delete', 'for each row', $$freeze_lines('goods_receipt', 'goods_receipt_id', 'DRAFT,INSPECTING')$$),
    ('invoice', 'invoice_frozen', 'before update', $$for each row when (old.status <> 'DRAFT')$$, 'freeze_invoice()'),
    ('invoice', 'invoice_void', 'before update of status', $$for each row when (new.status = 'VOID' and old.status <> 'DRAFT' and old.status <> 'VOID')$$, 'check_invoice_void()'),
    ('invoice', 'invoice_issue', 'before update of status', $$for each row when (old.status = 'DRAFT' and new.status not in ('DRAFT', 'VOID') and new.kind in ('SALES', 'CREDIT_NOTE'))$$, 'check_invoice_issue()'),
    ('invoice_item', 'invoice_item_within', 'after insert or update of quantity, order_item_id, invoice_id', 'for each row', 'check_invoice_item()'),
    ('order_item', 'order_item_invoiced', 'after update of shipped_quantity', $$for each row when (new.shipped_quantity < old.shipped_quantity)$$, 'keep_invoiced_shipped()'),
    ('return_item', 'return_item_within', 'after insert or update of quantity, received_quantity, order_item_id', 'for each row', 'check_return_item()'),
    ('invoice_item', 'invoice_item_number', 'before insert', 'for each row', 'number_invoice_item()'),
    ('invoice_item', 'invoice_item_frozen', 'before insert or update or delete', 'for each row', $$freeze_lines('invoice', 'invoice_id', 'DRAFT')$$),
    ('payment', 'payment_frozen', 'before update', $$for each row when ((old.invoice_id, old.amount, old.currency, old.method, old.refund_of_id)
      is distinct from (new.invoice_id, new.amount, new.currency, new.method, new.refund_of_id))$$, 'freeze_payment()'),
    ('payment', 'payment_within_invoice', 'after insert or update of status', $$for each row when (new.status = 'SETTLED')$$, 'check_payment_total()'))
    as t (tab, name, event, condition, action)
  loop
    execute format('create or replace trigger %I %s on %I %s execute function %s', r.name, r.event, r.tab, r.condition, r.action);
  end loop;

  -- State machines: '>TO' may be the first state. The name sorts before the table's other triggers, so that a wrong step is refused first.
  for r in select * from (values
    ('order', '>DRAFT >PENDING DRAFT>PENDING PENDING>CONFIRMED CONFIRMED>PROCESSING PENDING>ON_HOLD CONFIRMED>ON_HOLD PROCESSING>ON_HOLD ON_HOLD>PENDING ON_HOLD>CONFIRMED '
      'ON_HOLD>PROCESSING PROCESSING>COMPLETED COMPLETED>PROCESSING PENDING>CANCELLED CONFIRMED>CANCELLED PROCESSING>CANCELLED ON_HOLD>CANCELLED'),
    ('stock_reservation', '>ACTIVE >PICKED ACTIVE>PICKED PICKED>ACTIVE PICKED>CONSUMED ACTIVE>RELEASED PICKED>RELEASED ACTIVE>EXPIRED'),
    ('shipment', '>DRAFT >PICKING DRAFT>PICKING PICKING>PACKED PACKED>SHIPPED SHIPPED>IN_TRANSIT SHIPPED>DELIVERED IN_TRANSIT>DELIVERED DRAFT>CANCELLED PICKING>CANCELLED '
      'PACKED>CANCELLED PACKED>PICKING SHIPPED>PACKED SHIPPED>LOST SHIPPED>REFUSED IN_TRANSIT>LOST IN_TRANSIT>REFUSED REFUSED>SHIPPED'),
    ('return_order', '>REQUESTED >APPROVED REQUESTED>APPROVED APPROVED>IN_TRANSIT APPROVED>RECEIVED IN_TRANSIT>RECEIVED RECEIVED>INSPECTED INSPECTED>CLOSED '
      'REQUESTED>REJECTED REQUESTED>CANCELLED APPROVED>CANCELLED RECEIVED>APPROVED INSPECTED>RECEIVED CLOSED>INSPECTED'),
    ('purchase_order', '>DRAFT DRAFT>PENDING_APPROVAL DRAFT>APPROVED PENDING_APPROVAL>APPROVED APPROVED>SENT SENT>PARTIALLY_RECEIVED SENT>RECEIVED PARTIALLY_RECEIVED>RECEIVED '
      'RECEIVED>PARTIALLY_RECEIVED PARTIALLY_RECEIVED>SENT RECEIVED>SENT RECEIVED>CLOSED PARTIALLY_RECEIVED>CLOSED PENDING_APPROVAL>REJECTED REJECTED>DRAFT '
      'DRAFT>CANCELLED PENDING_APPROVAL>CANCELLED APPROVED>CANCELLED SENT>CANCELLED'),
    ('goods_receipt', '>DRAFT >INSPECTING DRAFT>INSPECTING DRAFT>POSTED INSPECTING>POSTED POSTED>REVERSED'),
    ('stock_transfer', '>DRAFT DRAFT>APPROVED APPROVED>PICKING APPROVED>IN_TRANSIT PICKING>IN_TRANSIT IN_TRANSIT>PARTIALLY_RECEIVED IN_TRANSIT>RECEIVED PARTIALLY_RECEIVED>RECEIVED '
      'DRAFT>CANCELLED APPROVED>CANCELLED IN_TRANSIT>APPROVED PARTIALLY_RECEIVED>IN_TRANSIT RECEIVED>IN_TRANSIT RECEIVED>PARTIALLY_RECEIVED'),
    ('stock_count', '>PLANNED >COUNTING PLANNED>COUNTING COUNTING>COUNTED COUNTED>RECOUNT RECOUNT>COUNTED RECOUNT>IN_REVIEW COUNTED>IN_REVIEW IN_REVIEW>RECOUNT IN_REVIEW>APPROVED '
      'PLANNED>CANCELLED COUNTING>CANCELLED COUNTED>CANCELLED RECOUNT>CANCELLED IN_REVIEW>CANCELLED'),
    ('quality_inspection', '>PENDING >IN_PROGRESS PENDING>IN_PROGRESS PENDING>WAIVED IN_PROGRESS>PASSED IN_PROGRESS>FAILED IN_PROGRESS>PARTIAL PASSED>CLOSED FAILED>CLOSED PARTIAL>CLOSED '
      'WAIVED>PENDING PASSED>IN_PROGRESS FAILED>IN_PROGRESS PARTIAL>IN_PROGRESS CLOSED>FAILED CLOSED>PARTIAL'),
    ('non_conformance', '>OPEN OPEN>CONTAINED CONTAINED>ROOT_CAUSE ROOT_CAUSE>CORRECTED CORRECTED>VERIFIED VERIFIED>CLOSED'),
    ('invoice', '>DRAFT DRAFT>ISSUED DRAFT>VOID ISSUED>PARTIALLY_PAID ISSUED>PAID PARTIALLY_PAID>PAID PAID>PARTIALLY_PAID PARTIALLY_PAID>ISSUED PAID>ISSUED ISSUED>VOID PARTIALLY_PAID>VOID PAID>VOID'),
    ('payment', '>PENDING >AUTHORIZED >SETTLED PENDING>AUTHORIZED PENDING>SETTLED AUTHORIZED>SETTLED PENDING>FAILED PENDING>CANCELLED AUTHORIZED>VOIDED SETTLED>PARTIALLY_REFUNDED '
      'SETTLED>REFUNDED PARTIALLY_REFUNDED>REFUNDED')) as m (tab, steps)
  loop
    execute format('create or replace trigger %I before insert on %I for each row execute function check_transition(%s)', r.tab || '_initial_status', r.tab,
      (select string_agg(quote_literal(s), ', ') from unnest(string_to_array(r.steps, ' ')) s));
    execute format('create or replace trigger %I before update of status on %I for each row when (old.status <> new.status) execute function check_transition(%s)',
      r.tab || '_a_status_transition', r.tab, (select string_agg(quote_literal(s), ', ') from unnest(string_to_array(r.steps, ' ')) s));
  end loop;

  for r in select c.table_name tab from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and c.column_name = 'updated_at' and t.table_type = 'BASE TABLE' and c.table_name <> 'inventory_item'
  loop
    execute format('create or replace trigger %I before update on %I for each row execute function touch_updated_at()', r.tab || '_touch', r.tab);
  end loop;

  if not exists (select from pg_trigger where tgname = 'inventory_item_born_booked') then
    create constraint trigger inventory_item_born_booked after insert on inventory_item deferrable initially deferred
      for each row when (new.last_movement_seq is not null) execute function check_born_item();
  end if;
  if not exists (select from pg_trigger where tgname = 'stock_reservation_part') then
    create constraint trigger stock_reservation_part after update on stock_reservation deferrable initially deferred
      for each row when (new.quantity < old.quantity) execute function check_claim_part();
  end if;
  if not exists (select from pg_trigger where tgname = 'journal_line_balanced') then
    create constraint trigger journal_line_balanced after insert on journal_line deferrable initially deferred for each row execute function check_journal_balance();
  end if;
end $do$;

-- The kernel: begin, post, reserve, release, finish ---------------------------------------------------------------------------
-- The account a movement's value comes from or goes to; pairs have none, both their sides are inventory.
create or replace function stock_counter_account(p_type movement_type) returns text language sql immutable parallel safe as $$
  select case p_type when 'OPENING' then '3000' when 'RECEIPT' then '2100' when 'SUPPLIER_RETURN' then '2100' when 'SHIPMENT' then '5000' when 'RETURN_IN' then '5000'
    when 'ADJUSTMENT' then '5100' when 'SCRAP' then '5200' when 'TRANSFER_LOSS' then '5300' when 'KIT_CONSUME' then '1300' when 'KIT_BUILD' then '1300'
    when 'REVALUATION' then '5500' end
$$;

-- A line of post_movements after it was resolved; kind: NEUTRAL, IN, OUT, PAIR_IN, BACK (a reversal), VALUE (a revaluation).
do $do$
begin
  if to_regtype('posting_line') is not null then drop type posting_line; end if;
  if to_regtype('posting_row') is not null then drop type posting_row; end if;
end $do$;
create type posting_line as (n int, kind text, type movement_type, base_type movement_type, item_id text, product_id text, warehouse_id text, location text, lot_id text,
  serial_id text, in_transit boolean, pooled boolean, scope text, quantity numeric, unit_cost numeric, value numeric, layer_id text, on_hand numeric, reserved numeric,
  balance numeric, last boolean, occurred_at timestamptz, reference_type text, reference_id text, reason_code text, reversal_of bigint, counter_account text, born_seq bigint);
-- A movement of a line; born: the layer it makes.
create type posting_row as (n int, k bigint, quantity numeric, worth numeric, unit_cost numeric, layer_id text, born text, received_at timestamptz, balance numeric, seq bigint);

-- Opens a command: time-outs (kept as they are where invista.long is on), backup barrier, and the operation row or the stored answer of the same key.
create or replace function begin_command(p_procedure text, p_by text, p_key text, p_hash text, p_input jsonb)
returns table (operation_id text, replayed jsonb, mismatch boolean) language plpgsql as $$
declare v_id text; o operation;
begin
  if coalesce(current_setting('invista.long', true), '') <> 'on' then
    perform set_config('lock_timeout', '2s', true), set_config('statement_timeout', '5s', true), set_config('idle_in_transaction_session_timeout', '5s', true);
  end if;
  perform pg_advisory_xact_lock_shared(4711);
  insert into operation as p (procedure, idempotency_key, request_hash, created_by, input) values (p_procedure, p_key, p_hash, p_by, p_input)
    on conflict (created_by, idempotency_key) do nothing returning p.id into v_id;
  if v_id is not null then
    return query select v_id, null::jsonb, false;
    return;
  end if;
  select * into o from operation p where p.created_by = p_by and p.idempotency_key = p_key;
  if o.status = 'RUNNING' and o.request_hash = p_hash then
    perform refuse('operation_running', 'the same command is still running', jsonb_build_object('operationId', o.id));
  end if;
  return query select o.id, coalesce(o.result, 'null'::jsonb), o.request_hash <> p_hash;
end $$;

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

-- Ends the open claims of a reference as p_status says (RELEASED, EXPIRED, CONSUMED) and answers them.
create or replace function release_reservations(p_operation text, p_type text, p_reference text, p_status text default 'RELEASED')
returns table (id text, inventory_item_id text, order_item_id text, quantity numeric, was text) language plpgsql as $$
#variable_conflict use_column
begin
  perform from inventory_item i where i.id in (select r.inventory_item_id from stock_reservation r where r.reservation_type = p_type::reservation_type
    and r.reference_id = p_reference and r.status in ('ACTIVE', 'PICKED')) order by i.id for no key update;
  return query
    with open as (select r.id, r.status from stock_reservation r where r.reservation_type = p_type::reservation_type and r.reference_id = p_reference
      and r.status in ('ACTIVE', 'PICKED') order by r.id for no key update)
    update stock_reservation r set status = p_status::reservation_status, operation_id = coalesce(p_operation, r.operation_id), version = r.version + 1
    from open where open.id = r.id returning r.id, r.inventory_item_id, r.order_item_id, r.quantity, open.status::text;
end $$;

-- sha256 over the operation's text in UTF-8, lines joined by \n: per movement by seq `M|seq|type|item|quantity|value_delta|balance_after`, then per
-- journal line by entry number, account, warehouse and id `J|entry_number|account|warehouse|debit|credit`; numbers with four decimals, '' for no warehouse.
create or replace function operation_digest(p_operation text) returns bytea language plpgsql stable as $$
declare v_movements text; v_journal text;
begin
  select string_agg(concat_ws('|', 'M', m.seq, m.type, m.inventory_item_id, m.quantity, m.value_delta, m.balance_after), E'\n' order by m.seq) into v_movements
    from stock_movement m where m.operation_id = p_operation;
  select string_agg(concat_ws('|', 'J', e.entry_number, l.account_code, coalesce(l.warehouse_id, ''), l.debit, l.credit), E'\n'
      order by e.entry_number collate "C", l.account_code collate "C", coalesce(l.warehouse_id, '') collate "C", l.id collate "C") into v_journal
    from journal_entry e join journal_line l on l.entry_id = e.id where e.operation_id = p_operation;
  return sha256(convert_to(concat_ws(E'\n', v_movements, v_journal), 'UTF8'));
end $$;

-- (seq + 0: else the planner walks the primary key for the smallest.)
-- Closes a command: result, digest, first and last movement, and one outbox event per element of p_events; 'audit' events carry the digest.
create or replace function finish_command(p_operation text, p_result jsonb, p_events jsonb) returns void language plpgsql as $$
declare v_digest bytea := operation_digest(p_operation);
begin
  update operation o set result = p_result, digest = v_digest, status = 'DONE', finished_at = now(), first_seq = m.first, last_seq = m.last,
      entity = (select e ->> 'entity' from jsonb_array_elements(p_events) x(e) where e ->> 'topic' = 'audit' limit 1)
    from (select min(seq + 0) first, max(seq + 0) last from stock_movement where operation_id = p_operation) m where o.id = p_operation;
  if not found then perform refuse('operation_unknown', 'no such operation', jsonb_build_object('operationId', p_operation)); end if;
  insert into outbox_event (topic, entity, operation_id, payload)
    select e ->> 'topic', e ->> 'entity', p_operation, coalesce(e -> 'payload', '{}'::jsonb)
      || case when e ->> 'topic' = 'audit' then jsonb_build_object('digest', encode(v_digest, 'hex')) else '{}'::jsonb end
    from jsonb_array_elements(p_events) with ordinality x(e, n) order by n;
end $$;

-- Every rule that must hold at any moment, with the number of violations and one example.
-- Each large table is read once. Rules that compare many rows with each other are first asked as sums without sorting or grouping, and row by row only when those differ:
-- * a chain of balances holds when the balances before the movements and the last one are the same set as the balances after them and zero; hashes of both
--   (with the position as seed) add up to the same. The movements then also add up to the quantity.
-- * layers hold what the bins hold when both add up to the same per warehouse with each quantity weighed by a hash of its product and lot.
-- * claims equal what is reserved, and the two sides of moves each other, when their quantities weighed by a hash of the position, or of operation and product, do.
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

-- Views ---------------------------------------------------------------------------------------------------------------------
create or replace view stock_position as
select pair.product_id, pair.warehouse_id, s.on_hand, s.reserved, s.held, s.on_hand - s.reserved - s.held available, s.in_transit, po.on_order,
  s.in_transit + po.on_order incoming, d.open_demand, s.on_hand - s.reserved - s.held + s.in_transit + po.on_order - d.open_demand projected,
  r.min_quantity, r.max_quantity,
  coalesce(s.on_hand - s.reserved - s.held + s.in_transit + po.on_order - d.open_demand < r.min_quantity, false) below_minimum, s.last_counted_at
from (select product_id, warehouse_id from inventory_item union select product_id, warehouse_id from reorder_rule) pair
cross join lateral (
  select coalesce(sum(i.quantity) filter (where b.type <> 'TRANSIT'), 0) on_hand, coalesce(sum(i.reserved_quantity) filter (where b.type <> 'TRANSIT'), 0) reserved,
    coalesce(sum(i.quantity - i.reserved_quantity) filter (where b.type <> 'TRANSIT' and (not b.is_sellable or l.status <> 'RELEASED' or l.expires_at < current_date)), 0) held,
    coalesce(sum(i.quantity) filter (where b.type = 'TRANSIT'), 0) in_transit, max(i.last_counted_at) last_counted_at
  from inventory_item i join storage_location b on b.warehouse_id = i.warehouse_id and b.code = i.location left join lot l on l.id = i.lot_id
  where i.product_id = pair.product_id and i.warehouse_id = pair.warehouse_id) s
cross join lateral (
  select coalesce(sum(greatest(pi.quantity - pi.received_quantity - pi.cancelled_quantity, 0)), 0) on_order
  from purchase_order_item pi join purchase_order p on p.id = pi.purchase_order_id
  where pi.product_id = pair.product_id and p.warehouse_id = pair.warehouse_id and p.status in ('SENT', 'PARTIALLY_RECEIVED')) po
cross join lateral (
  select coalesce(sum(oi.quantity - oi.shipped_quantity - oi.cancelled_quantity - oi.reserved_quantity), 0) open_demand
  from order_item oi join "order" o on o.id = oi.order_id
  where oi.product_id = pair.product_id and coalesce(oi.warehouse_id, o.warehouse_id) = pair.warehouse_id and o.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'ON_HOLD')) d
left join reorder_rule r on r.product_id = pair.product_id and r.warehouse_id = pair.warehouse_id;

create or replace view inventory_valuation as
select product_id, warehouse_id, lot_id, in_transit, sum(remaining_quantity) quantity, sum(remaining_value) value, round(sum(remaining_value) / sum(remaining_quantity), 6) average_cost
from cost_layer where remaining_quantity > 0 group by product_id, warehouse_id, lot_id, in_transit;

-- Days are UTC. Revenue is the shipped share of the order line's total; cost is what the SHIPMENT movements carried.
create or replace view sales_daily as
select day, product_id, warehouse_id, sum(units) units, sum(revenue) revenue, sum(cogs) cogs, sum(revenue) - sum(cogs) margin from (
  select (s.shipped_at at time zone 'UTC')::date as day, oi.product_id, s.warehouse_id, 0::numeric units, round(sum(oi.line_total * si.picked_quantity / nullif(oi.quantity - oi.cancelled_quantity, 0)), 4) revenue, 0::numeric cogs
    from shipment s join shipment_item si on si.shipment_id = s.id join order_item oi on oi.id = si.order_item_id
    where s.shipped_at is not null and s.status <> 'CANCELLED' group by 1, 2, 3
  union all
  select (m.occurred_at at time zone 'UTC')::date, m.product_id, m.warehouse_id, -sum(m.quantity), 0, -sum(m.value_delta) from stock_movement m
    left join stock_movement r on r.seq = m.reversal_of_seq where m.type = 'SHIPMENT' or m.type = 'REVERSAL' and r.type = 'SHIPMENT' group by 1, 2, 3) x
group by day, product_id, warehouse_id;

create or replace view supplier_scorecard as
select s.id supplier_id, coalesce(p.orders, 0) orders, coalesce(p.lines, 0) lines, p.on_time_pct, p.fill_pct, p.reject_pct, p.average_lead_days, p.price_drift_pct
from supplier s left join lateral (
  select count(distinct o.id) orders, count(*) lines,
    round(100.0 * count(*) filter (where g.first_posted <= coalesce(i.expected_at, o.expected_at)) / nullif(count(*) filter (where g.first_posted is not null and coalesce(i.expected_at, o.expected_at) is not null), 0), 2) on_time_pct,
    round(100 * sum(least(i.received_quantity, i.quantity)) filter (where o.status in ('PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED')) / nullif(sum(i.quantity) filter (where o.status in ('PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED')), 0), 2) fill_pct,
    round(100 * sum(i.rejected_quantity) / nullif(sum(i.received_quantity + i.rejected_quantity), 0), 2) reject_pct,
    round(avg(extract(epoch from g.first_posted - o.sent_at) / 86400), 2) average_lead_days,
    round(avg(100 * (i.unit_price - f.first_price) / nullif(f.first_price, 0)), 2) price_drift_pct
  from purchase_order o join purchase_order_item i on i.purchase_order_id = o.id
  left join lateral (select min(gr.posted_at) first_posted from goods_receipt_item gi join goods_receipt gr on gr.id = gi.goods_receipt_id where gi.purchase_order_item_id = i.id and gr.status = 'POSTED') g on true
  left join lateral (select fi.unit_price first_price from purchase_order_item fi join purchase_order fo on fo.id = fi.purchase_order_id
    where fi.product_id = i.product_id and fo.supplier_id = s.id and fo.sent_at is not null order by fo.sent_at limit 1) f on true
  where o.supplier_id = s.id and o.sent_at is not null) p on true;

-- Age is that of the cost layers. ABC: share of the value shipped in 90 days (80 %, 95 %). XYZ: how even the 13 weeks are (variation below 0.5, below 1).
create or replace view stock_aging as
with aged as (
  select c.product_id, c.warehouse_id, sum(c.remaining_quantity) quantity, sum(c.remaining_value) value,
    coalesce(sum(c.remaining_quantity) filter (where c.received_at >= now() - interval '30 days'), 0) days_0_to_30,
    coalesce(sum(c.remaining_quantity) filter (where c.received_at < now() - interval '30 days' and c.received_at >= now() - interval '90 days'), 0) days_31_to_90,
    coalesce(sum(c.remaining_quantity) filter (where c.received_at < now() - interval '90 days' and c.received_at >= now() - interval '180 days'), 0) days_91_to_180,
    coalesce(sum(c.remaining_quantity) filter (where c.received_at < now() - interval '180 days'), 0) days_over_180,
    coalesce(sum(c.remaining_quantity) filter (where l.expires_at < current_date), 0) expired,
    coalesce(sum(c.remaining_quantity) filter (where l.expires_at >= current_date and l.expires_at < current_date + 30), 0) expires_in_30_days
  from cost_layer c left join lot l on l.id = c.lot_id where c.remaining_quantity > 0 and not c.in_transit group by 1, 2),
weekly as (
  select product_id, warehouse_id, (extract(epoch from now() - occurred_at) / 604800)::int week, -sum(quantity) quantity, -sum(value_delta) value, max(occurred_at) last_moved_at
  from stock_movement where type = 'SHIPMENT' and occurred_at >= now() - interval '90 days' group by 1, 2, 3),
moved as (
  select product_id, warehouse_id, sum(quantity) quantity, sum(value) value, max(last_moved_at) last_moved_at,
    coalesce(sqrt(greatest(sum(quantity * quantity) / 13 - (sum(quantity) / 13) ^ 2, 0)) / nullif(sum(quantity) / 13, 0), 99) variation
  from weekly group by 1, 2),
ranked as (
  select *, sum(value) over (order by value desc, product_id, warehouse_id) - value before, nullif(sum(value) over (), 0) total from moved)
select a.*, coalesce(m.quantity, 0) shipped_in_90_days, round(a.quantity * 90 / nullif(m.quantity, 0), 1) days_of_cover,
  case when m.before / m.total < 0.8 then 'A' when m.before / m.total < 0.95 then 'B' else 'C' end abc_class,
  case when m.variation < 0.5 then 'X' when m.variation < 1 then 'Y' else 'Z' end xyz_class,
  m.last_moved_at, m.quantity is null and a.days_over_180 = a.quantity is_dead
from aged a left join ranked m using (product_id, warehouse_id);

-- The role of the API ---------------------------------------------------------------------------------------------------------
-- It reads and writes the business, but rewrites no ledger, sets no quantity (book_movements and count_reservations do, as the owner) and makes no tables.
-- Without the right to make roles there is none, and one role does everything.
do $do$
begin
  if not exists (select from pg_roles where rolname = 'invista_api') then create role invista_api nologin; end if;
exception when insufficient_privilege or duplicate_object or unique_violation then null;
end $do$;

-- Gives the API's role its rights; to be called again when a table that needs others was added. False where the role is absent.
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
